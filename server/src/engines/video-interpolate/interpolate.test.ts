// The network comes in a download of 24 MB: what needs it runs only where KETER_TEST_MODELS names a folder for packs.
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { photographs, psnr } from '../../../test/pictures.ts'
import type { Pixels } from '../../media/video/video-edit.ts'
import { glance, jumps } from '../../media/video/scene-jump.ts'
import { framesShown, makeClip, picturesOf, soundOf } from '../../media/video/test-clip.ts'
import { packFile } from '../../models/installed.ts'
import { openModels } from '../../models/models.ts'
import { loadNetwork } from '../network.ts'
import { videoFolder } from '../test-video.ts'
import { middleOf } from './middle.ts'
import { network } from './tool.ts'

const packs = process.env.KETER_TEST_MODELS
const files = videoFolder(packs)
afterAll(() => files.remove())

/** A view that moves to the right over a larger picture, four pixels a frame; and one that shows its negative from the seventh frame on. */
const moving = { width: 320, height: 240, rate: '12', seconds: 1, filter: 'crop=192:128:n*4:40,format=yuv420p', picture: 'testsrc2' }
const jumping = { ...moving, filter: `negate=enable='gte(t,0.49)',${moving.filter}` }

test('a jump to another scene is told from what moves, fades or stands still', async () => {
  const told = async (clip: typeof moving): Promise<number[]> => {
    const seen = await Promise.all((await picturesOf(await makeClip(files.at('told.mp4'), clip))).map(glance))
    return seen.flatMap((one, index) => (index > 0 && jumps(seen[index - 1]!, one) ? [index] : []))
  }
  expect(await told(moving)).toEqual([])
  expect(await told({ ...moving, filter: 'fade=out:0:12,format=yuv420p' })).toEqual([])
  expect(await told(jumping)).toEqual([6])
})

describe.skipIf(!packs)('with the pack installed', () => {
  const models = openModels({ folder: packs ?? '', now: () => new Date() })
  beforeAll(() => models.install('rife'), 600_000)
  afterAll(() => models.close())

  test('smooth: twice the frames in the same time, evenly, with the sound; the last one is held', async () => {
    const { path, source, result, shape } = await files.edited(await makeClip(files.at('smooth.mp4'), moving), { tool: 'video-interpolate' })
    expect(result).toMatchObject({ frames: 24, durationMs: source.durationMs, width: 192, height: 128 })
    expect(result).toMatchObject({ frames: shape.frames, durationMs: shape.durationMs })
    const times = (await framesShown(path, result)).map(({ at }) => at)
    for (const [index, at] of times.entries()) expect(at - times[0]!).toBeCloseTo((index * 1000) / 24, 0)
    expect(await soundOf(path, result)).toEqual(await soundOf(files.at('smooth.mp4'), source))
    const shown = await picturesOf(path)
    expect(psnr(shown[23]!.rgb, shown[22]!.rgb)).toBeGreaterThan(40)
  })

  test('slow: twice the frames in twice the time, without sound', async () => {
    const { path, result, shape } = await files.edited(await makeClip(files.at('slow.mp4'), moving), { tool: 'video-interpolate', options: { motion: 'slow' } })
    expect(result).toMatchObject({ frames: 24, durationMs: 2000, audioTracks: 0 })
    expect(result).toMatchObject({ frames: shape.frames, durationMs: shape.durationMs })
    expect((await framesShown(path, result)).map(({ at }) => Math.round(at * 12)).at(1)).toBe(1000)
  })

  test('a drawn frame is nearer to the one that was left out than a blend of its neighbours, by six decibels', async () => {
    const whole = await picturesOf(await makeClip(files.at('whole.mp4'), { ...moving, sound: false }))
    const halved = await makeClip(files.at('halved.mp4'), { ...moving, sound: false, filter: `${moving.filter},select=not(mod(n\\,2))` })
    const shown = await picturesOf((await files.edited(halved, { tool: 'video-interpolate' })).path)
    // After the fifth and last frame that is kept nothing follows.
    const left = [1, 3, 5, 7, 9]
    const mean = (score: (index: number) => number) => left.reduce((sum, index) => sum + score(index), 0) / left.length
    const drawn = mean((index) => psnr(shown[index]!.rgb, whole[index]!.rgb))
    const blended = mean((index) => psnr(blend(shown[index - 1]!, shown[index + 1]!), whole[index]!.rgb))
    expect(drawn).toBeGreaterThan(blended + 6)
  })

  test('where the scene jumps nothing is drawn: the last frame is shown until the next one', async () => {
    const { path } = await files.edited(await makeClip(files.at('jumping.mp4'), jumping), { tool: 'video-interpolate' })
    const shown = await picturesOf(path)
    expect(psnr(shown[11]!.rgb, shown[10]!.rgb)).toBeGreaterThan(30)
    expect(psnr(shown[11]!.rgb, shown[12]!.rgb)).toBeLessThan(10)
  })

  test('where a frame was meant to stay, nothing is drawn either', async () => {
    // Half a second is missing.
    const filter = `${moving.filter},select='not(between(n,3,8))'`
    const source = await makeClip(files.at('pausing.mp4'), { ...moving, filter, sound: false })
    const shown = await picturesOf((await files.edited(source, { tool: 'video-interpolate' })).path)
    expect(shown).toHaveLength(12)
    expect(psnr(shown[5]!.rgb, shown[4]!.rgb)).toBeGreaterThan(30)
    expect(psnr(shown[5]!.rgb, shown[6]!.rgb)).toBeLessThan(25)
  })

  test('a frame that is drawn in pieces is as good as one that is drawn at once', async () => {
    const view = async (left: number) => {
      const image = sharp(photographs.astronaut).extract({ left, top: 40, width: 256, height: 192 })
      return { width: 256, height: 192, rgb: await image.removeAlpha().raw().toBuffer() }
    }
    const [before, between, after] = [await view(60), await view(66), await view(72)]
    const session = await loadNetwork(await packFile(packs!, network.pack, network.file), { providers: ['cpu'], threads: 1 })
    expect(psnr(await middleOf(session, before, after), between.rgb)).toBeGreaterThan(40)
    expect(psnr(await middleOf(session, before, after, 128), between.rgb)).toBeGreaterThan(38)
  })
})

function blend({ rgb }: Pixels, other: Pixels): Uint8Array {
  return rgb.map((value, at) => (value + other.rgb[at]!) / 2)
}
