// Tries a tool with samples of its inputs, through the engine itself: every combination where they are few, else lines through many of them.
import { PriceBookError } from '../finding.ts'
import { frameOf, MissingInput, type Value } from '../input.ts'
import { NotOffered } from '../node.ts'
import type { Rational } from '../rational.ts'
import { Answered, type CompiledTool } from '../tool-price.ts'
import { type Dimension, sampleInWords } from './dimension.ts'
import { type Effort, spend } from './report.ts'

/** A price, or a range where the book says "between"; or why there is none. */
export type Tried =
  | { readonly kind: 'price'; readonly low: Rational; readonly high: Rational }
  | { readonly kind: 'not-offered' | 'answered' | 'missing'; readonly message: string }
  | { readonly kind: 'fault'; readonly place: string; readonly problem: string; readonly fix: string }

/** A combination: for each dimension the position of its sample. */
export type Point = readonly number[]

/** Along one dimension from its first sample on, all else equal; to its last where the effort suffices. */
export interface TriedLine {
  readonly dimension: number
  readonly point: Point
  readonly tried: readonly Tried[]
}

export function valuesAt(tool: CompiledTool, dimensions: readonly Dimension[], point: Point): Value[] {
  const values: Value[] = tool.inputs.map(({ absent }) => absent)
  for (const [at, { inputs, samples }] of dimensions.entries()) for (const [index, { slot }] of inputs.entries()) values[slot] = samples[point[at]!]![index]
  return values
}

export const pointInWords = (dimensions: readonly Dimension[], point: Point): string =>
  dimensions.map((dimension, at) => sampleInWords(dimension, point[at]!)).join(', ') || 'any inputs'

export function priceOf(tool: CompiledTool, values: readonly Value[]): Tried {
  try {
    const price = tool.total.exact(frameOf(values))
    return { kind: 'price', low: price, high: price }
  } catch (error) {
    return error instanceof MissingInput ? rangeOf(tool, values) : withoutPrice(error)
  }
}

function rangeOf(tool: CompiledTool, values: readonly Value[]): Tried {
  try {
    const { low, high } = tool.total.range(frameOf(values))
    return { kind: 'price', low, high }
  } catch (error) {
    return withoutPrice(error)
  }
}

export function withoutPrice(error: unknown): Tried {
  if (error instanceof NotOffered) return { kind: 'not-offered', message: error.message }
  if (error instanceof Answered) return { kind: 'answered', message: error.message }
  if (error instanceof MissingInput) return { kind: 'missing', message: error.message }
  if (error instanceof PriceBookError) return { kind: 'fault', ...error.findings[0]! }
  if (error instanceof RangeError)
    return { kind: 'fault', place: '', problem: `It cannot be worked out: ${error.message.replace(/\.$/, '')}.`, fix: 'Use smaller numbers.' }
  throw error
}

export interface Trial {
  readonly lines: readonly TriedLine[]
  /** Whether every combination of samples was tried. */
  readonly complete: boolean
  /** Of how many combinations of the inputs that have a few values only. */
  readonly combinations: number
}

/** A tool without dimensions has one line of one point. */
export function tryTool(tool: CompiledTool, dimensions: readonly Dimension[], effort: Effort): Trial {
  const sizes = dimensions.map(({ samples }) => samples.length)
  const few = dimensions.reduce((product, { complete, samples }) => (complete ? product * samples.length : product), 1)
  const all = sizes.reduce((product, size) => product * size, 1)
  if (all === 0) return { lines: [], complete: true, combinations: 0 }
  const complete = all * (effort.each ?? 1) <= effort.left
  const known = new Map<string, Tried>()
  const at = (point: Point): Tried => {
    const key = point.join()
    const found = known.get(key)
    if (found) return found
    spend(effort)
    const tried = priceOf(tool, valuesAt(tool, dimensions, point))
    known.set(key, tried)
    return tried
  }
  const line = (point: Point, dimension: number): TriedLine => {
    const tried: Tried[] = []
    for (let index = 0; index < sizes[dimension]! && (index === 0 || complete || effort.left > 0); index++) tried.push(at(point.with(dimension, index)))
    return { dimension, point, tried }
  }
  if (dimensions.length === 0) return { lines: [{ dimension: -1, point: [], tried: [at([])] }], complete: true, combinations: 1 }
  const lines: TriedLine[] = []
  for (const point of complete ? everyPoint(sizes) : manyPoints(dimensions, few))
    for (const dimension of sizes.keys()) {
      // Of the points of one line its first stands for it.
      if (complete && point[dimension] !== 0) continue
      if (!complete && effort.left <= 0) return { lines, complete: false, combinations: few }
      lines.push(line(point, dimension))
    }
  return { lines, complete, combinations: few }
}

function* everyPoint([size, ...others]: readonly number[]): Generator<number[]> {
  if (size === undefined) return yield []
  for (const rest of everyPoint(others)) for (let index = 0; index < size; index++) yield [index, ...rest]
}

const leastPoints = 60

/** Each combination of the small domains once, as far as there is time, the others spread over theirs; the order is the same on every machine. */
function* manyPoints(dimensions: readonly Dimension[], few: number): Generator<number[]> {
  const countable = few <= Number.MAX_SAFE_INTEGER / 2
  const stride = countable ? coprime(Math.max(1, Math.floor(few * 0.618)), few) : 0
  let state = 1
  for (let count = 0, code = 0; count < Math.max(few, leastPoints); count++, code = (code + stride) % few) {
    let rest = code
    yield dimensions.map(({ complete, samples }) => {
      if (complete && countable) {
        const index = rest % samples.length
        rest = Math.floor(rest / samples.length)
        return index
      }
      state = (state * 48_271) % 2_147_483_647
      return state % samples.length
    })
  }
}

function coprime(from: number, to: number): number {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b))
  let found = from
  while (common(found, to) !== 1) found++
  return found
}
