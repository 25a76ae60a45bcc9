// What would surprise whoever asks for a price: one that fails, that is negative, that falls as the work grows, that is better and cheaper.
import type { BookFinding } from '../finding.ts'
import { frameOf } from '../input.ts'
import { outcomeOf } from '../outcome.ts'
import { isZero, toText } from '../rational.ts'
import type { CompiledTool } from '../tool-price.ts'
import { type Dimension, sampleInWords } from './dimension.ts'
import { error, firstOf, warning } from './report.ts'
import { type Point, pointInWords, type Trial, type Tried, type TriedLine, valuesAt, withoutPrice } from './try.ts'

export function checkFaults(dimensions: readonly Dimension[], { lines }: Trial, place: string): BookFinding[] {
  const found = new Map<string, BookFinding>()
  for (const { dimension, point, tried } of lines)
    for (const [index, each] of tried.entries()) {
      if (each.kind !== 'fault') continue
      const key = `${each.place} ${each.problem}`
      if (!found.has(key))
        found.set(key, error(each.place || place, `${each.problem} It happens with ${pointInWords(dimensions, at(point, dimension, index))}.`, each.fix))
    }
  return firstOf([...found.values()], 10, place)
}

const at = (point: Point, dimension: number, index: number): Point => (dimension < 0 ? point : point.with(dimension, index))

/** For each input the first pair of prices that falls as it grows. */
export function checkOrder(tool: CompiledTool, dimensions: readonly Dimension[], { lines }: Trial, place: string): BookFinding[] {
  const found = new Map<number, Fall & { count: number }>()
  for (const line of lines) {
    if (line.dimension < 0) continue
    for (const fall of fallsIn(line, dimensions[line.dimension]!.rising)) {
      const before = found.get(line.dimension)
      if (before) before.count++
      else found.set(line.dimension, { ...fall, count: 1 })
    }
  }
  return [...found].sort(([a], [b]) => a - b).map(([dimension, fall]) => fallFinding(tool, dimensions, dimension, fall, place))
}

export type Price = Extract<Tried, { kind: 'price' }>

interface Fall {
  readonly point: Point
  readonly from: number
  readonly to: number
  readonly before: Price
  readonly after: Price
}

/** Each price against the one before it that there is. */
function fallsIn({ point, tried }: TriedLine, rising: number): Fall[] {
  const falls: Fall[] = []
  let last: { readonly at: number; readonly price: Price } | undefined
  for (let index = 0; index < Math.min(rising, tried.length); index++) {
    const price = tried[index]!
    if (price.kind !== 'price') continue
    if (last && price.low.compare(last.price.low) < 0 && price.high.compare(last.price.high) < 0)
      falls.push({ point, from: last.at, to: index, before: last.price, after: price })
    last = { at: index, price }
  }
  return falls
}

function fallFinding(tool: CompiledTool, dimensions: readonly Dimension[], dimension: number, fall: Fall & { count: number }, place: string): BookFinding {
  const varied = dimensions[dimension]!
  const others = dimensions.flatMap((each, index) => (index === dimension ? [] : [sampleInWords(each, fall.point[index]!)]))
  const free = isZero(fall.after.high)
  const cost = (price: Price) => `${shown(price)} ${tool.unit}`
  const problem = `${sampleInWords(varied, fall.to)} ${free ? 'is free' : `costs ${cost(fall.after)}`}, but ${sampleInWords(varied, fall.from)} costs ${cost(fall.before)}${others.length ? `, with ${others.join(', ')}` : ''}.`
  const more = fall.count > 1 ? ` It falls in ${fall.count} of the samples.` : ''
  return warning(
    rowOf(tool, dimensions, dimension, fall, place),
    `${problem}${more}`,
    free ? 'Price it, or say in a "note" why it is free.' : 'If it is meant, leave it; else correct the rate, or charge by "bands".',
  )
}

/** "3", or "1 to 3". */
export const shown = ({ low, high }: Price): string => (low.compare(high) === 0 ? toText(low, 6) : `${toText(low, 6)} to ${toText(high, 6)}`)

/** The row that gives both prices; the tool where they come from two. */
function rowOf(tool: CompiledTool, dimensions: readonly Dimension[], dimension: number, { point, from, to }: Fall, place: string): string {
  const [a, b] = [from, to].map((index) => {
    const values = valuesAt(tool, dimensions, point.with(dimension, index))
    return tool.rows.findIndex(({ test }) => test.exact(frameOf(values)))
  })
  return a === b ? `${place}.rows[${a}]` : `${place}.rows`
}

const mostOfUnknown = 300

/** With nothing known there must be a range, or a reason why there is none: never a failure. */
export function checkUnknown(tool: CompiledTool, dimensions: readonly Dimension[], told: readonly BookFinding[], place: string): BookFinding[] {
  const choices = dimensions.filter(({ inputs }) => inputs[0]!.input.kind === 'choice' || inputs[0]!.input.kind === 'flag')
  if (choices.reduce((product, { samples }) => product * samples.length, 1) > mostOfUnknown) return []
  try {
    outcomeOf(tool, {})
    return []
  } catch (failure) {
    const tried = withoutPrice(failure)
    if (tried.kind !== 'fault' || told.some((finding) => finding.place === tried.place)) return []
    return [error(tried.place || place, `${tried.problem} It happens where nothing is known and a range is asked for.`, tried.fix)]
  }
}
