// Combinations without a price. What a studio offers must have one; in a vendor's list a gap is only odd where everything around it is priced.
import { measuredNames } from '../../measurement.ts'
import type { Tool } from '../../tool.ts'
import type { BookFinding } from '../finding.ts'
import type { Value } from '../input.ts'
import { type Rational, toText } from '../rational.ts'
import type { CompiledTool } from '../tool-price.ts'
import { nowhere } from './axis.ts'
import { asOne, type Box, membersOf, sizeOf } from './box.ts'
import type { Decided } from './decisions.ts'
import type { Dimension } from './dimension.ts'
import { type Effort, error, firstOf, spend, warning } from './report.ts'
import { boxInWords, type Space } from './space.ts'
import { type Point, pointInWords, priceOf, type Trial, valuesAt } from './try.ts'

/** In a studio's book: what no row takes, and what a row takes but cannot price; of what the catalogue offers. */
export function studioGaps(rows: Decided, dimensions: readonly Dimension[], trial: Trial, offered: Tool | undefined, place: string): BookFinding[] {
  const own = (rows.left ?? [])
    .filter((box) => isOfChoices(box, rows.space))
    .map((box) => offeredPart(box, rows.space, offered))
    .filter((box) => box !== undefined)
    .map((box) => error(rows.place, `No row prices ${boxInWords(box, rows.space)}.`, 'Add a row, or take the choice out.'))
  const inside = unpricedPoints(dimensions, trial, offered)
    .filter(({ message }) => own.length === 0 || !message.startsWith('No row of'))
    .map(({ message, point, count }) =>
      error(
        place,
        `${pointInWords(dimensions, point)} has no price: ${message}${count > 1 ? ' There are more combinations like this.' : ''}`,
        'Price it, or give the table or the cases an "else".',
      ),
    )
  return firstOf([...own, ...inside], 20, place)
}

/** For each reason the first combination of what is offered, and how many there are. */
function unpricedPoints(dimensions: readonly Dimension[], { lines }: Trial, offered: Tool | undefined): { message: string; point: Point; count: number }[] {
  const byMessage = new Map<string, { message: string; point: Point; count: number }>()
  // A combination lies on a line of each dimension.
  const counted = new Set<string>()
  for (const { dimension, point, tried } of lines)
    for (const [index, each] of tried.entries()) {
      if (each.kind !== 'not-offered' && each.kind !== 'missing') continue
      const here = dimension < 0 ? point : point.with(dimension, index)
      if (!here.every((at, which) => dimensions[which]!.inputs.every(({ name }, side) => isOffered(offered, name, dimensions[which]!.samples[at]![side]))))
        continue
      const which = `${here.join()} ${each.message}`
      if (counted.has(which)) continue
      counted.add(which)
      const before = byMessage.get(each.message)
      if (before) before.count++
      else byMessage.set(each.message, { message: each.message, point: here, count: 1 })
    }
  return [...byMessage.values()]
}

function isOffered(tool: Tool | undefined, name: string, value: Value): boolean {
  const option = tool && Object.hasOwn(tool.options, name) ? tool.options[name] : undefined
  if (option?.kind !== 'choice') return true
  return option.values.some((each) => String(each) === value || (typeof value === 'object' && toText(value as Rational, 12) === String(each)))
}

/** Without the values that the book knows and the catalogue does not offer. */
function offeredPart(box: Box, { axes }: Space, offered: Tool | undefined): Box | undefined {
  const part = box.map((mask, axis) =>
    membersOf(mask).reduce((sum, at) => (isOffered(offered, axes[axis]!.name, axes[axis]!.values[at]) ? sum | (1n << BigInt(at)) : sum), 0n),
  )
  return part.every((mask) => mask !== 0n) ? part : undefined
}

/** It parts no quantity and nothing that is measured: those depend on each other, and a combination of them may not exist. */
const isOfChoices = (box: Box, { axes, everything }: Space): boolean =>
  axes.every(({ name, input }, axis) => box[axis] === everything[axis] || (input.slot !== nowhere && !measuredNames.has(name)))

/** A single gap in an otherwise full grid, and a value that is never priced: look like oversights. */
export function oddGaps(tool: CompiledTool, decisions: readonly Decided[], dimensions: readonly Dimension[], effort: Effort, place: string): BookFinding[] {
  const told = new Set<string>()
  return firstOf(
    decisions.flatMap((decision) => {
      const gap = oddGap(decision)
      if (!gap) return []
      const words = boxInWords(gap.box, decision.space)
      if (told.has(words) || !isUnpriced(tool, gap.box, decision.space, dimensions, effort)) return []
      told.add(words)
      return [
        warning(
          decision.place,
          gap.alone ? `Only ${words} has no price.` : `${words} never has a price.`,
          gap.alone ? 'If it is offered, add it.' : 'Add its price, or take it out of the domain.',
        ),
      ]
    }),
    20,
    place,
  )
}

const smallestGrid = 6

function oddGap({ left, space: { axes, everything } }: Decided): { box: Box; alone: boolean } | undefined {
  const box = left && asOne(left)
  if (!box) return undefined
  const narrow = axes.flatMap((axis, index) => (box[index] === everything[index] ? [] : [{ axis, mask: box[index]! }]))
  if (narrow.length === 0 || narrow.some(({ axis, mask }) => sizeOf(mask) !== 1 || !['choice', 'flag'].includes(axis.input.input.kind))) return undefined
  if (narrow.some(({ axis, mask }) => axis.values[membersOf(mask)[0]!] === undefined)) return undefined
  const grid = narrow.reduce((product, { axis }) => product * axis.values.length, 1)
  if (narrow.length === 1) return { box, alone: false }
  return grid >= smallestGrid ? { box, alone: true } : undefined
}

const mostCompletions = 60

/** Whether it has no price whatever the other inputs are, as far as they are tried. */
function isUnpriced(tool: CompiledTool, box: Box, { axes, everything }: Space, dimensions: readonly Dimension[], effort: Effort): boolean {
  let completed = 0
  for (let seed = 1; completed < mostCompletions; completed++) {
    if (!spend(effort)) return false
    const point = dimensions.map(({ samples }) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % samples.length
    })
    const values = valuesAt(tool, dimensions, point)
    for (const [index, { input, values: known }] of axes.entries())
      if (box[index] !== everything[index] && input.slot !== nowhere) values[input.slot] = known[membersOf(box[index]!)[0]!]
    if (priceOf(tool, values).kind !== 'not-offered') return false
  }
  return true
}
