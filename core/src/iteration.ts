// Iterations: what a series of attempts on one source costs. The total is rounded once over the whole series,
// so the charge for an attempt is the rounded total through it minus what was charged before. (docs/rules/pricing.md, P8 to P12)
import { type Credits, leastCredits, milli, noCredits, subtractCredits } from './credits.ts'
import type { Measurement } from './measurement.ts'
import { planNamed } from './plan.ts'
import type { CompiledBook, CompiledPlan, StudioTool } from './price-book/compile.ts'
import { type PricedAttempt, priceAttempt, toolIn } from './price-book/price.ts'
import { ofCredits, one, type Rational, zero } from './price-book/rational.ts'
import type { Edit } from './tool.ts'

export interface SeriesRequest {
  readonly plan: string
  readonly measurement: Measurement
  /** What was, or will be, delivered, in order; a failed or cancelled attempt, or an identical re-run, is not part of it. */
  readonly edits: readonly Edit[]
}

export interface Series {
  readonly tool: StudioTool
  readonly plan: CompiledPlan
  /** With the re-run factor in it. */
  readonly attempts: readonly PricedAttempt[]
  /** Rounded totals: the first is the total through attempt 1. Never falling. */
  readonly totals: readonly Credits[]
}

/** @throws Refusal `unknown_plan`, `not_offered` */
export function priceSeries(book: CompiledBook, { plan: planId, measurement, edits }: SeriesRequest): Series {
  if (edits.length === 0 || edits.some(({ tool }) => tool !== edits[0]!.tool)) throw new RangeError('a series is one or more attempts with one tool')
  const plan = planNamed(book, planId)
  const tool = toolIn(book, edits[0]!.tool)
  const priced: PricedAttempt[] = []
  for (const [index, edit] of edits.entries()) priced.push(edit === edits[index - 1] ? priced.at(-1)! : priceAttempt(book, plan, edit, measurement))
  const freeRetries = plan.terms.freeRetries === 'unlimited' ? Number.POSITIVE_INFINITY : (plan.terms.freeRetries ?? 0)
  const attempts: PricedAttempt[] = []
  for (const [index, attempt] of priced.entries()) {
    const repeated = index > 1 && attempt === priced[index - 1]
    const free = index <= freeRetries
    attempts.push(index === 0 ? attempt : repeated && free === index - 1 <= freeRetries ? attempts.at(-1)! : scale(attempt, free ? zero : tool.rerun))
  }
  let exact = zero
  const totals = attempts.map(({ amount }) => {
    exact = exact.add(amount)
    return tool.round(exact)
  })
  return { tool, plan, attempts, totals }
}

export const totalOf = (series: Series): Credits => series.totals.at(-1)!

/**
 * What the last attempt of the series charges.
 * @param chargedSoFar every charge of this series before it; refunds stand beside charges and take nothing off here.
 */
export function chargeForAttempt(series: Series, chargedSoFar: Credits): Credits {
  const total = totalOf(series)
  return subtractCredits(total, leastCredits(total, chargedSoFar))
}

/** The price that may be expected when each attempt is kept with this chance, and the next is made only where it is not. */
export function likelyTotal(totals: readonly Credits[], keepChance: Rational): Rational {
  let reached = one
  let before: Credits = noCredits
  let expected = zero
  for (const total of totals) {
    expected = expected.add(reached.mul(ofCredits(milli(total - before))))
    reached = reached.mul(one.sub(keepChance))
    before = total
  }
  return expected
}

function scale(attempt: PricedAttempt, factor: Rational): PricedAttempt {
  if (factor === one) return attempt
  return {
    edit: attempt.edit,
    lines: attempt.lines.map((line) => ({ ...line, ...(line.rate && { rate: line.rate.mul(factor) }), amount: line.amount.mul(factor) })),
    discount: attempt.discount.mul(factor),
    amount: attempt.amount.mul(factor),
  }
}
