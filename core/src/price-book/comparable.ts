// The same job elsewhere: what other vendors' books say that a job of ours would cost there. Only a tool that says how its inputs follow
// from ours is asked, every source is priced by the vendor's own rule, and dollars are given only where the book says what its unit is worth.
import { baseQuantities, type Measurement } from '../measurement.ts'
import type { ResultShape } from '../result.ts'
import type { Options } from '../tool.ts'
import { catalogueInputs } from './catalogue-inputs.ts'
import type { CompiledPrices } from './compile.ts'
import { compileWhen, type Test } from './condition.ts'
import { compileExpression } from './expression.ts'
import { PriceBookError } from './finding.ts'
import type { Choice, Comparable, Expression, Input, Source } from './format.ts'
import { compileInputs, type Frame, type Given, type GivenInputs, knownInputs, readInputs } from './input.ts'
import { dollarsPer } from './money.ts'
import { type Names, findInput } from './names.ts'
import { type Outcome, outcomeOf, unpriced } from './outcome.ts'
import type { PriceLists } from './price-lists.ts'
import { type Rational, roundToStep, decimal, sum, toText } from './rational.ts'
import type { CompiledTool } from './tool-price.ts'

/** One attempt on each source. */
export interface ElsewhereJob {
  readonly tool: string
  readonly quality: string | null
  readonly options: Options
  readonly plan?: string
  readonly sources: readonly { readonly measurement: Measurement; readonly result: ResultShape }[]
  /** ISO date: lists that were not in force then are left out. Absent: the newest. */
  readonly at?: string
}

interface ListedElsewhere {
  readonly vendor: string
  /** As the book has it, and as a person reads it. */
  readonly tool: string
  readonly title: string
  readonly book: { readonly id: string; readonly version: string }
  /** When it was published, as far as that is known: "2026", "2026-11" or a day. */
  readonly asOf: string
  readonly url?: string
  /** What is not alike. */
  readonly note?: string
}

/** Amounts are decimal text with at most 12 places, for all sources together. */
export interface PricedElsewhere extends ListedElsewhere {
  readonly unit: string
  readonly low: string
  readonly high: string
  /** Absent where nobody says what the unit is worth. */
  readonly usd?: { readonly low: string; readonly high: string }
  /** Both ends are prices of something; otherwise it is at least `low` and at most `high`. */
  readonly exact: boolean
  /** Inputs of theirs that the job does not settle. */
  readonly dependsOn: readonly string[]
  readonly reason?: undefined
}

export interface UnpricedElsewhere extends ListedElsewhere {
  /** Why there is no price for this job. */
  readonly reason: string
}

export type ElsewherePrice = PricedElsewhere | UnpricedElsewhere

/** By dollars, then those whose unit nobody values, then those without a price. */
export function priceElsewhere(lists: PriceLists, job: ElsewhereJob): ElsewherePrice[] {
  const found = comparableTools(lists, job).flatMap((each) => priceAt(each, job) ?? [])
  return found.toSorted(byDollars).map(({ price }) => price)
}

interface ComparableTool {
  readonly prices: CompiledPrices
  readonly tool: CompiledTool
  readonly comparables: readonly Comparable[]
}

/** Of each vendor's tool the newest list that is in force; a list that no longer compares it hides the older ones. */
function comparableTools({ all }: PriceLists, job: ElsewhereJob): ComparableTool[] {
  const seen = new Set<string>()
  return all.toReversed().flatMap((prices) => {
    if (job.at !== undefined && prices.book.effective.slice(0, 10) > job.at.slice(0, 10)) return []
    const named = [...prices.tools.values()].map((tool) => ({ tool, name: `${vendorOf(prices)}\n${titleOf(tool)}`.toLowerCase() }))
    const newest = named.filter(({ name }) => !seen.has(name))
    for (const { name } of newest) seen.add(name)
    return newest.flatMap(({ tool }) => {
      const comparables = tool.price.comparable?.filter((each) => each.tool === job.tool) ?? []
      return comparables.length > 0 ? [{ prices, tool, comparables }] : []
    })
  })
}

