// How near a picture is to its original: structural similarity of the brightness (Wang, Bovik, Sheikh, Simoncelli, 2004), and what two masks have in common.
import type { Rgb } from './pictures.ts'

const window = 8
const [first, second] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2]

/** Up to 1. Over windows of 8 x 8 that overlap by half. */
export function ssim(picture: Rgb, original: Rgb): number {
  const { width, height } = original
  const [a, b] = [brightness(picture), brightness(original)]
  let [sum, count] = [0, 0]
  for (let top = 0; top + window <= height; top += window / 2)
    for (let left = 0; left + window <= width; left += window / 2) {
      let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
      for (let y = top; y < top + window; y++)
        for (let x = left; x < left + window; x++) {
          const [one, other] = [a[y * width + x]!, b[y * width + x]!]
          sumA += one
          sumB += other
          squaresA += one * one
          squaresB += other * other
          products += one * other
        }
      const n = window * window
      const [meanA, meanB] = [sumA / n, sumB / n]
      const [varianceA, varianceB, covariance] = [squaresA / n - meanA ** 2, squaresB / n - meanB ** 2, products / n - meanA * meanB]
      sum += ((2 * meanA * meanB + first) * (2 * covariance + second)) / ((meanA ** 2 + meanB ** 2 + first) * (varianceA + varianceB + second))
      count++
    }
  return sum / count
}

const brightness = ({ rgb }: Rgb): Float32Array =>
  Float32Array.from({ length: rgb.length / 3 }, (_, at) => rgb[at * 3]! * 0.299 + rgb[at * 3 + 1]! * 0.587 + rgb[at * 3 + 2]! * 0.114)

/** What two masks have in common, as a share of what they cover together; a value of 128 or more is covered. */
export function iou(mask: Uint8Array, truth: Uint8Array): number {
  let [common, together] = [0, 0]
  for (const [at, value] of mask.entries()) {
    if (value >= 128 && truth[at]! >= 128) common++
    if (value >= 128 || truth[at]! >= 128) together++
  }
  return together === 0 ? 1 : common / together
}

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
