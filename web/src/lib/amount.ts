// How credits read on a screen: a true minus, aligned decimals in a column, "4 to 6" for a range, the unit always beside it.
import { addCredits, type Credits, formatCredits, parseCredits } from '@keter/core'

/** "-0.44" -> "−0.44". */
export const shown = (amount: string): string => amount.replace('-', '−')

/** With its sign, for what adds to or takes from a total: "+0.04", "−8". Takes an amount or what `column` made of it. */
export const signed = (amount: string): string => (/^[-−]/.test(amount) || /^[0.]*$/.test(amount) ? shown(amount) : `+${amount}`)

export const isNothing = (amount: string): boolean => parseCredits(amount) === 0n

/** "4 to 6", or "4" where both are the same. */
export const range = (low: string, most: string): string => (low === most ? shown(low) : `${shown(low)} to ${shown(most)}`)

export const unitOf = (amount: string): string => (amount === '1' ? 'credit' : 'credits')
/** "1 credit", "4.5 credits". */
export const credits = (amount: string): string => `${shown(amount)} ${unitOf(amount)}`
export const rangeOfCredits = (low: string, most: string): string => (low === most ? credits(low) : `${range(low, most)} credits`)

export const total = (amounts: readonly string[]): string => formatCredits(addCredits(...amounts.map(parseCredits)))
export const minus = (from: string, amount: string): string => formatCredits((parseCredits(from) - parseCredits(amount)) as Credits)
export const isAbove = (a: string, b: string): boolean => parseCredits(a) > parseCredits(b)

/** The same number of decimals for every amount of a column. */
export function column(amounts: readonly string[]): (amount: string) => string {
  const places = Math.max(0, ...amounts.map((amount) => amount.split('.')[1]?.length ?? 0))
  return (amount) => {
    const [whole, fraction = ''] = amount.split('.')
    return shown(places === 0 ? whole! : `${whole}.${fraction.padEnd(places, '0')}`)
  }
}

/** Share of a whole in percent, for widths of bars only; never shown as a number. */
export function share(part: string, whole: string): number {
  const all = Number(parseCredits(whole))
  return all <= 0 ? 0 : Math.max(0, Math.min(100, (Number(parseCredits(part)) / all) * 100))
}
