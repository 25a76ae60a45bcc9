// Whether two pictures of one size show the same thing, block by block: rule I7. Pure arithmetic on 8-bit RGB.
// The thresholds, and what they were measured on, stand in docs/rules/inspection.md.

import type { Pixels } from './pixels.ts'

export interface Likeness {
  readonly blocks: number
  /** Blocks that show something else, or the same thing in another place. */
  readonly wrong: number
  /** The largest difference met, as a multiple of the block's own contrast, and the largest gain by moving a block. */
  readonly difference: number
  readonly gain: number
  readonly same: boolean
}

/** Smaller than the smallest tile an engine cuts, so that one wrong tile is several wrong blocks. */
const blockEdge = 32
/** A difference counts against the contrast that is there, plus what a flat block may lose to compression. */
const flatContrast = 8
const mostDifference = 1
/** How far a block is looked for, and how much better it must fit there to be called moved. */
const reach = 3
const mostGain = 2
/** Where less than this differs (of 255), or a block is too small to tell, nothing is looked for. */
const unseen = 4
const smallestMoved = 16
/** Two errors below this are the same. */
const noise = 2

interface Block {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function likenessOf(expected: Pixels, actual: Pixels): Likeness {
  const scores = blocksOf(expected).map((block) => {
    const { contrast, error } = contrastAndError(expected, actual, block)
    const difference = error / (contrast + flatContrast)
    return { difference, gain: difference > mostDifference ? 1 : gainByMoving(expected, actual, block) }
  })
  const wrong = scores.filter(({ difference, gain }) => difference > mostDifference || gain > mostGain).length
  return {
    blocks: scores.length,
    wrong,
    difference: Math.max(...scores.map(({ difference }) => difference)),
    gain: Math.max(...scores.map(({ gain }) => gain)),
    // One odd block in a large picture is an odd picture; a wrong tile is never alone.
    same: wrong < (scores.length < 8 ? 1 : 2),
  }
}

/** A last strip of less than half a block joins the one before it. */
function blocksOf({ width, height }: Pixels): Block[] {
  const cut = (length: number) => {
    const count = Math.max(1, Math.round(length / blockEdge))
    return Array.from({ length: count }, (_, index) => [index * blockEdge, index === count - 1 ? length : (index + 1) * blockEdge] as const)
  }
  return cut(height).flatMap(([top, bottom]) => cut(width).map(([left, right]) => ({ left, top, right, bottom })))
}

/** Standard deviation of the expected block and root mean square error of the actual one, over all channels. */
function contrastAndError(expected: Pixels, actual: Pixels, { left, top, right, bottom }: Block): { contrast: number; error: number } {
  const sums = [0, 0, 0]
  let squares = 0
  let errors = 0
  for (let y = top; y < bottom; y++)
    for (let at = (y * expected.width + left) * 3, end = (y * expected.width + right) * 3; at < end; at++) {
      const value = expected.rgb[at]!
      sums[at % 3]! += value
      squares += value * value
      errors += (value - actual.rgb[at]!) ** 2
    }
  const pixels = (right - left) * (bottom - top)
  const variance = (squares - sums.reduce((total, sum) => total + (sum * sum) / pixels, 0)) / (3 * pixels)
  return { contrast: Math.sqrt(Math.max(0, variance)), error: Math.sqrt(errors / (3 * pixels)) }
}

/** How many times smaller the error becomes when the block is laid elsewhere nearby; 1 where it lies right. */
function gainByMoving(expected: Pixels, actual: Pixels, block: Block): number {
  if (Math.min(block.right - block.left, block.bottom - block.top) < smallestMoved) return 1
  const here = errorAt(expected, actual, block, 0, 0)
  if (here < unseen) return 1
  let best = here
  for (let down = -reach; down <= reach; down++)
    for (let along = -reach; along <= reach; along++) best = Math.min(best, errorAt(expected, actual, block, along, down))
  return (here + noise) / (best + noise)
}

/** Of the green channel, which carries most of what is seen. */
function errorAt(expected: Pixels, actual: Pixels, { left, top, right, bottom }: Block, along: number, down: number): number {
  const { width, height } = expected
  const fromX = Math.max(left, -along)
  const toX = Math.min(right, width - along)
  const fromY = Math.max(top, -down)
  const toY = Math.min(bottom, height - down)
  if (fromX >= toX || fromY >= toY) return Number.POSITIVE_INFINITY
  const offset = (down * width + along) * 3
  let errors = 0
  for (let y = fromY; y < toY; y++)
    for (let at = (y * width + fromX) * 3 + 1, end = (y * width + toX) * 3; at < end; at += 3) {
      const difference = expected.rgb[at + offset]! - actual.rgb[at]!
      errors += difference * difference
    }
  return Math.sqrt(errors / ((toX - fromX) * (toY - fromY)))
}
