// The known originals: twelve parts of four photographs, and what is done to them beside the damages that tests use as well (server/test/damage.ts).
import sharp from 'sharp'
import { chance, changed } from '../../server/test/damage.ts'

export interface Rgb {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

const edge = 192
const parts: readonly (readonly [string, number, number])[] = [
  ...[0, 1, 2, 3].map((at) => ['astronaut', 40 + (at % 2) * 220, 20 + Math.floor(at / 2) * 240] as const),
  ...[0, 1, 2].map((at) => ['coffee', 10 + at * 195, 100] as const),
  ...[0, 1].map((at) => ['chelsea', 20 + at * 215, 60] as const),
  ...[0, 1, 2].map((at) => ['rocket', 20 + at * 205, 120 + at * 40] as const),
]

export async function originals(): Promise<readonly Rgb[]> {
  return Promise.all(
    parts.map(async ([name, left, top]) => {
      const path = new URL(`pictures/${name}.webp`, import.meta.url).pathname
      return { width: edge, height: edge, rgb: await sharp(path).extract({ left, top, width: edge, height: edge }).removeAlpha().raw().toBuffer() }
    }),
  )
}

export const imageOf = ({ rgb, width, height }: Rgb) => sharp(rgb, { raw: { width, height, channels: 3 } })

export async function resized(picture: Rgb, width: number, height: number, kernel: 'lanczos3' | 'cubic' = 'lanczos3'): Promise<Rgb> {
  return { width, height, rgb: await imageOf(picture).resize(width, height, { fit: 'fill', kernel }).raw().toBuffer() }
}

/** Of 3 x 3 pixels: the plain way to take noise out. */
export async function medianOf(picture: Rgb): Promise<Rgb> {
  return { ...picture, rgb: await imageOf(picture).median(3).removeAlpha().raw().toBuffer() }
}

export async function compressed(picture: Rgb, quality: number): Promise<Rgb> {
  const jpeg = await imageOf(picture).jpeg({ quality }).toBuffer()
  return { ...picture, rgb: await sharp(jpeg).raw().toBuffer() }
}

/** Streaks of a single pixel that slant, as long as a tenth of the picture. */
export function finelyRainy({ rgb, width, height }: Rgb): Rgb {
  const next = chance(20261128)
  const light = new Float32Array(width * height)
  for (let drop = 0; drop < 140; drop++) {
    const [left, top] = [next() * width, next() * height]
    for (let step = 0; step < height / 10; step++) {
      const [x, y] = [Math.round(left + step * 0.25) % width, Math.round(top + step) % height]
      light[y * width + x]! += 70
    }
  }
  return { width, height, rgb: changed(rgb, (value, at) => value + light[Math.floor(at / 3)]!) }
}
