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
  parseCredits,
  Refusal,
} from '@keter/core'
import type { Balance } from '@keter/client'
import { isAbove } from '../../lib/amount.ts'
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
  readonly state: 'enough' | 'tight' | 'short'
  readonly estimate: Estimate
  readonly request: EstimateRequest
}
export const isPriced = (price: Price): price is Priced => 'estimate' in price

interface Inputs {
  readonly settings: Settings
  readonly sources: readonly Source[]
  readonly book: CompiledBook | undefined
  readonly balance: Balance | undefined
  readonly mayRun: boolean
  readonly role: string
  readonly at: string
}

export function priceOf({ settings, sources, book, balance, mayRun, role, at }: Inputs): Price {
  const chosen = sources.filter((source) => source.chosen)
  if (!book || !balance) return { state: 'pricing', why: 'Reading the price book' }
  if (chosen.length === 0) return withoutFiles(sources)
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
    at,
  }
  try {
    if (!mayRun) throw new Refusal('not_allowed', `Your role, ${role}, may see prices but not spend credits.`)
    const priced = estimate(request)
    const { after, enough } = priced.balance
    return { state: !enough ? 'short' : isAbove(priced.most, after) ? 'tight' : 'enough', estimate: priced, request }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { state: 'blocked', problem: problemIn(error) }
  }
}

/** Nothing to price: no file, none ticked, or none that can be edited, and then the reason why. */
function withoutFiles(sources: readonly Source[]): Price {
  const problems = sources.flatMap((source) => problemOfSource(source) ?? [])
  if (problems[0] && problems.length === sources.length) return { state: 'blocked', problem: problems[0] }
  return { state: 'unknown', missing: sources.length === 0 ? 'add a picture' : 'tick a file' }
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
