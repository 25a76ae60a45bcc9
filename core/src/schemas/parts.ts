// What the shapes are made of: amounts, ids, times, and the one shape of every refusal.
import { z } from 'zod'

export const amount = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,3})?$/)
  .meta({ id: 'Amount', description: 'Credits as a decimal string with at most three places.', example: '18.5' })
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
export const id = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`))
    .meta({ example: `${prefix}_01jd3v6x8m4q2r9t5w7y0zabcd` })
export const time = z.iso.datetime().meta({ example: '2026-11-22T10:00:00.000Z' })
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const name = z.string().trim().min(1).max(200)
/** `.nullable()` on a shape with an id would make the shape itself nullable in openapi.json. */
export const orNull = <Shape extends z.ZodType>(shape: Shape) => z.union([shape, z.null()])

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stable; never changes its meaning.' }),
    detail: z.string().meta({ description: 'The cause in words, with the numbers of this case.' }),
    next: z.string().meta({ description: 'What to do now.' }),
    charged: z.string().meta({ description: 'What the refused request charged: "nothing", or an amount in words.' }),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' })
