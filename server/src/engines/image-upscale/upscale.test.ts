// Transparency and greyness: what an enlarged picture must keep beside its colours.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { photograph, pictureFolder } from '../../../test/pictures.ts'
import { measureImage } from '../../media/measure.ts'
import { editRequest } from '../test-edit.ts'
import { readPicture } from '../pictures/picture.ts'
import { upscale } from './upscale.ts'

const files = pictureFolder()
const modelsFolder = mkdtempSync(join(tmpdir(), 'keter-models-'))
afterAll(() => {
  files.remove()
  rmSync(modelsFolder, { recursive: true })
})

async function enlarged(picture: Sharp, format = 'png') {
  const sourcePath = await files.save('source', picture)
  const resultPath = files.path('result')
  const measurement = await measureImage({ path: sourcePath })
  const paths = { sourcePath, resultPath, workFolder: files.folder, modelsFolder }
  await upscale(editRequest({ tool: 'image-upscale', options: { scale: 4, format } }, measurement, paths), { onProgress: () => undefined })
  return sharp(resultPath)
}

/** An orange disc on transparent black, as cut-outs often are; not in the middle. */
async function disc(): Promise<Sharp> {
  const pixels = Buffer.alloc(48 * 48 * 4)
  for (let y = 0; y < 48; y++)
    for (let x = 0; x < 48; x++) {
      const opacity = Math.round(255 * Math.min(1, Math.max(0, 17 - Math.hypot(x - 22, y - 25))))
      if (opacity > 0) pixels.set([255, 160, 40, opacity], (y * 48 + x) * 4)
    }
  return sharp(pixels, { raw: { width: 48, height: 48, channels: 4 } }).png()
}

test('the edge of a cut-out keeps its colour: hidden black does not shine through', async () => {
  const { data } = await (await enlarged(await disc())).raw().toBuffer({ resolveWithObject: true })
  let seen = 0
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3]! < 64) continue
    seen++
    expect(Math.abs(data[at]! - 255)).toBeLessThan(24)
    expect(Math.abs(data[at + 1]! - 160)).toBeLessThan(24)
  }
  expect(seen).toBeGreaterThan(16 * Math.PI * 15 ** 2)
})

test('transparency lies where the source has it', async () => {
  const mask = await (await enlarged(await disc())).extractChannel(3).raw().toBuffer()
  const { alpha } = await readPicture(files.path('source'))
  const differences = [...alpha!].map((opacity, pixel) => {
    const [x, y] = [(pixel % 48) * 4, Math.floor(pixel / 48) * 4]
    let sum = 0
    for (let down = 0; down < 4; down++) for (let along = 0; along < 4; along++) sum += mask[(y + down) * 192 + x + along]!
    return Math.abs(opacity - sum / 16)
  })
  expect(Math.max(...differences)).toBeLessThan(32)
  expect(centreOf(mask, 192).map((at) => (at - 1.5) / 4)).toEqual(centreOf(alpha!, 48).map((at) => expect.closeTo(at, 2)))
})

/** Of a square mask's opacity, across and down. */
function centreOf(mask: Uint8Array, edge: number): number[] {
  const total = mask.reduce((sum, opacity) => sum + opacity, 0)
  return [(pixel: number) => pixel % edge, (pixel: number) => Math.floor(pixel / edge)].map(
    (place) => mask.reduce((sum, opacity, pixel) => sum + opacity * place(pixel), 0) / total,
  )
}

test('in JPEG, what was transparent is white', async () => {
  const { data } = await (await enlarged(await disc(), 'jpeg')).raw().toBuffer({ resolveWithObject: true })
  expect([...data.subarray(0, 3)]).toEqual([255, 255, 255])
})

test('a picture without colour gains none, and is stored as grey', async () => {
  const grey = photograph().toColourspace('b-w')
  for (const source of [grey.clone().jpeg(), grey.clone().ensureAlpha(0.5).png(), photograph().toColourspace('grey16').png()])
    expect((await (await enlarged(source)).metadata()).space).toBe('b-w')
})
