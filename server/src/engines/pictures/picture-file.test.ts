// Pictures of which only rectangles are read and written: they must be what whole ones are.
import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { largestDifference, photograph, pictureFolder } from '../../../test/pictures.ts'
import { readPicture, readTransparent } from './picture.ts'
import { decodedFile, openResultFile, resultFile } from './picture-file.ts'
import { inMemory, type Raster, readArea, writeArea } from './raster.ts'
import { bigTiffHeader } from './tiff.ts'
import type { Area } from './tiles.ts'

const files = pictureFolder()
afterAll(() => files.remove())

/** A photograph with round holes, under which black hides, as in cut-outs. */
async function withHoles(width: number, height: number): Promise<Sharp> {
  const rgb = await photograph(width, height).removeAlpha().raw().toBuffer()
  const rgba = Buffer.alloc(width * height * 4)
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [x, y] = [(pixel % width) % 40, Math.floor(pixel / width) % 30]
    const opacity = Math.round(255 * Math.min(1, Math.max(0, (Math.hypot(x - 20, y - 15) - 9) / 5)))
    if (opacity > 0) rgba.set([...rgb.subarray(pixel * 3, pixel * 3 + 3), opacity], pixel * 4)
  }
  return sharp(rgba, { raw: { width, height, channels: 4 } }).png()
}

const anyArea = fc.record({ left: fc.integer({ min: -20, max: 99 }), top: fc.integer({ min: -20, max: 69 }), width: fc.nat(80), height: fc.nat(80) })
const reaches = ({ left, top, width, height }: Area) => left + width > 0 && top + height > 0 && width > 0 && height > 0

test('an area reads as cut from the picture with its edges repeated, and in a cut-out with the colours that the whole picture gives to what is hidden', async () => {
  const path = await files.save('source', await withHoles(100, 70))
  const whole = await readPicture(path)
  const file = await decodedFile(files.path('decoded.v'), path)
  const cut = (bytes: Uint8Array, channels: number, area: Area) => readArea({ width: 100, height: 70, channels, store: inMemory(bytes) }, area)
  await fc.assert(
    fc.asyncProperty(anyArea.filter(reaches), async (area) => {
      const { rgb, alpha } = await readTransparent(file, area)
      expect(largestDifference(rgb, cut(whole.rgb, 3, area))).toBe(0)
      expect(largestDifference(alpha, cut(whole.alpha!, 1, area))).toBe(0)
    }),
    { numRuns: 60 },
  )
  await file.remove()
})

test('beyond the edge, its pixels are repeated as libvips repeats them', async () => {
  const [width, height] = [7, 5]
  const rgb = await photograph(width, height).removeAlpha().raw().toBuffer()
  const around = { top: 3, bottom: 4, left: 2, right: 6 }
  const extended = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .extend({ ...around, extendWith: 'copy' })
    .raw()
    .toBuffer()
  const area = { left: -around.left, top: -around.top, width: width + 8, height: height + 7 }
  expect(readArea({ width, height, channels: 3, store: inMemory(rgb) }, area)).toEqual(extended)
})

test.each([3, 4])('what is written by area, in any order, is the picture that libvips reads: %i channels', async (channels) => {
  const [width, height] = [45, 37]
  const pixels = Buffer.from(Array.from({ length: width * height * channels }, (_, at) => (at * 7919) % 251))
  const whole: Raster = { width, height, channels, store: inMemory(pixels) }
  const file = await resultFile(files.path('result.tif'), { width, height, channels })
  for (const top of [18, 0])
    for (const left of [20, 0]) {
      const around = { left: left - 3, top: top - 3, width: 31, height: 25 }
      writeArea(file, { left, top, width: 25, height: 19 }, readArea(whole, around), around)
    }
  const { data, info } = await openResultFile(file).raw().toBuffer({ resolveWithObject: true })
  expect(info).toMatchObject({ width, height, channels })
  expect(largestDifference(data, pixels)).toBe(0)
  await file.remove()
  expect(() => file.store.read(new Uint8Array(1), 0)).toThrow()
})

test('a result of more than 4 GB has its last rows where the header says', async () => {
  const shape = { width: 40_000, height: 40_000, channels: 3 }
  const header = bigTiffHeader(shape)
  const last = BigInt(header.length + (40_000 - 16) * 40_000 * 3)
  expect(header.includes(Buffer.from(new BigUint64Array([last]).buffer))).toBe(true)
  expect(await sharp(files.write('large.tif', header), { limitInputPixels: false }).metadata()).toMatchObject({ ...shape, hasAlpha: false, format: 'tiff' })
})
