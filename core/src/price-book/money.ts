// What an amount is worth in US dollars, where the book says what its unit is worth.
import { compileExpression } from './expression.ts'
import { bookError } from './finding.ts'
import type { Expression, PriceBook } from './format.ts'
import { one, type Rational } from './rational.ts'

/** The value of one unit. @throws PriceBookError where it depends on anything */
export function moneyValue(usd: Expression, place: string): Rational {
  const nothing = { inputs: new Map(), quantity: () => undefined, reads: new Set<string>(), known: () => [] }
  const { constant } = compileExpression(usd, nothing, place)
  if (!constant) throw bookError(place, 'The value of a unit cannot depend on anything.', 'Write a decimal, or { "divide": ["1", "211"] }.')
  return constant
}

/** Dollars of one unit of `unit` in this book; undefined where nobody says. */
export function dollarsPer(book: PriceBook, unit: string): Rational | undefined {
  if (unit === 'usd') return one
  const usd = Object.hasOwn(book.units ?? {}, unit) ? book.units![unit]!.usd : undefined
  return usd === undefined ? undefined : moneyValue(usd, `units.${unit}.usd`)
}