const vendorOf = ({ book }: CompiledPrices): string => book.vendor ?? book.id
const titleOf = ({ id, price }: CompiledTool): string => price.title ?? id

interface Found {
  readonly price: ElsewherePrice
  /** Of the low and the high end. */
  readonly dollars?: readonly [Rational, Rational]
}

function priceAt(at: ComparableTool, job: ElsewhereJob): Found | undefined {
  try {
    return priceSources(at, job)
  } catch (error) {
    if (!(error instanceof PriceBookError)) throw error
    const [{ place, problem }] = error.findings as readonly [PriceBookError['findings'][number]]
    return { price: { ...listed(at), reason: `The list itself is at fault at ${place}: ${problem}` } }
  }
}

function priceSources(at: ComparableTool, job: ElsewhereJob): Found | undefined {
  const { prices, tool, comparables } = at
  const known = new Map<string, Asked>()
  const asked = job.sources.map((source) => {
    const ours = ourInputs(job, source)
    const key = JSON.stringify(ours)
    const before = known.get(key) ?? askTool(tool, comparables, ours)
    known.set(key, before)
    return before
  })
  const alike = asked.flatMap((each) => each ?? [])
  if (alike.length === 0) return undefined
  const notes = [...new Set(alike.flatMap(({ note }) => note ?? []))].join(' ')
  const about = { ...listed(at), ...(notes && { note: notes }) }
  if (alike.length < asked.length) return { price: { ...about, reason: `It does this for ${alike.length} of the ${asked.length} files only.` } }
  const priced: Priced[] = []
  for (const { outcome } of alike) {
    if (outcome.kind !== 'price' && outcome.kind !== 'range') return { price: { ...about, reason: outcome.message } }
    priced.push(outcome)
  }
  const ends = [sum(priced.map(lowOf)), sum(priced.map(highOf))] as const
  const each = dollarsPer(prices.book, tool.unit)
  const dollars = each && ([ends[0].mul(each), ends[1].mul(each)] as const)
  return { price: { ...about, ...amounts(tool.unit, ends, dollars, priced) }, ...(dollars && { dollars }) }
}

function amounts(unit: string, [low, high]: readonly [Rational, Rational], dollars: readonly [Rational, Rational] | undefined, priced: readonly Priced[]) {
  return {
    unit,
    low: toText(low, places),
    high: toText(high, places),
    ...(dollars && { usd: { low: toText(dollars[0], places), high: toText(dollars[1], places) } }),
    exact: priced.every((outcome) => outcome.kind === 'price' || !outcome.outer),
    dependsOn: [...new Set(priced.flatMap((outcome) => (outcome.kind === 'range' ? outcome.unknown : [])))],
  }
}

const places = 12

type Priced = Extract<Outcome, { kind: 'price' | 'range' }>
const lowOf = (outcome: Priced): Rational => (outcome.kind === 'price' ? outcome.amount : outcome.low)
const highOf = (outcome: Priced): Rational => (outcome.kind === 'price' ? outcome.amount : outcome.high)

function listed({ prices, tool }: ComparableTool): ListedElsewhere {
  const { book } = prices
  const source: Source | undefined = tool.price.source ?? book.source
  return {
    vendor: vendorOf(prices),
    tool: tool.id,
    title: titleOf(tool),
    book: { id: book.id, version: book.version },
    ...(source ? { asOf: source.asOf, url: source.url } : { asOf: book.effective.slice(0, 10) }),
  }
}

