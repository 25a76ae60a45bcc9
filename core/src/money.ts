// Money as people write it and as it is charged: decimal text in the main unit, whole numbers in the smallest. No float in between.
import { decimal, type Rational, toText, whole } from './price-book/rational.ts'

/** Currencies without a smaller unit; the others that can be charged here have hundredths. Source: ISO 4217. */
const withoutCents = ['bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf']

/** Smallest units in one of the main unit. */
export const scaleOf = (currency: string): Rational => whole(withoutCents.includes(currency) ? 1 : 100)

/** "12.50" usd -> 1250. @throws RangeError for what has more places than the currency, or is below 0 */
export function minorUnits(amount: string, currency: string): bigint {
  const minor = decimal(amount).mul(scaleOf(currency))
  if (!minor.isWhole() || minor.sign() < 0) throw new RangeError(`${amount} ${currency} is no amount of money`)
  return minor.terms[0]
}

/** 1250 usd -> "12.50" */
export function majorText(minor: bigint, currency: string): string {
  if (withoutCents.includes(currency)) return String(minor)
  const text = toText(whole(minor).div(whole(100)), 2)
  const [units, cents = ''] = text.split('.')
  return `${units}.${cents.padEnd(2, '0')}`
}
