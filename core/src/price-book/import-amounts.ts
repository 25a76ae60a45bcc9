// What a row of a rule says in numbers and words, as decimals of a book: amounts, and what they are quoted by.
import type { Expression } from './format.ts'
import { decimal, ofNumber, toText } from './rational.ts'

/** The rule is not of the form that can be imported. */
export class Skip extends Error {}

/** A price, or the ends of a range. */
export type Amounts = readonly (number | string)[]

/** The units that prices are quoted by, and the input that says how many of them. */
const quoted: readonly (readonly [RegExp, input: string, unit: string])[] = [
  [/^(s|sec|seconds?)$/, 'billable_seconds', 'second'],
  [/^(min|minutes?)$/, 'billable_minutes', 'minute'],
  [/^(images?|images?\/run|image \(1k\))$/, 'images', 'image'],
  [/^(mp|megapixels?)$/, 'output_megapixels', 'megapixel'],
  [/^(chars?|characters?)$/, 'characters', 'character'],
  [/^(src|source) frames?$/, 'source_frames', 'frame'],
  [/^frames?$/, 'frames', 'frame'],
]

/** "/second", " x images/Run", "/8MP", "/1K chars". */
export function quotedBy(text: string) {
  const [, count = '1', factor, name] =
    text
      .trim()
      .toLowerCase()
      .match(/^(?:\/|per |x )\s*(\d+)?(?:([km])\s+)?\s*(?=[a-z])(.+)$/) ?? []
  const found = name === undefined ? undefined : quoted.find(([pattern]) => pattern.test(name))
  if (!found) throw new Skip(`It is quoted by ${JSON.stringify(text.trim())}, which is no known unit.`)
  const per = `${count}${factor === 'k' ? '000' : factor === 'm' ? '000000' : ''}`
  return { input: found[1], unit: found[2], per, label: per === '1' ? `Per ${found[2]}` : `Per ${per} ${found[2]}s` }
}

/** "~1.72–1.86 credits/src frame" */
export function readText(text: string) {
  if (/^free$/i.test(text.trim())) return { unit: 'usd', price: ['0'], per: undefined }
  const [, low, high, unit, per] = text.trim().match(/^~?(\d+(?:\.\d+)?)(?:\s*[–-]\s*(\d+(?:\.\d+)?))?\s+([a-z]+)(\/.+)?$/i) ?? []
  if (low === undefined) throw new Skip(`The text ${JSON.stringify(text)} is no price.`)
  return { unit: unit!.toLowerCase(), price: high === undefined ? [low] : [low, high], per }
}

/** "multi_shot.storyboard_1_duration" -> "Storyboard 1 duration" */
export function labelOf(name: string): string {
  const words = name
    .split('.')
    .at(-1)!
    .replace(/_count$/, '')
    .replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function amountOf(given: Amounts): Expression {
  const [low, high = low] = given.map(exactly) as [string, string?]
  if (decimal(low).compare(decimal(high)) > 0) throw new Skip(`Its range from ${low} to ${high} runs backwards.`)
  return low === high ? low : { between: [low, high] }
}

/** The decimal that is meant: 0.16800000000000001 is 0.168, and 4e-16 is what is left of 0. */
export function exactly(amount: number | string): string {
  if (typeof amount === 'string') return toText(decimal(amount), 40)
  if (Math.abs(amount) >= 1e21) throw new Skip(`${amount} is no amount of money.`)
  return Math.abs(amount) < 1e-12 ? '0' : toText(ofNumber(Number(amount.toPrecision(12))), 40)
}
