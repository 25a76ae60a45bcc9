// The shapes of the charge history: what may be asked of it, statements and costs.
import { z } from 'zod'
import { movementKinds } from '../ledger.ts'
import { amount, list, time } from './parts.ts'

export const chargesFilter = z.object({
  project: z.string().max(100).optional(),
  client: z.string().max(200).optional(),
  tool: z.string().max(100).optional(),
  kind: z.string().max(100).optional().meta({ description: 'Kinds, separated by commas.' }),
  member: z.string().max(100).optional(),
  key: z.string().max(100).optional(),
  receipt: z.string().max(100).optional(),
  from: z.string().max(40).optional().meta({ description: 'A day (its midnight in UTC) or a moment.' }),
  until: z.string().max(40).optional().meta({ description: 'Not included.' }),
})
const balanceThen = z.object({ available: amount, held: amount, total: amount, head: z.string().nullable() })
export const statement = z
  .object({
    workspace: z.string(),
    from: time,
    until: time,
    opening: balanceThen,
    closing: balanceThen,
    movements: z.number().int(),
    lines: list(z.object({ kind: z.enum(movementKinds), count: z.number().int(), amount, available: amount, held: amount })),
  })
  .meta({ id: 'Statement', description: 'opening and the lines add up to closing.' })
const costFigures = {
  firstTries: amount,
  retries: amount,
  refunds: amount,
  net: amount.meta({ description: 'First tries and retries, refunds off: the final cost.' }),
  attempts: z.number().int(),
  kept: z.number().int(),
}
export const costs = z
  .object({
    by: z.enum(['project', 'client', 'member', 'key', 'tool', 'month']),
    from: time,
    until: time,
    items: list(z.object({ group: z.string().nullable(), name: z.string().nullable(), ...costFigures })),
    total: z.object(costFigures),
  })
  .meta({ id: 'Costs' })
