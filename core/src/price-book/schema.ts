// The shape of a price book document, as zod: `parsePriceBook` reads with it, and its JSON Schema is published from it.
import { z } from 'zod'
import { type Expression, operations, type PriceBook, roundingModes } from './format.ts'

const decimal = z.string().regex(/^-?\d{1,40}(\.\d{1,40})?$/, 'must be a decimal number in quotes, like "0.4" or "12"')
const text = z.string().trim().min(1).max(200)
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/, 'must be a name: a letter, then letters, digits, "_", "." or "-"')
const count = z.number().int().min(1).max(1_000_000_000)
const choice = z.union([z.string(), z.number().int(), z.boolean()])

const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([
    decimal,
    z.strictObject({ quantity: name }),
    z.strictObject({ option: name }),
    z.strictObject({ op: z.enum(operations), of: z.array(expression).min(1).max(100) }),
  ]),
)

const line = z.union([z.strictObject({ label: text, base: decimal }), z.strictObject({ label: text, quantity: name, rate: decimal })])

const toolPrice = z.strictObject({
  quantities: z.record(name, z.strictObject({ unit: text, is: expression })),
  rows: z.array(z.strictObject({ when: z.record(name, z.union([choice, z.array(choice).min(1)])), lines: z.array(line).min(1) })).min(1),
  rerun: z.strictObject({ factor: decimal, label: text }).exactOptional(),
  rounding: z.strictObject({ stage: z.literal('source'), mode: z.enum(roundingModes), step: decimal }),
  charges: z.strictObject({ failed: z.literal('nothing'), cancelled: z.enum(['nothing', 'delivered']), defective: z.literal('refunded') }),
})

const plan = z.strictObject({
  name: text,
  grant: decimal,
  period: z.literal('month'),
  rollOver: decimal,
  discountPercent: decimal,
  limits: z.strictObject({ sourcesPerRun: count, iterations: count.max(1000), sourceMegapixels: count, resultMegapixels: count, uploadMegabytes: count }),
})

export const priceBookSchema = z
  .strictObject({
    format: z.literal(1),
    id: name,
    version: text,
    effective: z.iso.datetime(),
    unit: z.literal('credits'),
    quoteMinutes: count.max(100_000),
    holdHours: count.max(10_000),
    keepChance: decimal,
    plans: z.record(name, plan),
    tools: z.record(name, toolPrice),
  })
  .meta({ id: 'PriceBook', description: 'What each tool costs, and what each plan changes. Data, never code.' }) satisfies z.ZodType<PriceBook>
