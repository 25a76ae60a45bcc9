// What was cut out of a picture, found again in it.
import type { Pixels } from './pixels.ts'

/** Every so many pixels are compared while the place is looked for. */
const every = 3

/** The part of the source that looks most like the result, in its size. */
export function cutLike(source: Pixels, result: Pixels): Pixels {
  const width = Math.min(source.width, result.width)
  const height = Math.min(source.height, result.height)
  let best = { left: 0, top: 0, difference: Number.POSITIVE_INFINITY }
  for (let top = 0; top <= source.height - height; top++)
    for (let left = 0; left <= source.width - width; left++) {
      const difference = differenceAt(source, result, left, top)
      if (difference < best.difference) best = { left, top, difference }
    }
  const rgb = new Uint8Array(result.width * result.height * 3)
  for (let y = 0; y < height; y++) {
    const from = ((best.top + y) * source.width + best.left) * 3
    rgb.set(source.rgb.subarray(from, from + width * 3), y * result.width * 3)
  }
  return { width: result.width, height: result.height, rgb }
}

function differenceAt(source: Pixels, { rgb, width, height }: Pixels, left: number, top: number): number {
  let sum = 0
  for (let y = 0; y < Math.min(height, source.height); y += every)
    for (let x = 0; x < Math.min(width, source.width); x += every)
      sum += Math.abs(rgb[(y * width + x) * 3 + 1]! - source.rgb[((top + y) * source.width + left + x) * 3 + 1]!)
  return sum
}
