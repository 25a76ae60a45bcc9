// The shape of a price book document, as zod: `parsePriceBook` reads with it, and its JSON Schema, for editors, is made from it.
import { z } from 'zod'
import { answers, type Condition, type Expression, type Input, type PriceBook, roundingModes } from './format.ts'

/** An object of these keys alone. The issue of an unknown key carries the known ones, for "did you mean". */
const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined) })

const decimal = z
  .string()
  .regex(/^-?\d{1,40}(\.\d{1,40})?$/, 'must be a decimal number in quotes, like "0.4" or "12"')
  .meta({ id: 'Decimal', description: 'A decimal number in quotes, exact as written: "0.4".' })
const text = z.string().trim().min(1).max(2000)
const name = z.string().min(1).max(200)
const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/, 'must be a name: a letter, then letters, digits, "_", "." or "-"')
const count = z.number().int().min(1).max(1_000_000_000)
const choice = z.union([z.string(), z.number(), z.boolean()]).meta({ id: 'Choice', description: 'A value of an input. Values are compared as text: 5 is "5".' })
const either = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)])

const maybe = name.exactOptional()
const condition: z.ZodType<Condition> = z
  .union([
    choice,
    z.array(choice).min(1),
    object({ not: either(choice) }),
    object({ contains: either(z.string().min(1)) }),
    object({ startsWith: either(z.string().min(1)) }),
    object({ given: z.boolean() }),
    // Bounds, one of which is there: what has none of them is something else.
    object({ from: name, over: maybe, to: maybe, under: maybe }),
    object({ over: name, to: maybe, under: maybe }),
    object({ to: name, under: maybe }),
    object({ under: name }),
  ])
  .meta({ id: 'Condition', description: 'A value, one of several, or something about it. "from" and "to" include themselves, "over" and "under" do not.' })
const conditions = z.record(name, condition).meta({ id: 'Conditions', description: 'By the name of an input or a quantity; all must hold. {} always holds.' })
const when = either(conditions).meta({ id: 'When', description: 'Conditions, or a list of them of which one must hold.' })

const expression: z.ZodType<Expression> = z.lazy(() =>
  z.union([name, ...operations]).meta({ id: 'Expression', description: 'A decimal in quotes, the name of a numeric input or a quantity, or an operation.' }),
)
const parts = z.array(expression).min(1).max(1000)
const two = z.tuple([expression, expression])
const named = z.record(name, expression)
const rounded = { to: decimal.exactOptional().describe('A multiple of this; 1 where it is absent.') }
const operations = [
  object({ add: parts }),
  object({ subtract: two }),
  object({ multiply: parts }),
  object({ divide: two }),
  object({ min: parts }),
  object({ max: parts }),
  object({ ceil: expression, ...rounded }),
  object({ floor: expression, ...rounded }),
  object({ round: expression, ...rounded }),
  object({ roundEven: expression, ...rounded }),
  object({ cases: z.array(object({ when, is: expression })).min(1), else: expression.exactOptional() }),
  object({
    table: z.array(name).min(1).describe('The names that the columns are for.'),
    rows: z
      .array(z.array(z.union([choice, expression])).min(2))
      .min(1)
      .describe('A value for each name, "*" for any, then the result. The first that fits.'),
    else: expression.exactOptional(),
  }),
  object({ count: name.describe('How many items this list has.') }),
  object({ sum: name.describe('A list.'), is: expression.describe('For each item, added up.') }),
  object({ characters: name }),
  object({ bytes: name }),
  object({ chain: object({ times: expression, start: named, next: named, sum: expression }) }),
  object({ between: two }),
]

const modes = z.enum(roundingModes)
const digits = count.max(30).describe('Significant digits.')
const round = z
  .union([object({ mode: modes, step: decimal }), object({ mode: modes, digits })])
  .meta({ id: 'Round', description: 'To a multiple of "step", or to so many significant "digits".' })
