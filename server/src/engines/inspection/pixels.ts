// Pictures as rules compare them: 8-bit sRGB without transparency, and what can be told of one alone.
import type { Sharp } from 'sharp'
import { openImage } from '../../media/open.ts'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** Three bytes a pixel, row by row. */
  readonly rgb: Uint8Array
}

/** Pictures are compared at most this wide or high; finer faults than that cannot be seen in them either. */
export const longestCompared = 2048

/** Transparency is laid over the background, so that it is compared as well. */
export async function pixelsOf(image: Sharp, background: number): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  const { width, height } = info
  if (info.channels === 3) return { width, height, rgb: data }
  const rgb = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < data.length; from += 4) {
    const opacity = data[from + 3]! / 255
    for (let channel = 0; channel < 3; channel++) rgb[to++] = Math.round(background + (data[from + channel]! - background) * opacity)
  }
  return { width, height, rgb }
}

/** A picture as a person sees it, at most `longestCompared` a side. */
export function comparedAt(path: string, { width, height }: { width: number; height: number }): Sharp {
  const shrink = Math.max(1, Math.max(width, height) / longestCompared)
  return openImage(path)
    .autoOrient()
    .resize({ width: edgeOf(width, shrink), height: edgeOf(height, shrink), fit: 'fill' })
}

export function edgeOf(length: number, shrink: number): number {
  return Math.max(1, Math.round(length / shrink))
}

/** Standard deviation of the values of each channel, over all three; 0 of no pixel. */
export function contrastOf({ rgb }: Pixels): number {
  if (rgb.length === 0) return 0
  const sums = [0, 0, 0]
  let squares = 0
  for (const [at, value] of rgb.entries()) {
    sums[at % 3]! += value
    squares += value * value
  }
  const pixels = rgb.length / 3
  const variance = (squares - sums.reduce((total, sum) => total + (sum * sum) / pixels, 0)) / rgb.length
  return Math.sqrt(Math.max(0, variance))
}

/** Mean difference of two pictures of one size, of 255; of the chosen pixels, by their number, where some are chosen. 0 where none is. */
export function differenceOf(a: Pixels, b: Pixels, chosen: (pixel: number) => boolean = () => true): number {
  let [sum, count] = [0, 0]
  for (let pixel = 0; pixel < a.width * a.height; pixel++) {
    if (!chosen(pixel)) continue
    for (let at = pixel * 3; at < pixel * 3 + 3; at++) sum += Math.abs(a.rgb[at]! - b.rgb[at]!)
    count += 3
  }
  return count === 0 ? 0 : sum / count
}

/** Of two pictures of one size, the share of pixels that are the same but for what compression does. */
export function unchangedShare(a: Pixels, b: Pixels): number {
  let count = 0
  for (let at = 0; at < a.rgb.length; at += 3)
    if (Math.abs(a.rgb[at]! - b.rgb[at]!) + Math.abs(a.rgb[at + 1]! - b.rgb[at + 1]!) + Math.abs(a.rgb[at + 2]! - b.rgb[at + 2]!) <= 24) count++
  return (3 * count) / a.rgb.length
}

/** Mean step from a pixel to the next on its right, of the green channel, of 255: how much detail and noise there is. */
export function detailOf({ rgb, width, height }: Pixels): number {
  if (width < 2) return 0
  let sum = 0
  for (let y = 0; y < height; y++) for (let x = 1; x < width; x++) sum += Math.abs(rgb[(y * width + x) * 3 + 1]! - rgb[(y * width + x - 1) * 3 + 1]!)
  return sum / (height * (width - 1))
}

/** Share of values that are fully dark or fully bright. */
export function clippedShare({ rgb }: Pixels): number {
  return rgb.reduce((count, value) => count + (value === 0 || value === 255 ? 1 : 0), 0) / rgb.length
}
