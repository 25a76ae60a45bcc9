// Lines of a row: what one amount of a price is made of.
import { type Act, actOn, lineActs } from './adjustment.ts'
import { compileWhen, type Test } from './condition.ts'
import { compileExpression, decimalAt, positive } from './expression.ts'
import { bookError } from './finding.ts'
import type { Band, Expression, Line, Step } from './format.ts'
import { findInput, findQuantity, type Names } from './names.ts'
import {
  addNode,
  combined,
  constantNode,
  divideNode,
  hullOfOffered,
  maxNode,
  minNode,
  multiplyNode,
  type Node,
  NotOffered,
  notNegativeNode,
  risingNode,
  subtractNode,
} from './node.ts'
import { one, type Rational, roundToStep, zero } from './rational.ts'

/** `amount` is `quantity` times `rate` where there is a rate. */
export interface LinePart {
  readonly label: string
  readonly unit: string
  readonly quantity: Node
  readonly rate?: Node
  readonly amount: Node
}

export interface CompiledLine {
  readonly test: Test
  readonly parts: readonly LinePart[]
  /** What bounds or rounds the sum of the parts, and the amount after each; the first is the sum itself. */
  readonly acts: readonly Act[]
  readonly stages: readonly Node[]
  readonly amount: Node
}

/** @throws PriceBookError */
export function compileLine(line: Line, names: Names, place: string): CompiledLine {
  const parts = compileParts(line, names, place)
  const acts = lineActs(line, names, place)
  const stages = actOn(
    acts,
    combined(
      parts.map(({ amount }) => amount),
      addNode,
    ),
  )
  return { test: compileWhen(line.when, names, `${place}.when`), parts, acts, stages, amount: stages.at(-1)! }
}

function compileParts(line: Line, names: Names, place: string): LinePart[] {
  if (line.base !== undefined) {
    const odd = (['quantity', 'unit', 'free', 'block', 'per', 'rate', 'steps', 'bands'] as const).find((key) => line[key] !== undefined)
    if (odd) throw bookError(`${place}.${odd}`, `"${odd}" means nothing beside "base".`, 'Use two lines.')
    const rate = notNegativeNode(compileExpression(line.base, names, `${place}.base`), `${place}.base`, 'The amount')
    return [{ label: line.label, unit: 'attempt', quantity: constantNode(one), rate, amount: rate }]
  }
  if (line.quantity === undefined) throw bookError(place, 'The line charges nothing.', 'Give it a "base", or a "quantity" with a "rate".')
  const kinds = [line.rate, line.steps, line.bands].filter((kind) => kind !== undefined)
  if (kinds.length !== 1) throw bookError(place, `A quantity is charged in one way; here are ${kinds.length}.`, 'Use one of "rate", "steps" and "bands".')
  const { quantity, unit } = billed(line, names, place)
  if (line.rate !== undefined) {
    const rate = notNegativeNode(compileExpression(line.rate, names, `${place}.rate`), `${place}.rate`, 'The rate')
    return [{ label: line.label, unit, quantity, rate, amount: multiplyNode(quantity, rate) }]
  }
  if (line.steps) return [{ label: line.label, unit, quantity, amount: stepsNode(line.steps, quantity, names, `${place}.steps`) }]
  return bandParts(line.label, line.bands!, quantity, unit, names, `${place}.bands`)
}

/** The quantity that is charged: without what is free, in started blocks, in the units of the rate. */
function billed(line: Line, names: Names, place: string): { quantity: Node; unit: string } {
  const raw = notNegativeNode(compileExpression(line.quantity!, names, `${place}.quantity`), `${place}.quantity`, 'Its quantity')
  const unit = line.unit ?? unitOf(line.quantity!, names, place) ?? 'unit'
  const paid = line.free === undefined ? raw : maxNode(constantNode(zero), subtractNode(raw, compileExpression(line.free, names, `${place}.free`)))
  if (line.block !== undefined) {
    if (line.per !== undefined) throw bookError(`${place}.per`, 'The rate of a block is for the whole block.', 'Leave "per" out.')
    const block = positive(line.block, `${place}.block`)
    return { quantity: risingNode((value) => roundToStep(value.div(block), 'up', one), paid), unit: `started ${line.block} ${unit}` }
  }
  if (line.per === undefined) return { quantity: paid, unit }
  const per = constantNode(positive(line.per, `${place}.per`))
  return { quantity: divideNode(paid, per, `${place}.per`), unit: `${line.per} ${unit}` }
}