const stage = z.enum(['source', 'total'])
const rounding = z
  .union([object({ stage, mode: modes, step: decimal }), object({ stage, mode: modes, digits })])
  .meta({ id: 'Rounding', description: '"source": the total of one source\'s attempts. "total": the price of one call.' })

const traits = {
  label: text.exactOptional(),
  help: text.exactOptional(),
  names: z.array(name).min(1).exactOptional().describe('Other names under which it may be given.'),
  default: choice.exactOptional().describe('What it is where nothing is said.'),
  optional: z.literal(true).exactOptional().describe('May be left out; conditions can ask whether it was "given".'),
  required: z.literal(true).exactOptional().describe('Without it there is no price, not even a range.'),
}
const input: z.ZodType<Input> = z.lazy(() => z.discriminatedUnion('kind', inputKinds).meta({ id: 'Input', description: 'What can be asked, and its domain.' }))
const inputKinds = [
  object({ kind: z.literal('choice'), values: z.array(choice).min(1), aliases: z.record(z.string(), choice).exactOptional(), ...traits }),
  object({
    kind: z.literal('number'),
    min: decimal.exactOptional(),
    max: decimal.exactOptional(),
    whole: z.literal(true).exactOptional(),
    suffixes: z.array(name).exactOptional().describe('Endings it may be written with: ["s"] for "5s".'),
    unit: text.exactOptional(),
    ...traits,
  }),
  object({ kind: z.literal('flag'), ...traits }),
  object({ kind: z.literal('text'), ...traits }),
  object({ kind: z.literal('date'), ...traits }),
  object({ kind: z.literal('list'), items: z.record(name, input), min: z.number().int().min(0).exactOptional(), max: count.exactOptional(), ...traits }),
] as const

const end = { upTo: decimal.exactOptional().describe('Included. Absent on the last: no end.') }
const line = object({
  label: text,
  when: when.exactOptional().describe('The line is absent where this does not hold.'),
  base: expression.exactOptional().describe('Charged once.'),
  quantity: expression.exactOptional().describe('Charged by "rate", "steps" or "bands", exactly one of them.'),
  unit: text.exactOptional().describe('Of a quantity that has no name of its own.'),
  free: expression.exactOptional().describe('So many units come off the quantity.'),
  block: decimal.exactOptional().describe('The quantity is rounded up to started blocks of this; the rate is for a block.'),
  per: decimal.exactOptional().describe('For how many units the rate is.'),
  rate: expression.exactOptional(),
  steps: z
    .array(object({ ...end, amount: expression.exactOptional(), rate: expression.exactOptional() }))
    .exactOptional()
    .describe('The whole quantity costs what the first step that holds it says.'),
  bands: z
    .array(object({ ...end, rate: expression }))
    .exactOptional()
    .describe('Each part of the quantity costs the rate of its band.'),
  minimum: expression.exactOptional(),
  maximum: expression.exactOptional(),
  round: round.exactOptional(),
}).meta({ id: 'Line', description: 'One amount of a price.' })
const row = z
  .union([object({ when, lines: z.array(line).min(1) }), object({ when, answer: z.enum(answers), message: text })])
  .meta({ id: 'Row', description: 'The first row whose conditions hold decides: by its lines, or by an answer that is not a price.' })

const act = { label: text, when: when.exactOptional() }
const percent = object({ ...act, percent: expression })
const adjustment = z
  .union([
    percent,
    object({ ...act, factor: expression }),
    object({ ...act, add: expression }),
    object({ ...act, minimum: expression }),
    object({ ...act, maximum: expression }),
    object({ ...act, round }),
    object({ together: z.array(percent).min(1) }),
  ])
  .meta({ id: 'Adjustment', description: 'Acts on the sum so far; in the order of the list. A percentage off is negative.' })

