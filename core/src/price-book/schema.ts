// The shape of a price book document, as zod: `parsePriceBook` reads with it, and its JSON Schema is published from it.
import { z } from 'zod'
import { answers, type Condition, type Expression, type Input, type PriceBook, roundingModes } from './format.ts'

/** An object of these keys alone. The issue of an unknown key carries the known ones, for "did you mean". */
const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined) })

const decimal = z.string().regex(/^-?\d{1,40}(\.\d{1,40})?$/, 'must be a decimal number in quotes, like "0.4" or "12"')
const text = z.string().trim().min(1).max(2000)
const name = z.string().min(1).max(200)
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/, 'must be a name: a letter, then letters, digits, "_", "." or "-"')
const count = z.number().int().min(1).max(1_000_000_000)
const choice = z.union([z.string(), z.number(), z.boolean()])
const either = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)])

const condition: z.ZodType<Condition> = z.union([
  choice,
  z.array(choice).min(1),
  object({ not: either(choice) }),
  object({ contains: either(z.string().min(1)) }),
  object({ startsWith: either(z.string().min(1)) }),
  object({ given: z.boolean() }),
  object({ from: name.exactOptional(), over: name.exactOptional(), to: name.exactOptional(), under: name.exactOptional() }),
])
const conditions = z.record(name, condition)
const when = either(conditions)

const expression: z.ZodType<Expression> = z.lazy(() => z.union([name, ...operations]))
const parts = z.array(expression).min(1).max(1000)
const named = z.record(name, expression)
const rounded = { to: decimal.exactOptional() }
const operations = [
  object({ add: parts }),
  object({ subtract: z.tuple([expression, expression]) }),
  object({ multiply: parts }),
  object({ divide: z.tuple([expression, expression]) }),
  object({ min: parts }),
  object({ max: parts }),
  object({ ceil: expression, ...rounded }),
  object({ floor: expression, ...rounded }),
  object({ round: expression, ...rounded }),
  object({ roundEven: expression, ...rounded }),
  object({ cases: z.array(object({ when, is: expression })).min(1), else: expression.exactOptional() }),
  object({ table: z.array(name).min(1), rows: z.array(z.array(z.union([choice, expression])).min(2)).min(1), else: expression.exactOptional() }),
  object({ count: name }),
  object({ sum: name, is: expression }),
  object({ characters: name }),
  object({ bytes: name }),
  object({ chain: object({ times: expression, start: named, next: named, sum: expression }) }),
  object({ between: z.tuple([expression, expression]) }),
]

const round = z.union([object({ mode: z.enum(roundingModes), step: decimal }), object({ mode: z.enum(roundingModes), digits: count.max(30) })])
const stage = z.enum(['source', 'total'])
const rounding = z.union([
  object({ stage, mode: z.enum(roundingModes), step: decimal }),
  object({ stage, mode: z.enum(roundingModes), digits: count.max(30) }),
])

const traits = {
  label: text.exactOptional(),
  help: text.exactOptional(),
  default: choice.exactOptional(),
  optional: z.literal(true).exactOptional(),
  required: z.literal(true).exactOptional(),
}
const input: z.ZodType<Input> = z.lazy(() => z.discriminatedUnion('kind', inputKinds))
const inputKinds = [
  object({ kind: z.literal('choice'), values: z.array(choice).min(1), aliases: z.record(z.string(), choice).exactOptional(), ...traits }),
  object({
    kind: z.literal('number'),
    min: decimal.exactOptional(),
    max: decimal.exactOptional(),
    whole: z.literal(true).exactOptional(),
    suffixes: z.array(name).exactOptional(),
    unit: text.exactOptional(),
    ...traits,
  }),
  object({ kind: z.literal('flag'), ...traits }),
  object({ kind: z.literal('text'), ...traits }),
  object({ kind: z.literal('date'), ...traits }),
  object({
    kind: z.literal('list'),
    items: z.record(name, input),
    min: z.number().int().min(0).exactOptional(),
    max: count.exactOptional(),
    ...traits,
  }),
] as const

const end = { upTo: decimal.exactOptional() }
const line = object({
  label: text,
  when: when.exactOptional(),
  base: expression.exactOptional(),
  quantity: expression.exactOptional(),
  unit: text.exactOptional(),
  free: expression.exactOptional(),
  block: decimal.exactOptional(),
  per: decimal.exactOptional(),
  rate: expression.exactOptional(),
  steps: z.array(object({ ...end, amount: expression.exactOptional(), rate: expression.exactOptional() })).exactOptional(),
  bands: z.array(object({ ...end, rate: expression })).exactOptional(),
  minimum: expression.exactOptional(),
  maximum: expression.exactOptional(),
  round: round.exactOptional(),
})
const row = z.union([object({ when, lines: z.array(line).min(1) }), object({ when, answer: z.enum(answers), message: text })])

const act = { label: text, when: when.exactOptional() }
const percent = object({ ...act, percent: expression })
const adjustment = z.union([
  percent,
  object({ ...act, factor: expression }),
  object({ ...act, add: expression }),
  object({ ...act, minimum: expression }),
  object({ ...act, maximum: expression }),
  object({ ...act, round }),
  object({ together: z.array(percent).min(1) }),
])

const source = object({ url: z.url(), asOf: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a date as far as it is known, like "2026-11"') })
const charges = object({
  succeeded: z.literal('price'),
  partial: z.literal('delivered'),
  failed: z.literal('nothing'),
  cancelled: z.enum(['nothing', 'delivered']),
  defective: z.literal('refunded'),
})
const comparable = object({
  tool: name,
  when: when.exactOptional(),
  inputs: z.record(name, z.union([object({ value: choice }), object({ is: expression })])),
  note: text.exactOptional(),
})

const toolPrice = object({
  title: text.exactOptional(),
  media: text.exactOptional(),
  aliases: z.array(name).exactOptional(),
  source: source.exactOptional(),
  note: text.exactOptional(),
  unit: name.exactOptional(),
  inputs: z.record(name, input).exactOptional(),
  quantities: z.record(name, object({ unit: text, is: expression })).exactOptional(),
  rows: z.array(row).min(1),
  adjustments: z.array(adjustment).exactOptional(),
  rounding: rounding.exactOptional(),
  rerun: object({ factor: decimal, label: text }).exactOptional(),
  charges: charges.exactOptional(),
  comparable: z.array(comparable).exactOptional(),
})

const plan = object({
  name: text,
  grant: decimal,
  period: z.literal('month'),
  rollOver: decimal,
  discountPercent: decimal,
  limits: object({ sourcesPerRun: count, iterations: count.max(1000), sourceMegapixels: count, resultMegapixels: count, uploadMegabytes: count }),
})
const studio = object({ quoteMinutes: count.max(100_000), holdHours: count.max(10_000), keepChance: decimal, plans: z.record(key, plan) })

export const priceBookSchema = z
  .strictObject({
    $schema: z.string().exactOptional(),
    format: z.literal(1),
    id: key,
    version: text,
    effective: z.iso.datetime(),
    vendor: text.exactOptional(),
    source: source.exactOptional(),
    note: text.exactOptional(),
    unit: name,
    units: z.record(name, object({ label: text.exactOptional(), usd: expression.exactOptional() })).exactOptional(),
    studio: studio.exactOptional(),
    tools: z.record(name, toolPrice),
  })
  .meta({ id: 'PriceBook', description: 'What each tool costs, and what each plan changes. Data, never code.' }) satisfies z.ZodType<PriceBook>
