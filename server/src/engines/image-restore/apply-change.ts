// What was changed on a small copy, applied to the large picture without losing its detail: around each place the change is a straight line from old value to new
// one, and these lines, not the pixels, are enlarged (the fast guided filter: He and Sun, arXiv:1505.00996; each channel guides itself).
import type { Rgb } from '../pictures/rgb.ts'

/** In pixels of the small copy: how far around a place its line is fitted. */
const reach = 4
/** Variance, of values to 255, below which a place has no slope of its own. Small, because in the dark all differences are. */
const flat = 1

/** @param changed the small copy's values after the change */
export function applyChange(large: Rgb, small: Rgb, changed: Uint8Array): Uint8Array {
  const result = new Uint8Array(large.rgb.length)
  for (let channel = 0; channel < 3; channel++) applyTo(channel, large, small, changed, result)
  return result
}

function applyTo(channel: number, large: Rgb, small: Rgb, changed: Uint8Array, result: Uint8Array): void {
  const { width, height } = small
  const old = Float32Array.from({ length: width * height }, (_, at) => small.rgb[at * 3 + channel]!)
  const now = Float32Array.from({ length: width * height }, (_, at) => changed[at * 3 + channel]!)
  const mean = (values: Float32Array) => around(values, width, height)
  const [meanOld, meanNow] = [mean(old), mean(now)]
  const [squares, products] = [mean(old.map((value) => value * value)), mean(old.map((value, at) => value * now[at]!))]
  const slopes = old.map((_, at) => (products[at]! - meanOld[at]! * meanNow[at]!) / (squares[at]! - meanOld[at]! ** 2 + flat))
  const offsets = old.map((_, at) => meanNow[at]! - slopes[at]! * meanOld[at]!)
  const [slope, offset] = [mean(slopes), mean(offsets)]
  const along = places(large.width, width)
  const down = places(large.height, height)
  for (let y = 0; y < large.height; y++) {
    const [top, bottom, below] = down[y]!
    for (let x = 0; x < large.width; x++) {
      const [left, right, beside] = along[x]!
      const between = (field: Float32Array) => {
        const upper = field[top * width + left]! * (1 - beside) + field[top * width + right]! * beside
        const lower = field[bottom * width + left]! * (1 - beside) + field[bottom * width + right]! * beside
        return upper * (1 - below) + lower * below
      }
      const at = (y * large.width + x) * 3 + channel
      result[at] = Math.min(255, Math.max(0, Math.round(between(slope) * large.rgb[at]! + between(offset))))
    }
  }
}

/** For each pixel of the large picture: the two of the small one it lies between, and how far from the first. */
function places(large: number, small: number): (readonly [number, number, number])[] {
  return Array.from({ length: large }, (_, at) => {
    const place = Math.min(small - 1, Math.max(0, ((at + 0.5) * small) / large - 0.5))
    const first = Math.floor(place)
    return [first, Math.min(small - 1, first + 1), place - first] as const
  })
}

/** The mean of the square around each place, cut off at the edge: sums along rows, then down columns. */
function around(values: Float32Array, width: number, height: number): Float32Array {
  const rows = new Float32Array(values.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0
      const [first, last] = [Math.max(0, x - reach), Math.min(width - 1, x + reach)]
      for (let at = first; at <= last; at++) sum += values[y * width + at]!
      rows[y * width + x] = sum / (last - first + 1)
    }
  const means = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    const [first, last] = [Math.max(0, y - reach), Math.min(height - 1, y + reach)]
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let at = first; at <= last; at++) sum += rows[at * width + x]!
      means[y * width + x] = sum / (last - first + 1)
    }
  }
  return means
}
