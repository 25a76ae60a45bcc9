// The price of the next run, made here in the browser before anything is uploaded, and the five ways the balance can stand to it.
import {
  type CompiledBook,
  type Credits,
  type Edit,
  type Estimate,
  type EstimateRequest,
  estimate,
  type Lever,
  levers,
  type Media,
  parseCredits,
  type LimitMode,
  Refusal,
  toolNamed,
} from '@keter/core'
import type { Balance, Limit } from '@keter/client'
import { isAbove, total } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { isMeasured, problemOfSource, type Source } from '../sources/source.ts'
import { editOf, type Settings } from './settings.ts'

export type Price =
  /** An input is missing; the name of it is said, never guessed. */
  | { readonly state: 'unknown'; readonly missing: string }
  /** Being made: files are being measured, or the book is on its way. */
  | { readonly state: 'pricing'; readonly why: string }
  /** A rule stands against it. */
  | { readonly state: 'blocked'; readonly problem: AnyProblem }
  | Priced
export interface Priced {
  /** ask: a limit stands against it that somebody can let it pass. */
  readonly state: 'enough' | 'tight' | 'short' | 'ask'
  readonly estimate: Estimate
  readonly request: EstimateRequest
}
export const isPriced = (price: Price): price is Priced => 'estimate' in price

interface Inputs {
  readonly settings: Settings
  readonly sources: readonly Source[]
  readonly book: CompiledBook | undefined
  readonly balance: Balance | undefined
  /** Those that the run falls under. */
  readonly limits: readonly Limit[] | undefined
  readonly mayRun: boolean
  readonly role: string
  readonly at: string
}

export function priceOf({ settings, sources, book, balance, limits, mayRun, role, at }: Inputs): Price {
  const chosen = sources.filter((source) => source.chosen)
  if (!book || !balance || !limits) return { state: 'pricing', why: 'Reading the price book' }
  if (chosen.length === 0) return withoutFiles(sources, toolNamed(settings.tool).media)
  const measured = chosen.filter(isMeasured)
  if (measured.length < chosen.length) return { state: 'pricing', why: `Measuring ${chosen.length - measured.length} of ${chosen.length} files` }
  const request: EstimateRequest = {
    book,
    edit: editOf(settings),
    iterations: settings.iterations,
    plan: balance.plan,
    balance: { available: parseCredits(balance.available), held: parseCredits(balance.held) },
    sources: measured.map((source) => ({
      name: source.name,
      measurement: source.measured.measurement,
      ...(source.sha256 !== undefined && { sha256: source.sha256 }),
    })),
    spending: limits.map(({ id, scope, period, mode, maximum, spent, held }) => ({
      ...{ id, scope, period, mode, maximum: parseCredits(maximum), used: parseCredits(total([spent, held])) },
    })),
    at,
  }
  try {
    if (!mayRun) throw new Refusal('not_allowed', `Your role, ${role}, may see prices but not spend credits.`)
    const priced = estimate(request)
    refuseAboveHard(priced)
    return { state: stateOf(priced), estimate: priced, request }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { state: 'blocked', problem: problemIn(error) }
  }
}

function stateOf(priced: Estimate): Priced['state'] {
  const { after, enough } = priced.balance
  if (!enough) return 'short'
  if (limitsAbove(priced, 'ask').length > 0) return 'ask'
  return isAbove(priced.most, after) ? 'tight' : 'enough'
}

/** Limits on spending that the run would pass, of one mode. */
export const limitsAbove = ({ limits }: Pick<Estimate, 'limits'>, mode: LimitMode): Estimate['limits'] =>
  limits.filter((limit) => limit.mode === mode && !limit.ok)

/** What the studio would say when the quote is accepted, said before anything is uploaded. */
function refuseAboveHard(priced: Estimate): void {
  const [limit] = limitsAbove(priced, 'hard')
  if (!limit) return
  const { label, maximum, used, thisRun } = limit
  throw new Refusal('limit_reached', `${label}: ${used} of ${maximum} credits are used, and this run may take ${thisRun}.`, { mode: 'hard' })
}

/** Nothing to price: no file, none ticked, or none that can be edited, and then the reason why. */
function withoutFiles(sources: readonly Source[], media: Media): Price {
  const problems = sources.flatMap((source) => problemOfSource(source) ?? [])
  if (problems[0] && problems.length === sources.length) return { state: 'blocked', problem: problems[0] }
  return { state: 'unknown', missing: sources.length === 0 ? `add a ${media === 'image' ? 'picture' : media}` : 'tick a file' }
}

/** What the same run would cost with one thing changed; null where it is not offered. */
export function priceWith(
  request: EstimateRequest,
  change: Partial<Pick<EstimateRequest, 'edit' | 'iterations' | 'sources'>>,
): Pick<Estimate, 'low' | 'most'> | null {
  try {
    const { low, most } = estimate({ ...request, ...change })
    return { low, most }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

export const editWith = (edit: Edit, change: { quality?: string; options?: Edit['options'] }): Edit => ({
  ...edit,
  ...change,
  options: { ...edit.options, ...change.options },
})

export const cheaper = (request: EstimateRequest): readonly Lever[] => levers(request)

/** As many sources, in their order, as the balance pays for. */
export function whatFits(priced: Priced): number[] {
  let left: bigint = parseCredits(priced.estimate.balance.available)
  return priced.estimate.sources.flatMap(({ most }, index) => {
    const price: Credits = parseCredits(most)
    if (price > left) return []
    left -= price
    return [index]
  })
}
