// Which values of an input are more than others: larger, longer, better. Of anything else no order is claimed.
import type { Input } from '../format.ts'

/** Whether more of it is more work: a size, a length, a count. Strength, seed or a threshold are none. */
export function isAmount(name: string, unit: string | undefined): boolean {
  if (settings.test(name)) return false
  return amountUnits.test(unit ?? '') || amountNames.test(name.replace(/([a-z])([A-Z])/g, '$1_$2'))
}

const settings = /guidance|cfg|strength|seed|threshold|compression|temperature/i
const amountUnits =
  /\b(pixel|megapixel|mp|px|second|sec|minute|hour|frame|page|byte|kilobyte|megabyte|gigabyte|image|picture|video|clip|character|word|token|credit|item|file|sample|step)s?$/i
const amountNames =
  /(^|[_\s-])(width|height|pixels?|megapixels?|mp|area|size|resolution|res|scale|upscale|factor|duration|seconds?|secs?|minutes?|hours?|length|frames?|fps|pages?|bytes|count|number|num|n|images?|videos?|outputs?|samples?|results?|characters?|chars?|words?|tokens?|steps|quantity)([_\s-]|$)/i

/** For each value its rank, undefined where it has none; fewer than two ranks order nothing. */
export function ranksOf(name: string, input: Extract<Input, { kind: 'choice' }>, bestLast: boolean): (number | undefined)[] {
  const values = input.values.map(String)
  if (bestLast && name === 'quality') return values.map((_, index) => index)
  if (/quality|tier|definition/i.test(name)) return values.map((value) => qualities[value.toLowerCase()])
  if (!isAmount(name, undefined)) return values.map(() => undefined)
  for (const pattern of ladders) {
    const ranks = values.map(pattern)
    if (ranks.filter((rank) => rank !== undefined).length > 1) return ranks
  }
  return values.map(() => undefined)
}

const qualities: Readonly<Record<string, number>> = { draft: 1, low: 1, medium: 2, standard: 2, high: 3, hd: 3, ultra: 4 }

const number = (pattern: RegExp) => (value: string) => {
  const found = pattern.exec(value)?.[1]
  return found === undefined ? undefined : Number(found)
}
const lines = number(/^(\d+)p$/i)
const thousands = number(/^(\d+(?:\.\d+)?)k$/i)

/** Each reads one way of writing sizes: "720p" and "4K", "1024x1536", "5 s", "2x". */
const ladders: readonly ((value: string) => number | undefined)[] = [
  (value) => lines(value) ?? (thousands(value) === undefined ? undefined : thousands(value)! * 540),
  (value) => {
    const sides = /^(\d+)\s*[x×*]\s*(\d+)$/i.exec(value)
    return sides ? Number(sides[1]) * Number(sides[2]) : undefined
  },
  number(/^(\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?|mp|megapixels?|x|×)?$/i),
]
