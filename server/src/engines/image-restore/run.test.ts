// How a network that takes squares is run on any picture, with networks whose answer is known: no model is needed to see whether tiles join.
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { largestDifference, photograph, psnr } from '../../../test/pictures.ts'
import type { RestorationNetwork } from '../../models/networks/restoration.ts'
import type { Rgb } from '../pictures/rgb.ts'
import { inTiles, wholeAtOnce } from './run.ts'

const network = (sees: RestorationNetwork['sees']): RestorationNetwork => ({ pack: 'none', file: 'none', size: 64, sees, overlap: sees === 'local' ? 16 : 0 })
const quiet = () => undefined

async function picture(width: number, height: number): Promise<Rgb> {
  return { width, height, rgb: await photograph(width, height).removeAlpha().raw().toBuffer() }
}

const sizes: readonly [number, number][] = [
  [64, 64],
  [150, 97],
  [200, 20],
  [5, 3],
  [1, 1],
]

test.each(sizes)('tiles of %i x %i join to what they were cut from, whatever the size', async (width, height) => {
  const source = await picture(width, height)
  const shares: number[] = []
  const result = await inTiles(
    source,
    network('local'),
    async (square) => square,
    (share) => shares.push(share),
  )
  expect(largestDifference(result, source.rgb)).toBe(0)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})

test('where tiles disagree, one goes over into the other without a step', async () => {
  const source = await picture(112, 64)
  let tone = 40
  const result = await inTiles(
    source,
    network('local'),
    async (square) => {
      tone += 60
      return square.fill(tone)
    },
    quiet,
  )
  const row = [...result.subarray(0, 112 * 3)].filter((_, at) => at % 3 === 0)
  expect([row[0], row.at(-1)]).toEqual([100, 160])
  expect(row).toEqual(row.toSorted((a, b) => a - b))
  expect(Math.max(...row.slice(1).map((value, at) => value - row[at]!))).toBeLessThanOrEqual(8)
})

test('what a network does to the whole is applied to a larger picture without losing its detail', async () => {
  const [width, height] = [320, 240]
  const clear = await picture(width, height)
  const dark = { ...clear, rgb: clear.rgb.map((value) => Math.round(value * 0.3)) }
  const brighten = async (square: Uint8Array) => square.map((value) => Math.min(255, Math.round(value / 0.3)))
  const result = await wholeAtOnce(dark, network('whole'), brighten, quiet)
  const small = await sharp(clear.rgb, { raw: { width, height, channels: 3 } })
    .resize(64, 48)
    .raw()
    .toBuffer()
  const enlarged = await sharp(small, { raw: { width: 64, height: 48, channels: 3 } })
    .resize(width, height)
    .raw()
    .toBuffer()
  expect(psnr(result, clear.rgb)).toBeGreaterThan(30)
  expect(psnr(result, clear.rgb)).toBeGreaterThan(psnr(enlarged, clear.rgb) + 5)
})

test.each(sizes)('a whole picture of %i x %i that is not changed comes back', async (width, height) => {
  const source = await picture(width, height)
  const result = await wholeAtOnce(source, network('whole'), async (square) => square, quiet)
  expect(psnr(result, source.rgb)).toBeGreaterThan(32)
})
