// The network comes in a download of 145 MB: what needs it runs only where KETER_TEST_MODELS names a folder for packs.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import sharp from 'sharp'
import { photographs, psnr } from '../../../test/pictures.ts'
import { ffmpeg } from '../../media/video/ffmpeg.ts'
import { makeClip, picturesOf, soundOf } from '../../media/video/test-clip.ts'
import { openModels } from '../../models/models.ts'
import { videoFolder } from '../test-video.ts'
import { enlargedMask, showsPerson, steadied } from './person.ts'

const packs = process.env.KETER_TEST_MODELS
const files = videoFolder(packs)
afterAll(() => files.remove())

test('where two masks are unsure of a place the mean is taken; where something moves, the frame speaks for itself', () => {
  const [steady, moved] = [steadied(Float32Array.of(0.5, 0.5, 1), Float32Array.of(0.6, 0.5, 1)), steadied(Float32Array.of(1, 0), Float32Array.of(0, 1))]
  expect(steady[0]).toBeCloseTo(0.54, 2)
  expect([...steady.slice(1)]).toEqual([0.5, 1])
  expect([...moved]).toEqual([1, 0])
  expect([...steadied(Float32Array.of(0.3), null)].map((value) => value.toFixed(1))).toEqual(['0.3'])
})

test('a mask that is empty or full shows no person; enlarged, it is as large as the frame', async () => {
  const of = (share: number) => new Float32Array(256 * 256).fill(1, 0, 256 * 256 * share)
  expect([0, 0.005, 0.3, 0.995, 1].map((share) => showsPerson(of(share)))).toEqual([false, false, true, false, false])
  const mask = await enlargedMask(of(0.5), { width: 65, height: 48 })
  expect([mask.length, mask[0], mask.at(-1)]).toEqual([65 * 48, 255, 0])
})

describe.skipIf(!packs)('with the pack installed', () => {
  const models = openModels({ folder: packs ?? '', now: () => new Date() })
  let person: string
  beforeAll(async () => {
    await models.install('people')
    // The upper part of the photograph, as a film of half a second.
    await sharp(photographs.astronaut).resize(160, 120, { position: 'top' }).png().toFile(files.at('person.png'))
    person = await filmOf(files.at('person.png'), files.at('person.mp4'))
  }, 600_000)
  afterAll(() => models.close())

  test('one colour: it is where the background was, and the face is as it was; the sound stays', async () => {
    const { path, source, result } = await files.edited(person, { tool: 'video-background', options: { background: 'colour', colour: '#00b140' } })
    expect(result).toMatchObject({ width: 160, height: 120, frames: source.frames, durationMs: source.durationMs })
    expect(await soundOf(path, result)).toEqual(await soundOf(person, source))
    const [before, after] = [(await picturesOf(person))[2]!, (await picturesOf(path))[2]!]
    const part = (picture: typeof before, left: number, top: number) =>
      sharp(picture.rgb, { raw: { width: 160, height: 120, channels: 3 } })
        .extract({ left, top, width: 16, height: 16 })
        .raw()
        .toBuffer()
    const corner = await part(after, 2, 40)
    expect(psnr(corner, Buffer.from(Array.from({ length: corner.length }, (_, at) => [0, 0xb1, 0x40][at % 3]!)))).toBeGreaterThan(30)
    expect(psnr(await part(before, 62, 34), await part(after, 62, 34))).toBeGreaterThan(30)
  })

  test('a picture, and a blur: only what is behind changes', async () => {
    await sharp(photographs.cat).toFile(files.at('cat.png'))
    const options = [
      { background: 'picture', picture: 'a'.repeat(64) },
      { background: 'blurred', blur: 80 },
    ] as const
    for (const each of options) {
      const { path } = await files.edited(person, { tool: 'video-background', options: each }, { picture: files.at('cat.png') })
      const [before, after] = [(await picturesOf(person))[2]!, (await picturesOf(path))[2]!]
      const within = (left: number, right: number) => {
        const values = (picture: typeof before) =>
          picture.rgb.filter((_, at) => Math.floor(at / 3) % 160 >= left && Math.floor(at / 3) % 160 < right && at < 160 * 50 * 3 && at > 160 * 30 * 3)
        return psnr(values(before), values(after))
      }
      expect(within(62, 78)).toBeGreaterThan(30)
      expect(within(0, 40)).toBeLessThan(25)
    }
  })

  test('a video without a person is refused, in words', async () => {
    const empty = await makeClip(files.at('empty.mp4'), { seconds: 1, picture: 'smptebars', width: 160, height: 120 })
    await expect(files.edited(empty, { tool: 'video-background' })).rejects.toMatchObject({
      code: 'unsupported_edit',
      message: expect.stringMatching(/No person/),
    })
  })
})

async function filmOf(picture: string, path: string): Promise<string> {
  await ffmpeg()
  return makeClip(path, {
    width: 160,
    height: 120,
    seconds: 0.5,
    rate: '12',
    filter: `null[bars];movie=${picture},scale=160:120[person];[bars][person]overlay=format=rgb,format=yuv420p`,
  })
}
