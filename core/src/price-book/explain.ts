// Explanation: the lines a person reads. They add up to the amount by themselves; the plan's discount and the rounding are lines too.
import { type Credits, formatCredits, noCredits, parseCredits, subtractCredits } from '../credits.ts'
import { chargeForAttempt, type Series, totalOf } from '../iteration.ts'
import type { PricedAttempt, PricedLine } from './price.ts'
import { isZero, type Rational, sum, toText, whole } from './rational.ts'
import { roundingInWords } from './rounding.ts'

/** `amount` is in credits with at most three places; where quantity and rate are given it is their product. */
export interface EstimateLine {
  readonly label: string
  readonly quantity?: string
  readonly unit?: string
  readonly rate?: string
  readonly amount: string
}

/** Lines of the whole series; they add up to its total. */
export function explainSeries(series: Series): EstimateLine[] {
  return explain(series, 0, totalOf(series))
}

/** Lines of the last attempt alone; they add up to its charge. */
export function explainCharge(series: Series, chargedSoFar: Credits): EstimateLine[] {
  return explain(series, series.attempts.length - 1, chargeForAttempt(series, chargedSoFar))
}

function explain(series: Series, from: number, amount: Credits): EstimateLine[] {
  const lines = [...priceLines(series, from), ...discountLine(series, from)]
  const rounding = subtractCredits(amount, total(lines))
  return rounding === noCredits ? lines : [...lines, { label: roundingInWords(series.tool.price.rounding), amount: formatCredits(rounding) }]
}

/** Decimal places of an amount in a document; what is finer goes into the rounding line. */
const places = 3
const total = (lines: readonly EstimateLine[]): Credits => lines.reduce<Credits>((sum, { amount }) => (sum + parseCredits(amount)) as Credits, noCredits)

function priceLines({ attempts, tool }: Series, from: number): EstimateLine[] {
  return stretches(attempts, from).flatMap(({ attempt, first, count }) =>
    attempt.lines.map((line) => {
      const label = labelOf(line, first, count, tool.price.rerun?.label)
      const amount = toText(line.amount.mul(whole(count)), places)
      if (!line.quantity || !line.rate) return { label, amount }
      return { label, quantity: toText(line.quantity.mul(whole(count)), 6), unit: line.unit!, rate: toText(line.rate, 12), amount }
    }),
  )
}

/** Attempts in a row that are the same edit at the same price: one line instead of many. `first` counts from 1. */
function stretches(attempts: readonly PricedAttempt[], from: number): { attempt: PricedAttempt; first: number; count: number }[] {
  const found: { attempt: PricedAttempt; first: number; count: number }[] = []
  for (const [index, attempt] of attempts.entries()) {
    if (index < from) continue
    const last = found.at(-1)
    if (last && last.first > 1 && last.attempt === attempt) last.count++
    else found.push({ attempt, first: index + 1, count: 1 })
  }
  return found
}

function labelOf(line: PricedLine, first: number, count: number, rerun: string | undefined): string {
  if (first === 1) return line.label
  const attempts = count === 1 ? `attempt ${first}` : `attempts ${first} to ${first + count - 1}`
  return rerun ? `${line.label}, ${attempts}, ${rerun}` : `${line.label}, ${attempts}`
}

function discountLine({ attempts, plan }: Series, from: number): EstimateLine[] {
  const discount: Rational = sum(attempts.slice(from).map((attempt) => attempt.discount))
  if (isZero(discount)) return []
  return [{ label: `${plan.terms.name} plan, ${plan.terms.discountPercent} % off`, amount: toText(whole(0).sub(discount), places) }]
}