function unitOf(quantity: Expression, names: Names, place: string): string | undefined {
  if (typeof quantity !== 'string') return undefined
  const found = findQuantity(names, quantity, place)
  if (found) return found.unit
  const input = findInput(names, quantity)?.compiled.input
  return input?.kind === 'number' ? (input.unit ?? quantity) : quantity
}

/** Ends that rise, the last perhaps without end. @throws PriceBookError */
function endsOf(steps: readonly { readonly upTo?: string }[], place: string): (Rational | undefined)[] {
  if (steps.length === 0) throw bookError(place, 'It is empty.', 'Add a step.')
  const ends = steps.map(({ upTo }, index) => (upTo === undefined ? undefined : decimalAt(upTo, `${place}[${index}].upTo`)))
  for (const [index, end] of ends.entries()) {
    if (end === undefined && index < ends.length - 1) throw bookError(`${place}[${index}]`, 'Without an end it takes everything after it.', 'Give it "upTo".')
    const before = index > 0 ? ends[index - 1] : undefined
    if (end && before && end.compare(before) <= 0)
      throw bookError(`${place}[${index}].upTo`, 'It does not lie above the one before.', 'Write them in rising order.')
  }
  return ends
}

function stepsNode(steps: readonly Step[], quantity: Node, names: Names, place: string): Node {
  const ends = endsOf(steps, place)
  const amounts = steps.map(({ amount, rate }, index) => {
    const at = `${place}[${index}]`
    if ((amount === undefined) === (rate === undefined)) throw bookError(at, 'A step has an amount or a rate.', 'Give it one of them.')
    if (amount !== undefined) return notNegativeNode(compileExpression(amount, names, `${at}.amount`), `${at}.amount`, 'The amount')
    return multiplyNode(quantity, notNegativeNode(compileExpression(rate!, names, `${at}.rate`), `${at}.rate`, 'The rate'))
  })
  const index = (value: Rational): number => ends.findIndex((end) => end === undefined || value.compare(end) <= 0)
  const offered = (found: number): number => {
    if (found < 0) throw new NotOffered(`There is no price above ${steps.at(-1)!.upTo!}.`)
    return found
  }
  const flat = amounts.map(({ constant }) => constant)
  const rises = flat.every((amount, at) => amount && (at === 0 || amount.compare(flat[at - 1]!) >= 0))
  return {
    exact: (frame) => amounts[offered(index(quantity.exact(frame)))]!.exact(frame),
    range: (frame) => {
      const known = quantity.range(frame)
      const [from, last] = [offered(index(known.low)), index(known.high)]
      const to = last < 0 ? amounts.length - 1 : last
      if (rises) return { ...known, low: flat[from]!, high: flat[to]!, tight: known.tight && last >= 0 }
      return from === last ? amounts[from]!.range(frame) : hullOfOffered(amounts.slice(from, to + 1), frame)
    },
  }
}

function bandParts(label: string, bands: readonly Band[], quantity: Node, unit: string, names: Names, place: string): LinePart[] {
  const ends = endsOf(bands, place)
  if (ends.at(-1) !== undefined) throw bookError(place, `Nothing says what is above ${bands.at(-1)!.upTo}.`, 'Leave "upTo" of the last band out.')
  return bands.map((band, index) => {
    const from = index === 0 ? zero : ends[index - 1]!
    const end = ends[index]
    const upper = end ? minNode(quantity, constantNode(end)) : quantity
    const inside = maxNode(constantNode(zero), subtractNode(upper, constantNode(from)))
    const rate = notNegativeNode(compileExpression(band.rate, names, `${place}[${index}].rate`), `${place}[${index}].rate`, 'The rate')
    const which = bands.length === 1 ? '' : end ? ` up to ${band.upTo}` : ` above ${bands[index - 1]!.upTo}`
    return { label: `${label}${which}`, unit, quantity: inside, rate, amount: multiplyNode(inside, rate) }
  })
}
