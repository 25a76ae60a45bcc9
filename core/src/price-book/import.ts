// Turns published rules, in the neutral form of a rules document, into price books. Mechanically: nothing is guessed, so a rule that is
// more than rows of prices and rates is skipped, and the reason is said. What is skipped is then written by hand.
import { z } from 'zod'
import type { Choice, Expression, Input, Line, PriceBook, Row, Source, ToolPrice } from './format.ts'
import { type Amounts, amountOf, exactly, labelOf, quotedBy, readText, Skip } from './import-amounts.ts'
import { type Choices, type Entry, lookUp, rateOf, type Told, telling, untold } from './import-table.ts'
import { isDecimal } from './rational.ts'

export interface ImportOptions {
  /** Of the book; where the document has several vendors, their names are added to it. */
  readonly id: string
  readonly version: string
  /** ISO date-time. */
  readonly effective: string
  /** Only the rules of this vendor. */
  readonly vendor?: string
}

export interface SkippedRule {
  readonly id: string
  readonly reason: string
}

export interface ImportedBook {
  /** Without tools where every rule was skipped. */
  readonly book: PriceBook
  readonly skipped: readonly SkippedRule[]
}

const choice = z.union([z.string(), z.number(), z.boolean()])
const amounts = z
  .array(z.union([z.number(), z.string().refine(isDecimal)]))
  .min(1)
  .max(2)
const name = z.string().min(1)
const names = z.array(name).default([])

const rowSchema = z.object({
  when: z.record(name, choice),
  type: z.string().nullish(),
  per: z.string().nullish(),
  price: amounts.optional(),
  base: amounts.optional(),
  perUnit: z.record(name, amounts).optional(),
  nonlinearIn: z.array(name).optional(),
  samples: z.unknown().optional(),
  text: z.string().optional(),
})

const ruleSchema = z.object({
  vendor: z.string().trim().min(1),
  tool: z.string().trim().min(1),
  tool_name: z.string().nullish(),
  media: z.string().nullish(),
  unit: z.string(),
  numeric: names,
  no_effect: names,
  reads: z.object({ widgets: names, inputs: names, groups: names }).partial().optional(),
  rows: z.array(rowSchema).min(1),
  source: z.string().nullish(),
  deprecated: z.boolean().nullish(),
})

type Rule = z.infer<typeof ruleSchema>
type RuleRow = z.infer<typeof rowSchema>

