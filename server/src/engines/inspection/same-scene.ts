// Whether two pictures of one size show the same scene in other light and colour: rule I8. Each block's pattern is compared, without its mean and its contrast.
import type { Pixels } from './pixels.ts'

export interface Likeness {
  /** Blocks with a pattern in both pictures. */
  readonly blocks: number
  /** Of them, those whose patterns have nothing to do with each other. */
  readonly wrong: number
  readonly same: boolean
}

const blockEdge = 32
/** Standard deviation, of 255, below which a block has no pattern to speak of. */
const leastContrast = 6
const leastCorrelation = 0.3
/** Of the blocks, how many may be taken for another: noise that came out of the dark looks like that. */
const mostWrong = 0.2

export function sceneOf(a: Pixels, b: Pixels): Likeness {
  let [blocks, wrong] = [0, 0]
  for (let top = 0; top < a.height; top += blockEdge)
    for (let left = 0; left < a.width; left += blockEdge) {
      const correlation = correlationOf(a, b, left, top)
      if (correlation === null) continue
      blocks++
      if (correlation < leastCorrelation) wrong++
    }
  return { blocks, wrong, same: wrong <= Math.max(1, blocks * mostWrong) }
}

/** Of the brightness in a block; null where one of the two is flat. */
function correlationOf(a: Pixels, b: Pixels, left: number, top: number): number | null {
  const [right, bottom] = [Math.min(a.width, left + blockEdge), Math.min(a.height, top + blockEdge)]
  const count = (right - left) * (bottom - top)
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = (y * a.width + x) * 3
      const [one, other] = [brightness(a.rgb, at), brightness(b.rgb, at)]
      sumA += one
      sumB += other
      squaresA += one * one
      squaresB += other * other
      products += one * other
    }
  const varianceA = squaresA / count - (sumA / count) ** 2
  const varianceB = squaresB / count - (sumB / count) ** 2
  if (Math.min(varianceA, varianceB) < leastContrast ** 2) return null
  return (products / count - (sumA / count) * (sumB / count)) / Math.sqrt(varianceA * varianceB)
}

const brightness = (rgb: Uint8Array, at: number): number => (rgb[at]! * 3 + rgb[at + 1]! * 6 + rgb[at + 2]!) / 10
