import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Options } from '@keter/core'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { largestDifference, photographs, pictureFolder, psnr } from '../../../test/pictures.ts'
import { measureImage } from '../../media/measure.ts'
import { editRequest } from '../test-edit.ts'
import { erase } from './erase.ts'
import { fillHole } from './fill.ts'
import { erasedMask } from './mask.ts'

const files = pictureFolder()
const work = mkdtempSync(join(tmpdir(), 'keter-erase-'))
afterAll(() => {
  files.remove()
  rmSync(work, { recursive: true })
})

async function erased(sourcePath: string, options: Options, pictures: Record<string, string> = {}) {
  const measurement = await measureImage({ path: sourcePath })
  const paths = { sourcePath, resultPath: files.path('result'), workFolder: work, modelsFolder: work, pictures }
  const request = editRequest({ tool: 'image-erase', options: { format: 'png', ...options } }, measurement, paths)
  await erase(request, { onProgress: () => undefined })
  return { request, pixels: await sharp(paths.resultPath).removeAlpha().raw().toBuffer() }
}

/** Bricks: a texture that only pieces of itself can go on. */
const bricks = (width: number, height: number): Buffer => {
  const rgb = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const shifted = x + (Math.floor(y / 12) % 2) * 12
      const mortar = y % 12 < 2 || shifted % 24 < 2
      rgb.set(mortar ? [200, 195, 185] : [150 + ((x * 7 + y * 3) % 9), 70, 55], (y * width + x) * 3)
    }
  return rgb
}

describe('filling', () => {
  const [width, height] = [168, 132]
  const whole = bricks(width, height)
  const hole = new Uint8Array(width * height)
  for (let y = 50; y < 78; y++) hole.fill(1, y * width + 66, y * width + 104)

  test('goes on with the pattern around the hole, far better than smearing its edge inwards', async () => {
    const spoiled = whole.map((value, at) => (hole[Math.floor(at / 3)] ? 0 : value))
    const filled = fillHole({ width, height, rgb: spoiled, hole })
    const inside = (rgb: Uint8Array) => rgb.filter((_, at) => hole[Math.floor(at / 3)])
    const around = [...whole].filter((_, at) => !hole[Math.floor(at / 3)])
    const mean = around.reduce((sum, value) => sum + value, 0) / around.length
    expect(psnr(inside(filled), inside(whole))).toBeGreaterThan(20)
    expect(psnr(inside(filled), inside(whole))).toBeGreaterThan(
      psnr(
        inside(whole).map(() => mean),
        inside(whole),
      ) + 5,
    )
    expect(
      largestDifference(
        filled.filter((_, at) => !hole[Math.floor(at / 3)]),
        whole.filter((_, at) => !hole[Math.floor(at / 3)]),
      ),
    ).toBe(0)
  })

  test('a hole at the corner is filled, and one without end leaves the picture as it was', () => {
    const corner = new Uint8Array(width * height)
    for (let y = 0; y < 20; y++) corner.fill(1, y * width, y * width + 20)
    const spoiled = whole.map((value, at) => (corner[Math.floor(at / 3)] ? 0 : value))
    expect(
      fillHole({ width, height, rgb: spoiled, hole: corner })
        .subarray(0, 30)
        .some((value) => value > 40),
    ).toBe(true)
    expect(fillHole({ width, height, rgb: whole, hole: new Uint8Array(width * height).fill(1) })).toHaveLength(whole.length)
  })
})

test('what was marked is gone, what was not is untouched, by rectangle and by mask alike', async () => {
  const clean = sharp(bricks(200, 150), { raw: { width: 200, height: 150, channels: 3 } })
  const spot = await sharp({ create: { width: 26, height: 26, channels: 3, background: '#20ff40' } })
    .png()
    .toBuffer()
  const spotted = await files.save(
    'spotted.png',
    sharp(await clean.png().toBuffer())
      .composite([{ input: spot, left: 90, top: 60 }])
      .png(),
  )
  const white = await sharp({ create: { width: 26, height: 26, channels: 3, background: 'white' } })
    .png()
    .toBuffer()
  const mask = await files.save(
    'mask.png',
    sharp({ create: { width: 200, height: 150, channels: 3, background: 'black' } })
      .composite([{ input: white, left: 90, top: 60 }])
      .png(),
  )
  const before = await sharp(spotted).removeAlpha().raw().toBuffer()
  const byRegion = await erased(spotted, { regions: '90,60,26,26' })
  const byMask = await erased(spotted, { mask: 'a'.repeat(64) }, { mask })
  expect(largestDifference(byRegion.pixels, byMask.pixels)).toBe(0)
  const green = byRegion.pixels.filter((_, at) => at % 3 === 1 && byRegion.pixels[at]! > 230 && byRegion.pixels[at - 1]! < 100)
  expect(green).toHaveLength(0)
  const marked = await erasedMask(byRegion.request.edit, {}, { width: 200, height: 150 }, { width: 200, height: 150 })
  expect(
    largestDifference(
      byRegion.pixels.map((value, at) => (marked[Math.floor(at / 3)] ? 0 : value)),
      before.map((value, at) => (marked[Math.floor(at / 3)] ? 0 : value)),
    ),
  ).toBe(0)
})

test('nothing marked, and everything marked, are refused with their reason', async () => {
  const source = files.write('cat.webp', photographs.cat)
  await expect(erased(source, { regions: '90000,0,5,5' })).rejects.toMatchObject({
    code: 'unsupported_edit',
    message: expect.stringMatching(/Nothing is marked/),
  })
  await expect(erased(source, { regions: '0,0,9999,9999' })).rejects.toMatchObject({ code: 'unsupported_edit', message: expect.stringMatching(/Nearly all/) })
})
