// Where a derived quantity crosses an end of steps or bands, or a bound of a condition, as values of the inputs it is made of: the samples that
// matter most. Found by halving, for quantities that rise with the input; what does not is left to the other samples.
import type { Expression } from '../format.ts'
import { type CompiledInput, frameOf, type Value } from '../input.ts'
import type { Node } from '../node.ts'
import { decimal, isDecimal, one, type Rational, roundToStep, whole, zero } from '../rational.ts'
import { type CompiledTool, compileTool } from '../tool-price.ts'
import { boundsIn } from './axis.ts'
import { conditionsOn, type Parts } from './walk.ts'

const most = { turns: 12, halvings: 50 }

export type Turns = ReadonlyMap<string, readonly Rational[]>

/** @param usual a value for each input, where others than the one that is varied stay */
export function turnsOf(tool: CompiledTool, parts: Parts, usual: readonly Value[]): Turns {
  const found = new Map<string, Rational[]>()
  let left = most.turns
  for (const { quantity, bounds } of thresholds(tool, parts)) {
    const probe = probeOf(tool, quantity)
    if (!probe) continue
    for (const bound of bounds) {
      if (left-- <= 0) return found
      for (const input of tool.inputs) {
        if (input.input.kind !== 'number' || !probe.reads.has(input.name)) continue
        const at = crossing(probe.node, input, bound, usual)
        if (at) found.set(input.name, [...(found.get(input.name) ?? []), at])
      }
    }
  }
  return found
}

interface Threshold {
  readonly quantity: Expression
  readonly bounds: readonly Rational[]
}

/** Of what is no input itself: those are compared with their own bounds. */
function thresholds({ price, inputs }: CompiledTool, parts: Parts): Threshold[] {
  const own = new Set(inputs.map(({ name }) => name))
  const ends = parts.ends.flatMap(({ quantity, ends }) =>
    quantity === undefined || (typeof quantity === 'string' && own.has(quantity)) ? [] : [{ quantity, bounds: ends.filter(isDecimal).map(decimal) }],
  )
  const compared = Object.keys(price.quantities ?? {}).map((quantity) => ({ quantity, bounds: boundsIn(conditionsOn(quantity, parts)) }))
  return [...compared, ...ends]
}

/** The quantity alone, as a price. */
function probeOf(tool: CompiledTool, quantity: Expression): { node: Node; reads: ReadonlySet<string> } | undefined {
  const inputs = Object.fromEntries(tool.inputs.map(({ name, input }) => [name, input]))
  const rows = [{ when: {}, lines: [{ label: 'probe', quantity, rate: '1' }] }]
  try {
    const { total, reads } = compileTool(tool.id, { ...(tool.price.quantities && { quantities: tool.price.quantities }), rows }, inputs, tool.unit, 'probe')
    return { node: total, reads }
  } catch {
    return undefined
  }
}

const farthest = whole(1_000_000_000)
const two = whole(2)

/** The largest value, or nearly, for which the quantity is not above the bound; undefined where it does not cross it. */
function crossing(node: Node, { slot, input }: CompiledInput, bound: Rational, usual: readonly Value[]): Rational | undefined {
  if (input.kind !== 'number') return undefined
  const isAbove = (value: Rational): boolean | undefined => {
    try {
      return node.exact(frameOf(usual.with(slot, value))).compare(bound) > 0
    } catch {
      return undefined
    }
  }
  let low = input.min === undefined ? zero : decimal(input.min)
  let high = input.max === undefined ? farthest : decimal(input.max)
  if (isAbove(low) !== false || isAbove(high) !== true) return undefined
  const step = input.whole ? one : decimal('0.001')
  for (let halving = 0; halving < most.halvings && high.sub(low).compare(step) > 0; halving++) {
    const middle = roundToStep(low.add(high).div(two), 'down', step)
    if (middle.compare(low) <= 0) break
    if (isAbove(middle)) high = middle
    else low = middle
  }
  return low
}
