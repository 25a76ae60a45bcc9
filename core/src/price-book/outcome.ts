// The price of one call of a tool, from whatever is known: a price, a range where something is not known, or the reason why there is none.
import type { Answer, Input } from './format.ts'
import { PriceBookError } from './finding.ts'
import { type CompiledInput, type Frame, type GivenInputs, InvalidInput, MissingInput, type Value } from './input.ts'
import { hull, type Interval, point } from './interval.ts'
import { domainOfNumber } from './names.ts'
import { NotOffered } from './node.ts'
import { BeyondLimits, one, type Rational, whole } from './rational.ts'
import { Answered, type CompiledTool } from './tool-price.ts'

export type Outcome =
  | { readonly kind: 'price'; readonly unit: string; readonly amount: Rational }
  /** `outer`: the ends are bounds that may not be reached; otherwise each is the price of something. */
  | {
      readonly kind: 'range'
      readonly unit: string
      readonly low: Rational
      readonly high: Rational
      readonly outer: boolean
      readonly unknown: readonly string[]
    }
  | { readonly kind: Answer; readonly message: string; readonly inputs: readonly string[] }
  /** What was given is malformed, or the tool has no such input. */
  | { readonly kind: 'invalid'; readonly message: string; readonly inputs: readonly string[] }

/** @throws PriceBookError where the book itself is at fault: it divides by zero, a quantity is negative */
export function outcomeOf(tool: CompiledTool, given: GivenInputs): Outcome {
  let frame: Frame | undefined
  try {
    frame = tool.read(given)
    return { kind: 'price', unit: tool.unit, amount: tool.total.exact(frame) }
  } catch (error) {
    if (frame && error instanceof MissingInput) return rangeFrom(tool, frame)
    return unpriced(error)
  }
}

/** The reason why there is no price. @throws whatever is not such a reason */
export function unpriced(error: unknown): Outcome & { kind: Answer | 'invalid' } {
  if (error instanceof MissingInput) return { kind: 'missing', message: error.message, inputs: error.inputs }
  if (error instanceof NotOffered) return { kind: 'not-offered', message: error.message, inputs: [] }
  if (error instanceof Answered) return { kind: error.answer, message: error.message, inputs: [] }
  if (error instanceof BeyondLimits) return { kind: 'invalid', message: error.message, inputs: [] }
  if (error instanceof InvalidInput) return { kind: error.kind === 'not-offered' ? 'not-offered' : 'invalid', message: error.message, inputs: [error.input] }
  throw error
}

/** More combinations than these are not walked. */
const mostWalked = 20_000

function rangeFrom(tool: CompiledTool, frame: Frame): Outcome {
  const unknown = tool.inputs.filter(({ name, slot, input }) => tool.reads.has(name) && !isKnown(frame.values[slot]) && !input.optional)
  const names = unknown.map(({ name }) => name)
  const choices = unknown.flatMap(({ slot, input }) => domainOf(input, slot))
  const count = choices.reduce((product, { values }) => product * values.length, 1)
  if (count > mostWalked) return unpriced(new MissingInput(names))
  const found: Interval[] = []
  let reason: unknown
  for (const values of combinations(frame.values, choices)) {
    try {
      found.push(priceWithin(tool, frame, values, Math.floor(mostWalked / count)))
    } catch (error) {
      if (error instanceof MissingInput) return unpriced(error)
      if (error instanceof BeyondLimits && names.length > 0) return unpriced(new MissingInput(names))
      if (!(error instanceof NotOffered || error instanceof Answered)) throw error
      reason ??= error
    }
  }
  if (found.length === 0) return unpriced(reason)
  return asOutcome(tool, found, names)
}

const isKnown = (value: Value): boolean => value !== undefined && !(typeof value === 'object' && 'low' in value)

function asOutcome({ unit }: CompiledTool, found: readonly Interval[], unknown: readonly string[]): Outcome {
  const { low, high } = hull(found)
  const reached = (at: (interval: Interval) => boolean) => found.some((interval) => interval.tight && at(interval))
  const outer = !reached((interval) => interval.low.compare(low) === 0) || !reached((interval) => interval.high.compare(high) === 0)
  if (low.compare(high) === 0 && !outer) return { kind: 'price', unit, amount: low }
  return { kind: 'range', unit, low, high, outer, unknown }
}

interface Domain {
  readonly slot: number
  readonly values: readonly Value[]
}

