// Credits: what people see as "18.5" and the ledger counts as whole milli-credits (18500).
// An amount is always a bigint of milli-credits here; decimal text exists only at the edges.

declare const unit: unique symbol
/** Whole milli-credits. 1 credit = 1000. */
export type Credits = bigint & { readonly [unit]: 'milli-credits' }

export const noCredits = 0n as Credits

const largest = 9_223_372_036_854_775_807n // PostgreSQL bigint, where every amount ends up

/** Milli-credits from a whole number that is already in that unit, as a database returns it. */
export function milli(amount: bigint): Credits {
  if (amount > largest || amount < -largest) throw new RangeError('amount is outside what the ledger can hold')
  return amount as Credits
}

/** Reads "18", "18.5" or "-0.125". @throws RangeError for anything else, a fourth decimal place included. */
export function parseCredits(text: string): Credits {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,3}))?$/.exec(text)
  if (!match) throw new RangeError(`not an amount of credits: ${JSON.stringify(text)} (whole credits with at most three decimal places)`)
  const [, sign, whole, fraction = ''] = match
  const amount = BigInt(whole!) * 1000n + BigInt(fraction.padEnd(3, '0'))
  return milli(sign ? -amount : amount)
}

/** Shortest decimal text: 18500 -> "18.5", 18000 -> "18", -125 -> "-0.125". */
export function formatCredits(amount: Credits): string {
  const size = amount < 0n ? -amount : amount
  const fraction = (size % 1000n).toString().padStart(3, '0').replace(/0+$/, '')
  return `${amount < 0n ? '-' : ''}${size / 1000n}${fraction && `.${fraction}`}`
}

export const addCredits = (...amounts: readonly Credits[]): Credits => milli(amounts.reduce<bigint>((sum, amount) => sum + amount, 0n))
export const subtractCredits = (from: Credits, amount: Credits): Credits => milli(from - amount)
export const leastCredits = (a: Credits, b: Credits): Credits => (a < b ? a : b)
