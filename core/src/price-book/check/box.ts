// Regions of a space of choices as boxes: for each axis a set of its values. What some rows leave over of everything is found by taking
// their boxes off, one after the other, without walking the combinations.
import { type Effort, spend } from './report.ts'

/** The set of an axis' values, a bit for each. */
export type Mask = bigint
/** A mask for each axis, in their order. */
export type Box = readonly Mask[]

export const fullMask = (size: number): Mask => (1n << BigInt(size)) - 1n

export function sizeOf(mask: Mask): number {
  let count = 0
  for (let rest = mask; rest; rest &= rest - 1n) count++
  return count
}

/** Positions of the bits that are set. */
export function membersOf(mask: Mask): number[] {
  const members: number[] = []
  for (let at = 0, rest = mask; rest; at++, rest >>= 1n) if (rest & 1n) members.push(at)
  return members
}

/** What is in both; undefined where that is nothing. */
export function meet(a: Box, b: Box): Box | undefined {
  const both: Mask[] = []
  for (let axis = 0; axis < a.length; axis++) {
    const mask = a[axis]! & b[axis]!
    if (!mask) return undefined
    both.push(mask)
  }
  return both
}

/** What of `box` is not in `off`, as boxes that do not touch each other. */
export function without(box: Box, off: Box): Box[] {
  const both = meet(box, off)
  if (!both) return [box]
  const pieces: Box[] = []
  let rest = box
  for (let axis = 0; axis < box.length; axis++) {
    const outside = rest[axis]! & ~off[axis]!
    if (!outside) continue
    pieces.push(rest.with(axis, outside))
    rest = rest.with(axis, both[axis]!)
  }
  return pieces
}

export interface Decision {
  /** For each entry, what of it no entry before it takes; undefined where the effort did not suffice. */
  readonly taken: readonly (readonly Box[] | undefined)[]
  /** What no entry takes. */
  readonly left: readonly Box[] | undefined
}

/** Entries in order, the first that holds decides. An entry is the union of its boxes. */
export function decide(everything: Box, entries: readonly (readonly Box[])[], effort: Effort): Decision {
  let left: readonly Box[] | undefined = [everything]
  const taken = entries.map((boxes): readonly Box[] | undefined => {
    if (!left) return undefined
    const mine: Box[] = []
    for (const box of boxes) {
      const rest: Box[] = []
      for (const piece of left) {
        if (!spend(effort, everything.length)) {
          left = undefined
          return undefined
        }
        const both = meet(piece, box)
        if (!both) rest.push(piece)
        else {
          mine.push(both)
          rest.push(...without(piece, box))
        }
      }
      left = rest
    }
    return mine
  })
  return { taken, left }
}

/** Whether every point of `inner` is in `outer`. */
export function covers(outer: readonly Box[], inner: readonly Box[], effort: Effort): boolean | undefined {
  let left: Box[] = [...inner]
  for (const box of outer) {
    if (!spend(effort, left.length * box.length)) return undefined
    left = left.flatMap((piece) => without(piece, box))
    if (left.length === 0) return true
  }
  return left.length === 0
}

/** The one box that these make together; undefined where they make no box. They do not touch each other. */
export function asOne(boxes: readonly Box[]): Box | undefined {
  const [first, ...others] = boxes
  if (!first) return undefined
  const hull = others.reduce<Box>((sum, box) => sum.map((mask, axis) => mask | box[axis]!), first)
  const volume = (box: Box) => box.reduce((product, mask) => product * sizeOf(mask), 1)
  return boxes.reduce((sum, box) => sum + volume(box), 0) === volume(hull) ? hull : undefined
}