function domainOf(input: Input, slot: number): Domain[] {
  if (input.kind === 'choice') return [{ slot, values: input.values.map(String) }]
  if (input.kind === 'flag') return [{ slot, values: ['true', 'false'] }]
  return []
}

function* combinations(values: readonly Value[], [first, ...others]: readonly Domain[]): Generator<readonly Value[]> {
  if (!first) return yield values
  for (const value of first.values) yield* combinations(values.with(first.slot, value), others)
}

/** Exactly where only choices were unknown; within the domains of numbers otherwise, number by number where the ends are not proved. */
function priceWithin(tool: CompiledTool, frame: Frame, values: readonly Value[], walks: number): Interval {
  try {
    return point(under(frame, values, tool.total.exact))
  } catch (error) {
    if (!(error instanceof MissingInput)) throw error
  }
  const numbers = tool.inputs.filter(({ name, slot, input }) => tool.reads.has(name) && !isKnown(values[slot]) && !input.optional)
  const bounds = numbers.length === 0 ? under(frame, values, tool.total.range) : boundsWithin(tool, frame, values)
  if (bounds?.tight) return bounds
  const found = walked(tool, frame, values, numbers, walks) ?? bounds
  if (!found) throw new MissingInput(numbers.map(({ name }) => name))
  if (found.tight || found.low.compare(found.high) !== 0) return found
  return { ...found, tight: occurs(tool, frame, values, numbers) }
}

/** Whether there is a price at all where the unknown numbers are at their ends: all the least, or all the greatest. */
function occurs(tool: CompiledTool, frame: Frame, values: readonly Value[], unknown: readonly CompiledInput[]): boolean {
  return ([0, 1] as const).some((end) => {
    const each = unknown.reduce((all, { slot, input }) => all.with(slot, endsOf(input, values[slot])[end]), values)
    try {
      under(frame, each, tool.total.exact)
      return true
    } catch (error) {
      if (error instanceof MissingInput || error instanceof NotOffered || error instanceof Answered) return false
      throw error
    }
  })
}

/** With these values, and nothing derived yet; what it takes to look comes off what is left of the frame's. */
function under<Result>(frame: Frame, values: readonly Value[], look: (frame: Frame) => Result): Result {
  const other: Frame = { ...frame, values, derived: [] }
  try {
    return look(other)
  } finally {
    if (other.left !== undefined) frame.left = other.left
  }
}

/** Undefined where some number may be at fault, but perhaps none that can occur: `1 / width` where only a row that is for no width uses it. */
function boundsWithin(tool: CompiledTool, frame: Frame, values: readonly Value[]): Interval | undefined {
  try {
    return under(frame, values, tool.total.range)
  } catch (error) {
    if (error instanceof PriceBookError) return undefined
    throw error
  }
}

/** Every whole number of the unknowns, where they are few enough. @throws NotOffered, Answered where there is a price for none */
function walked(tool: CompiledTool, frame: Frame, values: readonly Value[], unknown: readonly CompiledInput[], walks: number): Interval | undefined {
  const domains: Domain[] = []
  for (const { slot, input } of unknown) {
    const all = wholeNumbers(input, values[slot], walks)
    if (!all) return undefined
    domains.push({ slot, values: all })
  }
  if (domains.reduce((product, domain) => product * domain.values.length, 1) > walks) return undefined
  const found: Interval[] = []
  let reason: unknown
  for (const each of combinations(values, domains)) {
    try {
      found.push(point(under(frame, each, tool.total.exact)))
    } catch (error) {
      if (error instanceof MissingInput) return undefined
      if (!(error instanceof NotOffered || error instanceof Answered)) throw error
      reason ??= error
    }
  }
  if (found.length === 0) throw reason
  return { ...hull(found), tight: true }
}

/** The least and the greatest that an unknown number can be, where it has an end. */
function endsOf(input: Input, value: Value): readonly [Rational | undefined, Rational | undefined] {
  if (value) return [(value as Interval).low, (value as Interval).high]
  if (input.kind !== 'number') return [undefined, undefined]
  const { low, high } = domainOfNumber(input)
  return [low, high]
}

function wholeNumbers(input: Input, value: Value, most: number): Rational[] | undefined {
  if (input.kind !== 'number' || !input.whole) return undefined
  const [low, high] = endsOf(input, value)
  if (!low || !high || high.sub(low).compare(whole(most)) > 0) return undefined
  const all: Rational[] = []
  for (let next = low; next.compare(high) <= 0; next = next.add(one)) all.push(next)
  return all
}
