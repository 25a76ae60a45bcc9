// The outcome of a price question in words and as a document: an amount, a range, or what has to be said first.
import {
  type CompiledBook,
  type CompiledPrices,
  decimal,
  dollarsPer,
  formatCredits,
  type Input,
  type Outcome,
  outcomeOf,
  type StudioTool,
  toText,
  tools,
} from '@keter/core'
import { plain } from '../wording.ts'
import type { AskedPrice } from './price-book-asked.ts'

/** Decimal places of an amount in a document, and of dollars that were converted as a person reads them. */
const places = 12
const dollarPlaces = 6

export interface PlanPrice {
  readonly plan: string
  readonly name: string
  readonly amount: string
}

/** `unit`, `amount`, `low`, `high` where there is a price; `missing` where something has to be said first. */
export interface PriceDocument {
  readonly tool: string
  readonly title: string
  readonly vendor?: string
  readonly book: { readonly id: string; readonly version: string; readonly digest: string; readonly effective: string }
  readonly source?: { readonly url: string; readonly asOf: string }
  readonly note?: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly outcome: Outcome['kind']
  readonly unit?: string
  readonly amount?: string
  readonly low?: string
  readonly high?: string
  /** The ends are bounds that may not be reached. */
  readonly outer?: boolean
  readonly dependsOn?: readonly string[]
  readonly usd?: { readonly low: string; readonly high: string }
  /** After each plan's discount; the amount itself is before it. */
  readonly plans?: readonly PlanPrice[]
  readonly message?: string
  readonly missing?: readonly { readonly name: string; readonly domain: string }[]
}

export function documentOf(asked: AskedPrice, outcome: Outcome): PriceDocument {
  const { prices, tool, inputs } = asked
  const { id, version, effective, vendor, source } = prices.book
  const published = tool.price.source ?? source
  return {
    tool: tool.id,
    title: titleOf(tool),
    ...(vendor !== undefined && { vendor }),
    book: { id, version, digest: prices.digest, effective },
    ...(published && { source: published }),
    ...(tool.price.note !== undefined && { note: tool.price.note }),
    inputs,
    outcome: outcome.kind,
    ...amountsOf(asked, outcome),
  }
}

/** Our own tools have theirs in the catalogue. */
export const titleOf = ({ id, price }: { readonly id: string; readonly price: { readonly title?: string } }): string =>
  price.title ?? tools.find((tool) => tool.id === id)?.title ?? id

function amountsOf(asked: AskedPrice, outcome: Outcome): Partial<PriceDocument> {
  if (outcome.kind !== 'price' && outcome.kind !== 'range') {
    const missing = outcome.inputs.map((name) => ({ name, domain: domainOf(name, asked) }))
    return { message: outcome.message, ...(outcome.kind === 'missing' && { missing }) }
  }
  const [low, high] = outcome.kind === 'price' ? [outcome.amount, outcome.amount] : [outcome.low, outcome.high]
  const each = dollarsPer(asked.prices.book, outcome.unit)
  const usd = each && { usd: { low: toText(low.mul(each), places), high: toText(high.mul(each), places) } }
  if (outcome.kind === 'price') return { unit: outcome.unit, amount: toText(low, places), ...usd, ...plansOf(asked) }
  return { unit: outcome.unit, low: toText(low, places), high: toText(high, places), outer: outcome.outer, dependsOn: outcome.unknown, ...usd }
}

const isStudio = (prices: CompiledPrices): prices is CompiledBook => 'plans' in prices

/** In a studio the plan's discount comes off before the rounding. */
function plansOf({ prices, tool, inputs }: AskedPrice): { plans?: PlanPrice[] } {
  if (!isStudio(prices) || inputs.plan !== undefined) return {}
  const { round } = prices.tools.get(tool.id) as StudioTool
  const plans = [...prices.plans.values()].flatMap(({ id, terms, discount }) => {
    if (outcomeOf(tool, { ...inputs, plan: id }).kind !== 'price') return []
    const exact = tool.unrounded.exact(tool.read({ ...inputs, plan: id }))
    return [{ plan: id, name: terms.name, amount: formatCredits(round(exact.sub(exact.mul(discount)))) }]
  })
  return { plans }
}

/** "14 credits", "$0.04", "0.04 to 0.12 credits (depends on size)", "at least $0.04, at most $0.12" */
export function amountInWords({ unit, amount, low, high, outer, dependsOn, usd }: PriceDocument): string {
  if (unit === undefined) return ''
  const dollars = usd && unit !== 'usd' ? `, ${dollarsInWords(usd)}` : ''
  if (amount !== undefined) return `${inUnit(amount, unit)}${dollars}`
  const on = dependsOn?.length ? `depends on ${dependsOn.map(plain).join(', ')}` : 'settled only by the run'
  if (outer) return `at least ${inUnit(low!, unit)}, at most ${inUnit(high!, unit)}${dollars} (${on})`
  return `${unit === 'usd' ? `$${low} to $${high}` : `${low} to ${high} ${plain(unit)}`}${dollars} (${on})`
}

/** "1 credit", "$0.04" */
export const inUnit = (amount: string, unit: string): string =>
  unit === 'usd' ? `$${amount}` : `${amount} ${amount === '1' ? plain(unit).replace(/s$/, '') : plain(unit)}`

export const dollarsInWords = ({ low, high }: { readonly low: string; readonly high: string }): string =>
  low === high ? dollars(low) : `${dollars(low)} to ${dollars(high)}`

/** Converted amounts are shown to a millionth of a dollar. */
export const dollars = (amount: string): string => `$${toText(decimal(amount), dollarPlaces)}`

function domainOf(name: string, { tool }: AskedPrice): string {
  const all = tool.inputs.flatMap((input) => [input, ...(input.items ?? [])])
  const found = all.find((input) => input.name === name)
  return found ? domainInWords(found.input) : 'a value'
}

/** What can be given for an input. */
export function domainInWords(input: Input): string {
  switch (input.kind) {
    case 'choice':
      return `one of ${input.values.join(', ')}`
    case 'flag':
      return 'true or false'
    case 'text':
      return 'a text'
    case 'date':
      return 'a date such as 2026-11-22'
    case 'number': {
      const kind = input.whole ? 'a whole number' : 'a number'
      const bounds = `${input.min === undefined ? '' : ` from ${input.min}`}${input.max === undefined ? '' : ` up to ${input.max}`}`
      return `${kind}${input.unit === undefined ? '' : ` of ${plain(input.unit)}s`}${bounds}`
    }
    case 'list':
      return `a JSON list of objects with ${Object.keys(input.items).join(', ')}`
  }
}
