// The brightness of pictures, and how alike two are in it: structural similarity (Wang, Bovik, Sheikh, Simoncelli, 2004).
const square = 8
const [flat, faint] = [(0.01 * 255) ** 2, (0.03 * 255) ** 2]

/** Of two pictures of one size in values from 0 to 255, row by row: 1 for the same, 0 for patterns that have nothing in common. Mean over squares of 8 x 8 that overlap by half. */
export function similarity(a: ArrayLike<number>, b: ArrayLike<number>, width: number, height: number): number {
  let [sum, count] = [0, 0]
  for (let top = 0; top + square <= height; top += square / 2)
    for (let left = 0; left + square <= width; left += square / 2) {
      sum += similarityAt(a, b, width, top, left)
      count++
    }
  return sum / count
}

function similarityAt(a: ArrayLike<number>, b: ArrayLike<number>, width: number, top: number, left: number): number {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0]
  for (let y = top; y < top + square; y++)
    for (let x = left; x < left + square; x++) {
      const [one, other] = [a[y * width + x]!, b[y * width + x]!]
      sumA += one
      sumB += other
      squaresA += one * one
      squaresB += other * other
      products += one * other
    }
  const n = square * square
  const [meanA, meanB] = [sumA / n, sumB / n]
  const [varianceA, varianceB, covariance] = [squaresA / n - meanA ** 2, squaresB / n - meanB ** 2, products / n - meanA * meanB]
  return ((2 * meanA * meanB + flat) * (2 * covariance + faint)) / ((meanA ** 2 + meanB ** 2 + flat) * (varianceA + varianceB + faint))
}

/** Of three bytes a pixel: a value from 0 to 255 for each. */
export function brightnessOf(rgb: Uint8Array): Float32Array {
  return Float32Array.from({ length: rgb.length / 3 }, (_, at) => 0.299 * rgb[at * 3]! + 0.587 * rgb[at * 3 + 1]! + 0.114 * rgb[at * 3 + 2]!)
}
