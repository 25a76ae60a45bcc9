// How amounts, settings and percentages are said where two books are compared.
import { tools as catalogue } from '../tool.ts'
import type { Outcome } from './outcome.ts'
import { isZero, one, type Rational, roundToDigits, toText, whole } from './rational.ts'
import type { CompiledTool } from './tool-price.ts'

/** Our own tools have their title in the catalogue. */
export const titleOf = ({ id, price }: CompiledTool): string => price.title ?? catalogue.find((tool) => tool.id === id)?.title ?? id

const precision = 6

/** "42", "$0.04"; of what is less than one, six digits that say something: the price of a token, too. */
export function figure(amount: Rational, unit: string): string {
  const text = amount.compare(one) < 0 ? toText(roundToDigits(amount, 'half-up', precision), 20) : toText(amount, precision)
  return unit === 'usd' ? `$${text}` : text
}

/** "42 credits", "1 credit", "$0.04", "free" */
export function amountInWords(amount: Rational, unit: string): string {
  if (isZero(amount)) return 'free'
  const text = figure(amount, unit)
  return unit === 'usd' ? text : `${text} ${text === '1' ? unit.replace(/s$/, '') : unit}`
}

export function outcomeInWords(outcome: Outcome | undefined): string {
  if (outcome === undefined) return 'not offered'
  if (outcome.kind === 'price') return amountInWords(outcome.amount, outcome.unit)
  if (outcome.kind === 'range') return `${figure(outcome.low, outcome.unit)} to ${amountInWords(outcome.high, outcome.unit)}`
  return { 'not-offered': 'not offered', metered: 'paid by use', missing: 'something is missing', invalid: 'not possible' }[outcome.kind]
}

const hundred = whole(100)

/** Of the change from the first to the second, in percent; undefined where the first is 0. */
export const percentOf = (before: Rational, after: Rational): Rational | undefined => (isZero(before) ? undefined : after.sub(before).div(before).mul(hundred))

/** "14 % less", "2.5 % more"; below ten percent with one decimal place. */
export function percentInWords(percent: Rational): string {
  const size = percent.sign() < 0 ? percent.negated() : percent
  const text = toText(size, size.compare(whole(10)) < 0 ? 1 : 0)
  return `${text === '0' ? 'less than 0.1' : text} % ${percent.sign() < 0 ? 'less' : 'more'}`
}

const mostNamed = 6

/** "2, 3 or 4"; of very many the first ones */
export function eitherOf(values: readonly string[]): string {
  if (values.length > mostNamed) return `${values.slice(0, 3).join(', ')} and ${values.length - 3} others`
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}

/** From the least to the greatest of them: "14 % less", "10 to 20 % more", "up to 400 % more". */
export function percentsInWords(percents: readonly Rational[]): string {
  if (percents.length === 0) return ''
  const ordered = percents.toSorted((a, b) => a.compare(b))
  const [low, high] = [ordered[0]!, ordered.at(-1)!]
  const [from, to] = [percentInWords(low), percentInWords(high)]
  if (from === to) return from
  if (isZero(low) || isZero(high)) return `up to ${isZero(low) ? to : from}`
  if (low.sign() !== high.sign()) return `from ${from} to ${to}`
  return low.sign() < 0 ? `${to.replace(/ %.*$/, '')} to ${from}` : `${from.replace(/ %.*$/, '')} to ${to}`
}

/** cropLeft, crop_left -> crop left */
export const spaced = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ')