/** One book for each vendor, in the order of the document. @throws Skip never: what cannot be imported is in `skipped` */
export function importRules(rules: unknown, options: ImportOptions): ImportedBook[] {
  if (!Array.isArray(rules)) throw new TypeError('A rules document is a list of rules.')
  const tools = new Map<string, Map<string, ToolPrice>>()
  const skipped = new Map<string, SkippedRule[]>()
  for (const [index, rule] of rules.entries()) {
    const { id = `rules[${index}]`, vendor = 'unknown' } = z.object({ id: z.string(), vendor: z.string() }).partial().catch({}).parse(rule)
    if (options.vendor !== undefined && vendor !== options.vendor) continue
    if (!tools.has(vendor)) [tools.set(vendor, new Map()), skipped.set(vendor, [])]
    try {
      const read = readRule(rule)
      if (tools.get(vendor)!.has(read.tool)) throw new Skip(`There is a rule for ${read.tool} already.`)
      tools.get(vendor)!.set(read.tool, toolPrice(read))
    } catch (error) {
      if (!(error instanceof Skip)) throw error
      skipped.get(vendor)!.push({ id, reason: error.message })
    }
  }
  return [...tools].map(([vendor, prices]) => {
    const id = tools.size === 1 ? options.id : `${options.id}-${slug(vendor)}`
    return { book: bookOf(vendor, prices, { ...options, id }), skipped: skipped.get(vendor)! }
  })
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Its unit is the most frequent one of its tools; the others name their own. */
function bookOf(vendor: string, prices: ReadonlyMap<string, ToolPrice>, { id, version, effective }: ImportOptions): PriceBook {
  const count = new Map<string, number>()
  for (const { unit } of prices.values()) count.set(unit!, (count.get(unit!) ?? 0) + 1)
  const unit = [...count].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 'usd'
  const tools = [...prices].map(([name, { unit: own, ...tool }]) => [name, { ...tool, ...(own !== unit && { unit: own! }) }])
  return { format: 1, id, version, effective, vendor, unit, tools: Object.fromEntries(tools) }
}

function readRule(rule: unknown): Rule {
  const rows = (rule as { rows?: unknown } | null)?.rows
  if (!Array.isArray(rows) || rows.length === 0) throw new Skip('It has no rows; it says its rule in words.')
  const read = ruleSchema.safeParse(rule)
  if (!read.success) throw new Skip(`It cannot be read: ${read.error.issues[0]!.path.join('.')}: ${read.error.issues[0]!.message}.`)
  const bent = [...new Set(read.data.rows.flatMap(({ nonlinearIn, samples }) => nonlinearIn ?? (samples ? ['its inputs'] : [])))]
  if (bent.length) throw new Skip(`It is not linear in ${bent.join(', ')}; only samples of it are given.`)
  return read.data
}

/** What one row says: `lines` of amounts by a key, which is the quantity they are for. Rows of the same `shape` differ in numbers alone. */
interface Cell extends Told {
  readonly shape: string
  readonly unit: string
  readonly lines: readonly { readonly label: string; readonly quantity?: string; readonly per?: string; readonly amount: Expression }[]
  /** In place of a price: what is paid is known after the run. */
  readonly metered?: string
}

function toolPrice(rule: Rule): ToolPrice {
  const inputs = inputsOf(rule)
  const cells = rule.rows.map((row) => cellOf(row, rule, inputs))
  const unit = cells[0]!.unit
  if (cells.every(({ metered }) => metered !== undefined)) throw new Skip('It has no price, only what is paid by use.')
  if (cells.some((cell) => cell.unit !== unit)) throw new Skip('Its rows are in different units.')
  const source = sourceOf(rule.source)
  return {
    ...(rule.tool_name && rule.tool_name !== rule.tool && { title: rule.tool_name }),
    ...(rule.media && { media: rule.media }),
    ...(source && { source }),
    ...(rule.deprecated && { note: 'The vendor marks it as deprecated.' }),
    unit,
    inputs: Object.fromEntries(inputs),
    rows: rowsOf(cells, choicesOf(inputs)),
  }
}

function sourceOf(text: string | null | undefined): Source | undefined {
  const found = text?.match(/^(https?:\/\/\S+)(?:.*\bas of (\d{4}(?:-\d\d){0,2}))?/)
  return found?.[2] ? { url: found[1]!, asOf: found[2] } : undefined
}

/** "images.connected" is asked as "images_connected", and how many "model.images" are connected as "images_count". */
const connected = (name: string) =>
  `${name
    .replace(/\.connected$/, '')
    .split('.')
    .at(-1)!}_connected`
const counted = (name: string) => `${name.split('.').at(-1)!}_count`
const inputName = (name: string, { reads }: Rule) => (name.endsWith('.connected') ? connected(name) : reads?.groups?.includes(name) ? counted(name) : name)

function inputsOf(rule: Rule): Map<string, Input> {
  const inputs = new Map<string, Input>()
  for (const dimension of new Set(rule.rows.flatMap(({ when }) => Object.keys(when)))) {
    const given = rule.rows.map(({ when }) => when[dimension])
    const values = [...new Set(given.filter((value) => value !== undefined))]
    const kind: Input = values.every((value) => typeof value === 'boolean') ? { kind: 'flag' } : { kind: 'choice', values: values.map(choiceOf) }
    inputs.set(inputName(dimension, rule), given.includes(undefined) ? { ...kind, optional: true } : kind)
  }
  for (const name of [...rule.numeric, ...rule.rows.flatMap(({ perUnit }) => Object.keys(perUnit ?? {}))])
    inputs.set(inputName(name, rule), {
      kind: 'number',
      ...(rule.reads?.groups?.includes(name) && { whole: true }),
      ...(/duration$|seconds$/.test(name) && { unit: 'second' }),
    })
  const { widgets = [], inputs: sockets = [], groups = [] } = rule.reads ?? {}
  for (const name of [...rule.no_effect, ...widgets].map((widget) => inputName(widget, rule)))
    if (!inputs.has(name)) inputs.set(name, { kind: 'text', optional: true })
  for (const name of sockets.map(connected)) if (!inputs.has(name)) inputs.set(name, { kind: 'flag', optional: true })
  for (const name of groups.map(counted)) if (!inputs.has(name)) inputs.set(name, { kind: 'number', optional: true })
  return inputs
}

const choiceOf = (value: Choice): Choice => (typeof value === 'number' && !Number.isSafeInteger(value) ? exactly(value) : value)

function cellOf(row: RuleRow, rule: Rule, inputs: Map<string, Input>): Cell {
  const when = Object.fromEntries(Object.entries(row.when).map(([name, value]) => [inputName(name, rule), String(value)]))
  if (row.text !== undefined && /\b(token|usage|metered)/i.test(row.text)) return { when, unit: rule.unit, shape: row.text, lines: [], metered: row.text }
  if (row.text !== undefined) return cellOf({ ...row, text: undefined, ...readText(row.text) }, { ...rule, unit: readText(row.text).unit }, inputs)
  const base = row.price ?? row.base
  if (!base) throw new Skip('A row of it has neither a price nor a text.')
  const lines = row.type === 'list_usd' ? tokenLines(row, base, inputs) : amountLines(row, base, rule, inputs)
  return { when, unit: rule.unit, shape: JSON.stringify(lines.map(({ quantity, per }) => [quantity, per])), lines }
}

function tokenLines({ per }: RuleRow, rates: Amounts, inputs: Map<string, Input>): Cell['lines'] {
  const thousands = per
    ?.trim()
    .match(/^per (1[km]) tokens$/i)?.[1]
    ?.toLowerCase()
  if (!thousands || rates.length !== 2) throw new Skip(`Its rates are for ${JSON.stringify(per ?? 'nothing')}, not for input and output tokens.`)
  return (['input_tokens', 'output_tokens'] as const).map((quantity, index) => {
    inputs.set(quantity, { kind: 'number', whole: true, unit: 'token' })
    return { label: index ? 'Output tokens' : 'Input tokens', quantity, per: thousands === '1k' ? '1000' : '1000000', amount: exactly(rates[index]!) }
  })
}

function amountLines({ per, perUnit = {} }: RuleRow, base: Amounts, rule: Rule, inputs: Map<string, Input>): Cell['lines'] {
  const rates = Object.entries(perUnit).map(([name, rate]) => ({ quantity: inputName(name, rule), amount: amountOf(rate) }))
  if (per?.trim()) {
    const by = quotedBy(per)
    inputs.set(by.input, { kind: 'number', unit: by.unit })
    const grown = rates.filter(({ amount }) => amount !== '0').map(({ quantity, amount }) => ({ multiply: [amount, quantity] }))
    const amount = grown.length ? { add: [amountOf(base), ...grown] } : amountOf(base)
    return [{ label: by.label, quantity: by.input, ...(by.per !== '1' && { per: by.per }), amount }]
  }
  return [{ label: 'Price', amount: amountOf(base) }, ...rates.map((rate) => ({ label: labelOf(rate.quantity), ...rate }))]
}

const choicesOf = (inputs: ReadonlyMap<string, Input>): Choices =>
  new Map(
    [...inputs].flatMap(([name, input]): [string, string[]][] =>
      input.kind === 'choice' ? [[name, input.values.map(String)]] : input.kind === 'flag' ? [[name, ['false', 'true']]] : [],
    ),
  )

/** One row for each shape, its numbers looked up. */
function rowsOf(cells: readonly Cell[], choices: Choices): Row[] {
  const shapes = [...new Set(cells.map(({ shape }) => shape))]
  return shapes.map((shape): Row => {
    const same = cells.filter((cell) => cell.shape === shape)
    const others = cells.filter((cell) => cell.shape !== shape)
    const when = others.length ? telling(same, others) : {}
    const { metered } = same[0]!
    if (metered !== undefined) return { when, answer: 'metered', message: metered }
    const lines = same[0]!.lines.map((line, index) => ({
      ...line,
      entries: same.map((cell) => ({ when: untold(cell.when, when), amount: cell.lines[index]!.amount })),
    }))
    // What is always 0 says nothing; the lines that are left still tell what is offered.
    const charged = lines.filter(({ entries }) => entries.some(({ amount }) => amount !== '0'))
    return { when, lines: (charged.length ? charged : lines.slice(0, 1)).map((line) => lineOf(line, choices)) }
  })
}

function lineOf({ label, quantity, per, entries }: Cell['lines'][number] & { entries: readonly Entry[] }, choices: Choices): Line {
  if (quantity !== undefined) return { label, quantity, ...(per && { per }), rate: lookUp(entries, choices) }
  const found = rateOf(entries, choices)
  if (found) return { label: labelOf(found.quantity), quantity: found.quantity, rate: lookUp(found.entries, choices) }
  return { label, base: lookUp(entries, choices) }
}