function byDollars(a: Found, b: Found): number {
  const rank = ({ price, dollars }: Found) => (dollars ? 0 : price.reason === undefined ? 1 : 2)
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  const byPrice = a.dollars && b.dollars ? a.dollars[0].compare(b.dollars[0]) || a.dollars[1].compare(b.dollars[1]) : 0
  return byPrice || compareText(a.price.vendor, b.price.vendor) || compareText(a.price.title, b.price.title)
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Undefined: none of them is for this source. */
type Asked = { readonly outcome: Outcome; readonly note?: string } | undefined

function askTool(tool: CompiledTool, comparables: readonly Comparable[], ours: GivenInputs): Asked {
  for (const comparable of comparables) {
    const { read, test, given } = compiledComparable(comparable, tool)
    const frame = read(ours)
    if (!test.exact(frame)) continue
    const { note } = comparable
    return { outcome: outcomeGiven(tool, () => given(frame)), ...(note !== undefined && { note }) }
  }
  return undefined
}

function outcomeGiven(tool: CompiledTool, given: () => GivenInputs): Outcome {
  try {
    return outcomeOf(tool, given())
  } catch (error) {
    return unpriced(error)
  }
}

function ourInputs({ options, quality, plan }: ElsewhereJob, { measurement, result }: ElsewhereJob['sources'][number]): GivenInputs {
  return {
    ...options,
    ...(quality !== null && { quality }),
    ...(plan !== undefined && { plan }),
    ...baseQuantities(measurement),
    resultWidth: result.width,
    resultHeight: result.height,
    resultPixels: result.width * result.height,
  }
}

interface CompiledComparable {
  /** What our job is asked by. @throws InvalidInput */
  readonly read: (ours: GivenInputs) => Frame
  readonly test: Test
  /** Their inputs. @throws NotOffered, MissingInput, PriceBookError */
  readonly given: (frame: Frame) => GivenInputs
}

const compiled = new WeakMap<Comparable, CompiledComparable>()

function compiledComparable(comparable: Comparable, tool: CompiledTool): CompiledComparable {
  const known = compiled.get(comparable) ?? compileComparable(comparable, `tools.${tool.id}.comparable`)
  compiled.set(comparable, known)
  return known
}

/** What a job of ours is asked by: the options of the catalogue's tool, what is measured, and what the result will be. */
function namesOfJob(tool: string): Record<string, Input> {
  const inputs: Record<string, Input> = {}
  for (const name of ['seconds', 'frames', 'fps', 'resultWidth', 'resultHeight', 'resultPixels']) inputs[name] = { kind: 'number', optional: true }
  for (const [name, input] of Object.entries(catalogueInputs(tool, []))) inputs[name] = { ...input, optional: true } as Input
  return { ...inputs, quality: inputs.quality ?? { kind: 'text', optional: true }, plan: { kind: 'text', optional: true } }
}

/** @throws PriceBookError naming the place */
export function compileComparable(comparable: Comparable, place: string): CompiledComparable {
  const inputs = compileInputs(namesOfJob(comparable.tool))
  const known = knownInputs(inputs)
  const names: Names = { inputs: known.byName, quantity: () => undefined, reads: new Set(), known: () => [...known.byName.keys()] }
  const theirs = Object.entries(comparable.inputs).map(([name, says]) => {
    const at = `${place}.inputs.${name}`
    return [name, 'value' in says ? () => says.value : inputFrom(says.is, names, `${at}.is`)] as const
  })
  return {
    read: (ours) => ({ values: readInputs(inputs, known, ours), derived: [] }),
    test: compileWhen(comparable.when, names, `${place}.when`),
    given: (frame) => Object.fromEntries(theirs.map(([name, value]) => [name, value(frame)])),
  }
}

/** An input of ours by its name goes over as it is, a text too; everything else is a number. */
function inputFrom(is: Expression, names: Names, place: string): (frame: Frame) => Given | undefined {
  const input = typeof is === 'string' ? findInput(names, is) : undefined
  if (input && input.compiled.input.kind !== 'number') return (frame) => input.value(frame) as Choice | undefined
  const node = compileExpression(is, names, place)
  return (frame) => given(node.exact(frame))
}

const finest = decimal('0.0000000000000000000000000000000000000001')

/** As a decimal, exactly; where it has none, between the two that are next to it. */
function given(value: Rational): Given {
  const [from, to] = (['down', 'up'] as const).map((mode) => toText(roundToStep(value, mode, finest), 40)) as [string, string]
  return from === to ? from : { from, to }
}
