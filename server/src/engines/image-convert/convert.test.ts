import { type ImageMeasurement, type Options, parseEdit, resultOf } from '@keter/core'
import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { largestDifference, photograph, pictureFolder } from '../../../test/pictures.ts'
import { editRequest } from '../test-edit.ts'
import { convert } from './convert.ts'

const files = pictureFolder()
afterAll(() => files.remove())

test('the sizes that core tells are those sharp gives, for every fit', async () => {
  const edge = fc.integer({ min: 1, max: 90 })
  const fit = fc.constantFrom('inside', 'cover', 'contain', 'fill')
  await fc.assert(
    fc.asyncProperty(edge, edge, fc.record({ width: edge, height: edge, fit }, { requiredKeys: [] }), async (width, height, asked) => {
      const measurement: ImageMeasurement = { media: 'image', format: 'png', width, height, bytes: 1 }
      const shape = resultOf(parseEdit({ tool: 'image-convert', options: asked as Options }), measurement)
      const both = asked.width !== undefined && asked.height !== undefined
      const plain = sharp(Buffer.alloc(width * height), { raw: { width, height, channels: 1 } })
      const { info } = await plain
        .resize(asked.width ?? null, asked.height ?? null, { fit: both ? (asked.fit ?? 'inside') : 'inside' })
        .raw()
        .toBuffer({ resolveWithObject: true })
      const expected = asked.width === undefined && asked.height === undefined ? { width, height } : { width: info.width, height: info.height }
      expect({ width: shape.width, height: shape.height }).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

async function converted(source: Sharp, options: Options) {
  const sourcePath = await files.save('source', source)
  const { autoOrient, format } = await sharp(sourcePath).metadata()
  const measurement: ImageMeasurement = { media: 'image', format, ...autoOrient, bytes: 1 }
  const resultPath = files.path('result')
  const paths = { sourcePath, resultPath, workFolder: files.folder, modelsFolder: files.folder }
  await convert(editRequest({ tool: 'image-convert', options }, measurement, paths), { onProgress: () => undefined })
  return sharp(resultPath)
}

test('a crop is cut in as-seen pixels, also from a picture that lies on its side', async () => {
  const crop = { cropLeft: 11, cropTop: 7, cropWidth: 30, cropHeight: 20, format: 'png' }
  const upright = await photograph().png().toBuffer()
  const expected = await sharp(upright).extract({ left: 11, top: 7, width: 30, height: 20 }).raw().toBuffer()
  const onItsSide = await sharp(upright).rotate(270).png().toBuffer()
  for (const source of [sharp(upright), sharp(onItsSide).withMetadata({ orientation: 6 }).png()])
    expect(largestDifference(await (await converted(source, crop)).raw().toBuffer(), expected)).toBe(0)
})

test('the bars of "contain" are clear where the format allows, else white', async () => {
  const corner = async (format: string) =>
    [...(await (await converted(photograph(), { width: 50, height: 90, fit: 'contain', format })).raw().toBuffer())].slice(0, 4)
  expect((await corner('png'))[3]).toBe(0)
  expect((await corner('webp'))[3]).toBe(0)
  expect((await corner('jpeg')).slice(0, 3)).toEqual([255, 255, 255])
})

test('a lower encoding quality gives a smaller file', async () => {
  const bytes = async (format: string, encoding: number) => (await (await converted(photograph(200, 150), { format, encoding })).toBuffer()).length
  for (const format of ['jpeg', 'webp', 'avif']) expect(await bytes(format, 20)).toBeLessThan(await bytes(format, 90))
})

test('a smart crop keeps what draws the eye, wherever it stands', async () => {
  const grey = { create: { width: 300, height: 100, channels: 3, background: '#777777' } } as const
  const spot = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#e02020' } })
    .png()
    .toBuffer()
  const scene = async (left: number) =>
    sharp(
      await sharp(grey)
        .composite([{ input: spot, left, top: 30 }])
        .png()
        .toBuffer(),
    )
  for (const left of [10, 250])
    for (const focus of ['attention', 'detail']) {
      const { channels } = await (await converted(await scene(left), { width: 100, height: 100, fit: 'cover', focus, format: 'png' })).stats()
      expect(channels[0]!.mean - channels[1]!.mean, `${focus}, spot at ${left}`).toBeGreaterThan(15)
    }
  const { channels } = await (await converted(await scene(10), { width: 100, height: 100, fit: 'cover', format: 'png' })).stats()
  expect(channels[0]!.mean - channels[1]!.mean).toBeLessThan(1)
})

test('what the camera wrote is left out, unless it is kept on purpose', async () => {
  const described = () =>
    photograph()
      .withExif({ IFD0: { Copyright: 'Northlight' } })
      .jpeg()
  const exif = async (metadata: string) => (await (await converted(described(), { width: 40, metadata })).metadata()).exif?.toString('latin1') ?? ''
  expect(await exif('keep')).toContain('Northlight')
  expect(await exif('strip')).not.toContain('Northlight')
})
