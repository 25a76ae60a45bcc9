// Cases: what a vendor's list says that something costs, to hold a book against. The format is that of price-books/cases/.
import type { GivenInputs } from './input.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import type { PriceLists } from './price-lists.ts'
import { isNegative, ofNumber, type Rational, toText, whole } from './rational.ts'

export interface PriceCase {
  readonly id: string
  readonly vendor?: string
  readonly tool: string
  readonly unit?: string
  readonly inputs: GivenInputs
  readonly expected: number | { readonly min: number; readonly max: number }
  readonly kind?: string
  readonly as_of?: string
  readonly ambiguous?: unknown
  readonly approximate?: unknown
  readonly tolerance?: unknown
  readonly confidence?: unknown
}

/** What must be answered with something else than a price. */
export interface NoPriceCase {
  readonly node: string
  readonly inputs: GivenInputs
  readonly message: string
  readonly date: string
}

/** Records that are not exact, and what is paid by use, prove nothing. */
export const isExact = ({ ambiguous, approximate, tolerance, confidence, kind }: PriceCase): boolean =>
  !ambiguous && !approximate && !tolerance && !confidence && kind !== 'metered'

export interface CaseResult {
  readonly id: string
  readonly passed: boolean
  /** What was expected and what came. */
  readonly message: string
}

export function runCase(lists: PriceLists, { id, vendor, tool, unit, inputs, expected, as_of }: PriceCase): CaseResult {
  const asked = { ...(vendor !== undefined && { vendor }), ...(as_of !== undefined && { asOf: as_of }), ...(unit !== undefined && { unit }) }
  const found = lists.find({ tool, ...asked, inputs: Object.keys(inputs) })
  const where = `${vendor ?? 'any vendor'}, ${tool}, ${JSON.stringify(inputs)}`
  if (!found) return { id, passed: false, message: `${where}: no book has this tool` }
  const outcome = outcomeOf(found.tool, inputs)
  const message = `${where} (${found.prices.book.id} ${found.prices.book.version}): expected ${shownExpectation(expected)}, got ${outcomeInWords(outcome)}`
  if (unit !== undefined && unit !== found.tool.unit) return { id, passed: false, message: `${message}; expected in ${unit}, got ${found.tool.unit}` }
  return { id, passed: agrees(outcome, expected), message }
}

const shownExpectation = (expected: PriceCase['expected']): string => (typeof expected === 'number' ? String(expected) : `${expected.min} to ${expected.max}`)

export function outcomeInWords(outcome: Outcome): string {
  if (outcome.kind === 'price') return toText(outcome.amount, 12)
  if (outcome.kind === 'range') return `${toText(outcome.low, 12)} to ${toText(outcome.high, 12)}${outcome.outer ? ' at most' : ''}`
  return `${outcome.kind}: ${outcome.message}`
}

function agrees(outcome: Outcome, expected: PriceCase['expected']): boolean {
  if (typeof expected === 'number') return outcome.kind === 'price' && same(outcome.amount, expected)
  if (outcome.kind === 'price') return same(outcome.amount, expected.min) && same(outcome.amount, expected.max)
  return outcome.kind === 'range' && same(outcome.low, expected.min) && same(outcome.high, expected.max)
}

const billion = whole(1_000_000_000)

/** Expected figures come from JSON numbers and carry their noise: equal to one part in 1,000,000,000. */
function same(amount: Rational, expected: number): boolean {
  const wanted = ofNumber(expected)
  const off = amount.sub(wanted)
  const size = wanted.compare(whole(1)) > 0 ? wanted : whole(1)
  return (isNegative(off) ? whole(0).sub(off) : off).mul(billion).compare(size) <= 0
}

/** What kind of answer a published message is. */
export function kindOfMessage(message: string): Outcome['kind'] | 'no-tool' {
  if (message === '') return 'no-tool'
  if (/token-based/i.test(message)) return 'metered'
  return /^set (model|size)/i.test(message) ? 'missing' : 'not-offered'
}

/** @param among kinds that count as right: a value of the wrong kind is as much "say it" as "not offered" */
export function runNoPriceCase(lists: PriceLists, { node, inputs, message, date }: NoPriceCase): CaseResult {
  const found = lists.find({ tool: node, asOf: date, inputs: Object.keys(inputs) })
  const kind = found ? outcomeOf(found.tool, inputs).kind : 'no-tool'
  const wanted = kindOfMessage(message)
  return {
    id: `${node} ${JSON.stringify(inputs)} ${date}`,
    passed: kind === wanted,
    message: `${node}, ${JSON.stringify(inputs)}: expected ${wanted} ("${message}"), got ${kind}`,
  }
}
