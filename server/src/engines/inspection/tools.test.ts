// The rules that only some tools are judged by, each broken on purpose, and what the engines really make, which breaks none.

import type { Options } from '@keter/core'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { photographs, pictureFolder } from '../../../test/pictures.ts'
import { measureImage } from '../../media/measure.ts'
import { editRequest } from '../test-edit.ts'
import { adjust } from '../image-adjust/adjust.ts'
import { erase } from '../image-erase/erase.ts'
import { inspect } from './inspect.ts'

const files = pictureFolder()
afterAll(() => files.remove())
const quiet = { onProgress: () => undefined }
const size = { width: 240, height: 180 }
let source: string

beforeAll(async () => {
  source = await files.save('source.png', picture(photographs.cup).png())
})

const picture = (bytes: Buffer): Sharp => sharp(bytes).resize({ ...size, fit: 'cover' })

async function judged(tool: string, options: Options, result: Sharp | string, pictures: Record<string, string> = {}) {
  const measurement = await measureImage({ path: source })
  const resultPath = typeof result === 'string' ? result : await files.save('result', result)
  const { edit } = editRequest({ tool, options }, measurement, { sourcePath: source, resultPath, workFolder: '', modelsFolder: '' })
  const { ok, findings } = await inspect({ edit, source: measurement, sourcePath: source, resultPath, pictures })
  return { ok, rules: findings.filter((finding) => !finding.ok).map(({ rule }) => rule) }
}

async function made(editor: typeof adjust, tool: string, options: Options): Promise<string> {
  const measurement = await measureImage({ path: source })
  const paths = { sourcePath: source, resultPath: files.path('made.png'), workFolder: files.folder, modelsFolder: files.folder }
  await editor(editRequest({ tool, options }, measurement, paths), quiet)
  return paths.resultPath
}

const whole = { ok: true, rules: [] }

describe('I8 shows the same scene in other light and colour', () => {
  test.each<[string, Options]>([
    ['brighter', { brightness: 60 }],
    ['darker', { brightness: -60 }],
    ['harder', { contrast: 80 }],
    ['grey', { saturation: -100 }],
    ['warmer and sharper', { warmth: 100, sharpen: 100 }],
  ])('%s is the same scene', async (_, options) => {
    expect((await judged('image-adjust', options, await made(adjust, 'image-adjust', options))).ok).toBe(true)
  })
  test.each<[string, () => Sharp]>([
    ['another picture', () => picture(photographs.cat)],
    ['upside down', () => picture(photographs.cup).flip()],
    ['mirrored', () => picture(photographs.cup).flop()],
  ])('%s is a defect', async (_, result) => {
    expect(await judged('image-adjust', { brightness: 10 }, result().png())).toMatchObject({ ok: false, rules: expect.arrayContaining(['I8']) })
  })
})

test('I6: every pixel as it was is a defect, in another file too', async () => {
  expect(await judged('image-adjust', { brightness: 10 }, picture(photographs.cup).png({ compressionLevel: 1 }))).toEqual({ ok: false, rules: ['I6'] })
})

describe('I9 and I10 of a cut-out', () => {
  const [width, height] = [size.width, size.height]
  const cut = async (share: number, other = photographs.cup) => {
    const alpha = Buffer.alloc(width * height)
    for (let y = 0; y < height; y++) alpha.fill(255, y * width, y * width + Math.round(width * share))
    return sharp(await picture(other).removeAlpha().raw().toBuffer(), { raw: { width, height, channels: 3 } })
      .joinChannel(alpha, { raw: { width, height, channels: 1 } })
      .png()
  }
  test.each([
    ['half of it', 0.5, whole],
    ['nothing', 0, { ok: false, rules: ['I9'] }],
    ['everything', 1, { ok: false, rules: ['I9'] }],
  ])('%s was kept', async (_, share, expected) => {
    expect(await judged('image-remove-background', {}, await cut(share))).toEqual(expected)
  })
  test('what was kept is of another picture', async () => {
    expect(await judged('image-remove-background', {}, await cut(0.5, photographs.cat))).toEqual({ ok: false, rules: ['I10'] })
  })
  test('before one colour, what is not that colour was kept', async () => {
    const options = { background: 'colour', colour: '#00ff00' }
    const before = async (share: number) =>
      sharp(await (await cut(share)).toBuffer())
        .flatten({ background: '#00ff00' })
        .png()
    expect(await judged('image-remove-background', options, await before(0.5))).toEqual(whole)
    expect(await judged('image-remove-background', options, await before(0))).toEqual({ ok: false, rules: ['I9'] })
  })
  test('before its own background, blurred, what was not changed was kept', async () => {
    const options = { background: 'blurred' }
    const blurred = await picture(photographs.cup).blur(12).png().toBuffer()
    const result = sharp(blurred).composite([{ input: await (await cut(0.5)).toBuffer() }])
    expect(await judged('image-remove-background', options, result.png())).toEqual(whole)
    expect(await judged('image-remove-background', options, picture(photographs.cup).png())).toEqual({ ok: false, rules: ['I9'] })
  })
})

describe('I11 of what was erased', () => {
  const options = { regions: '80,60,60,50', format: 'png' }
  test('the place was filled, and nothing else touched', async () => {
    expect(await judged('image-erase', options, await made(erase, 'image-erase', options))).toEqual(whole)
  })
  test('something before a plain wall leaves a plain wall', async () => {
    const wall = { create: { ...size, channels: 3, background: '#33aa77' } } as const
    const ball = Buffer.from('<svg width="240" height="180"><circle cx="110" cy="85" r="20" fill="red"/></svg>')
    const kept = source
    source = await files.save(
      'wall.png',
      sharp(wall)
        .composite([{ input: ball }])
        .png(),
    )
    expect(await judged('image-erase', options, await made(erase, 'image-erase', options))).toEqual(whole)
    source = kept
  })
  test('the place is as it was', async () => {
    expect(await judged('image-erase', options, picture(photographs.cup).png({ compressionLevel: 1 }))).toEqual({ ok: false, rules: ['I11'] })
  })
  test('more than the place was changed', async () => {
    expect(await judged('image-erase', options, picture(photographs.cup).blur(6).png())).toEqual({ ok: false, rules: ['I11'] })
  })
})

describe('I12 looks no worse than the source, a warning', () => {
  test('blurred', async () => {
    expect(await judged('image-adjust', { sharpen: 10 }, picture(photographs.cup).blur(5).png())).toEqual({ ok: true, rules: ['I12'] })
  })
  test('burnt out', async () => {
    expect(await judged('image-adjust', { brightness: 100 }, picture(photographs.cup).linear(3, 60).png())).toMatchObject({ ok: true, rules: ['I12'] })
  })
})

describe('I13 a face was covered', () => {
  test('somewhere, and not everywhere', async () => {
    const cover = await sharp({ create: { width: 40, height: 50, channels: 3, background: '#808080' } })
      .png()
      .toBuffer()
    expect(
      await judged(
        'image-blur-faces',
        {},
        picture(photographs.cup)
          .composite([{ input: cover, left: 90, top: 40 }])
          .png(),
      ),
    ).toEqual(whole)
  })
  test.each<[string, () => Sharp]>([
    ['nothing was covered', () => picture(photographs.cup)],
    ['all of it was covered', () => picture(photographs.cup).negate()],
  ])('%s', async (_, result) => {
    expect(await judged('image-blur-faces', {}, result().png())).toEqual({ ok: false, rules: ['I13'] })
  })
})
