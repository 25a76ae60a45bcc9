// Where a video jumps to another scene: two frames, brought to 32 x 32 grey values, that no longer have the same pattern. Runs in a child.
import sharp from 'sharp'
import type { Pixels } from './video-edit.ts'

const edge = 32
/** Of the structural similarity, in squares of this many values, one every few. */
const square = 8
const step = 4
/** Similarity below which a frame shows something else: the bound that RIFE's authors use for the same purpose. */
const leastAlike = 0.2

/** What is compared, of frames of any size. */
export async function glance({ rgb, width, height }: Pixels): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(edge, edge, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer()
}

export function jumps(before: Uint8Array, after: Uint8Array): boolean {
  let [sum, count] = [0, 0]
  for (let top = 0; top + square <= edge; top += step)
    for (let left = 0; left + square <= edge; left += step) {
      sum += similarity(before, after, left, top)
      count++
    }
  return sum / count < leastAlike
}

/** SSIM of one square: 1 for the same pattern at the same brightness, 0 for patterns that have nothing in common. */
function similarity(before: Uint8Array, after: Uint8Array, left: number, top: number): number {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  for (let y = top; y < top + square; y++)
    for (let x = left; x < left + square; x++) {
      const [a, b] = [before[y * edge + x]!, after[y * edge + x]!]
      sumA += a
      sumB += b
      squaresA += a * a
      squaresB += b * b
      products += a * b
    }
  const n = square * square
  const [meanA, meanB] = [sumA / n, sumB / n]
  const spread = squaresA / n - meanA ** 2 + squaresB / n - meanB ** 2
  const together = products / n - meanA * meanB
  const [flat, faint] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2]
  return (((2 * meanA * meanB + flat) / (meanA ** 2 + meanB ** 2 + flat)) * (2 * together + faint)) / (spread + faint)
}
