// Pictures for tests, made on the spot: ordinary ones, odd ones and hostile ones. Three photographs are real (fixtures/LICENCES.md).
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { chunk, ihdr, png, rows } from './hostile/bytes.ts'
import { brightnessOf, similarity } from '../src/media/similarity.ts'
import type { Rgb } from '../src/engines/pictures/rgb.ts'

export const photographs = { cat: fixture('cat.webp'), cup: fixture('cup.webp'), astronaut: fixture('astronaut.webp') } as const

/** A folder of its own for a test file, and the writing of pictures into it. */
export function pictureFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'keter-pictures-'))
  return {
    folder,
    path: (name: string) => join(folder, name),
    write(name: string, bytes: Uint8Array): string {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return path
    },
    async save(name: string, picture: Sharp): Promise<string> {
      return this.write(name, await picture.toBuffer())
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A photograph cut to size. */
export function photograph(width = 90, height = 61): Sharp {
  return sharp(photographs.cat).resize(width, height, { fit: 'cover' })
}

export async function truncated(picture: Sharp, share = 0.5): Promise<Buffer> {
  const whole = await picture.toBuffer()
  return whole.subarray(0, Math.floor(whole.length * share))
}

export async function animatedGif(): Promise<Buffer> {
  const frame = await photograph(40, 30).removeAlpha().raw().toBuffer()
  const other = await photograph(40, 30).removeAlpha().negate().raw().toBuffer()
  return sharp(Buffer.concat([frame, other]), { raw: { width: 40, height: 60, channels: 3, pageHeight: 30 } })
    .gif()
    .toBuffer()
}

/** A PNG that says it has these many pixels; its data is a few hundred bytes that inflate to the first rows. */
export function pngBomb(width = 60_000, height = 60_000): Buffer {
  return png(ihdr(width, height), chunk('IDAT', rows(width, 8)))
}

/** Peak signal-to-noise ratio in decibels. */
export function psnr(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0
  for (let at = 0; at < a.length; at++) squares += (a[at]! - b[at]!) ** 2
  return 10 * Math.log10(255 ** 2 / (squares / a.length))
}

/** Enlarged by Lanczos with three lobes, centred: libvips enlarges by bicubic interpolation, half a pixel aside, and would be too easy a rival. */
export function lanczos(rgb: Uint8Array, width: number, height: number, scale: number): Uint8Array {
  const along = lanczosTaps(width, scale)
  const down = lanczosTaps(height, scale)
  const wide = new Float64Array(width * scale * height * 3)
  for (let y = 0; y < height; y++)
    for (const [x, taps] of along.entries())
      for (let channel = 0; channel < 3; channel++)
        wide[(y * along.length + x) * 3 + channel] = taps.reduce((sum, [from, weight]) => sum + weight * rgb[(y * width + from) * 3 + channel]!, 0)
  const row = along.length * 3
  const result = new Uint8ClampedArray(row * down.length)
  for (const [y, taps] of down.entries())
    for (let at = 0; at < row; at++) result[y * row + at] = taps.reduce((sum, [from, weight]) => sum + weight * wide[from * row + at]!, 0)
  return Uint8Array.from(result)
}

/** For each result pixel: which source pixels, edges repeated, with which weight. */
function lanczosTaps(length: number, scale: number): (readonly [from: number, weight: number])[][] {
  const sinc = (t: number) => (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t))
  return Array.from({ length: length * scale }, (_, at) => {
    const centre = (at + 0.5) / scale - 0.5
    const first = Math.floor(centre) - 2
    const weights = Array.from({ length: 6 }, (_, tap) =>
      Math.abs(centre - first - tap) < 3 ? sinc(centre - first - tap) * sinc((centre - first - tap) / 3) : 0,
    )
    const total = weights.reduce((sum, weight) => sum + weight)
    return weights.map((weight, tap) => [Math.min(length - 1, Math.max(0, first + tap)), weight / total] as const)
  })
}

/** The largest difference of any value. */
export function largestDifference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0)
}

function fixture(name: string): Buffer {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url))
}

/** Structural similarity of the brightness, up to 1. */
export const ssim = (picture: Rgb, original: Rgb): number => similarity(brightnessOf(picture.rgb), brightnessOf(original.rgb), original.width, original.height)

/** From which column of a whole picture a part of its full height was cut: where the two look most alike. */
export function leftOf(part: Rgb, whole: Rgb): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY]
  for (let left = 0; left <= whole.width - part.width; left++) {
    let difference = 0
    for (let y = 0; y < part.height; y += 3)
      for (let x = 0; x < part.width; x++) difference += Math.abs(part.rgb[(y * part.width + x) * 3 + 1]! - whole.rgb[(y * whole.width + left + x) * 3 + 1]!)
    if (difference < least) [best, least] = [left, difference]
  }
  return best
}