const source = object({
  url: z.url(),
  asOf: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be a date as far as it is known, like "2026-11"'),
}).meta({ id: 'Source', description: 'Where the prices were published, and when.' })
const charges = object({
  moment: z.enum(['delivery', 'submit']).exactOptional(),
  succeeded: z.literal('price'),
  partial: z.literal('delivered'),
  failed: z.enum(['nothing', 'price']),
  cancelled: z.enum(['nothing', 'delivered', 'price']),
  defective: z.literal('refunded'),
}).meta({ id: 'ChargeRules', description: 'What is charged however it goes.' })
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
  unit: name.exactOptional().describe("Where it is not the book's."),
  inputs: z.record(name, input).exactOptional().describe("Where they are absent, they are those of the studio's own tool of this name."),
  quantities: z
    .record(name, object({ unit: text, is: expression }))
    .exactOptional()
    .describe('Derived quantities; one may use another, never in a circle.'),
  rows: z.array(row).min(1),
  adjustments: z.array(adjustment).exactOptional(),
  rounding: rounding.exactOptional(),
  rerun: object({ factor: decimal, label: text }).exactOptional().describe('What an attempt after the first costs, as a factor of its own price.'),
  charges: charges.exactOptional(),
  comparable: z.array(comparable).exactOptional().describe("The same job, asked of the studio's own tool."),
}).meta({ id: 'ToolPrice', description: 'What one tool costs.' })

const money = object({ amount: decimal, currency: z.string().regex(/^[a-z]{3}$/) }).meta({
  id: 'Money',
  description: 'Decimal text in the main unit, and the currency in three small letters.',
})
const pack = object({ name: text, credits: decimal, price: money, expireAfterDays: count.max(36_500).exactOptional() }).meta({
  id: 'Pack',
  description: 'Credits that can be bought beside the plan.',
})

const plan = object({
  name: text,
  grant: decimal.describe('Credits granted at the start of each period.'),
  period: z.enum(['month', 'year']),
  rollOver: z
    .union([decimal, z.literal('unlimited')])
    .describe('Unused credits carried over are capped at this many grants; "unlimited": they stay until they are spent.'),
  price: money.exactOptional().describe('What a period costs in money.'),
  onDowngrade: z.enum(['keep', 'forfeit']).exactOptional().describe('What becomes of credits above the cap when a workspace comes from a larger plan.'),
  freeRetries: z
    .union([z.number().int().min(0).max(1000), z.literal('unlimited')])
    .exactOptional()
    .describe('Attempts after the first on a source that cost nothing.'),
  discountPercent: decimal.describe('Percent off the price of every attempt, before rounding.'),
  limits: object({ sourcesPerRun: count, iterations: count.max(1000), sourceMegapixels: count, resultMegapixels: count, uploadMegabytes: count }),
}).meta({ id: 'PlanTerms', description: 'What a plan grants, limits and takes off.' })
const studio = object({
  quoteMinutes: count.max(100_000).describe('Minutes a quote stays valid.'),
  holdHours: count.max(10_000).describe('Hours a hold lives.'),
  keepChance: decimal.describe('Chance that an attempt is kept, where the team has no history yet.'),
  plans: z.record(key, plan),
  packs: z.record(key, pack).exactOptional(),
  spendOrder: z.enum(['plan-first', 'soonest-ending']).exactOptional().describe('Which credits are spent first.'),
}).meta({ id: 'StudioTerms', description: 'What a book needs beside prices to be the book of a studio.' })

export const priceBookSchema = object({
  $schema: z.string().exactOptional(),
  format: z.literal(1),
  id: key,
  version: text,
  effective: z.iso.datetime().describe('From when it is in force: "2026-11-22T00:00:00Z".'),
  vendor: text.exactOptional().describe("Whose prices these are, where they are not the studio's own."),
  source: source.exactOptional(),
  note: text.exactOptional(),
  unit: name.describe('What every amount is in, unless a tool says otherwise: "credits", "usd", or a unit of the vendor\'s.'),
  units: z
    .record(name, object({ label: text.exactOptional(), usd: expression.exactOptional() }))
    .exactOptional()
    .describe('What one unit is worth.'),
  studio: studio.exactOptional(),
  tools: z.record(name, toolPrice),
}).meta({ id: 'PriceBook', description: 'What each tool costs, and what each plan changes. Data, never code.' }) satisfies z.ZodType<PriceBook>
