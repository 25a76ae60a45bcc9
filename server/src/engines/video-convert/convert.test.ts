import sharp from 'sharp'
import { afterAll, expect, test } from 'vitest'
import { psnr } from '../../../test/pictures.ts'
import { framesShown, makeClip, picturesOf, samplesOf, soundOf, turnClip } from '../../media/video/test-clip.ts'
import { videoFolder } from '../test-video.ts'
import { videoConvert } from './tool.ts'
import { parseEdit } from '@keter/core'

const files = videoFolder()
afterAll(() => files.remove())

const clip = await makeClip(files.at('clip.mp4'), { seconds: 1, tone: "aevalsrc='0.5*sin(2*PI*(300+400*t)*t)':s=48000:d=1" })
const convert = (path: string, options: Readonly<Record<string, string | number | boolean>>) => files.edited(path, { tool: 'video-convert', options })

test('MP4 of another height: even edges, every frame at its time, the sound packet for packet', async () => {
  const { path, source, result } = await convert(clip, { height: 37 })
  expect(result).toMatchObject({ format: 'mp4', codec: 'h264', width: 50, height: 38, frames: source.frames, frameRate: source.frameRate })
  expect(await soundOf(path, result)).toEqual(await soundOf(clip, source))
  const times = (shown: { at: number }[]) => shown.map(({ at }) => Math.round(at))
  expect(times(await framesShown(path, result))).toEqual(times(await framesShown(clip, source)))
})

test('the encoding quality decides on bytes and likeness; without sound there is none', async () => {
  const source = await picturesOf(clip)
  const [small, large] = [await convert(clip, { encoding: 20, mute: true }), await convert(clip, { encoding: 95, mute: true })]
  expect([small.result.audioTracks, large.result.audioTracks]).toEqual([0, 0])
  expect(small.result.bytes).toBeLessThan(large.result.bytes * 0.75)
  const likeness = async (path: string) => psnr((await picturesOf(path))[12]!.rgb, source[12]!.rgb)
  expect(await likeness(large.path)).toBeGreaterThan((await likeness(small.path)) + 5)
})

test('WebM is VP9 and Opus, shows the same and sounds the same', async () => {
  const { path, result } = await convert(clip, { format: 'webm', encoding: 90 })
  expect(result).toMatchObject({ format: 'webm', codec: 'vp9', width: 64, height: 48, frames: 24, audioTracks: 1 })
  const [before, after] = [await picturesOf(clip), await picturesOf(path)]
  for (const index of [0, 11, 23]) expect(psnr(after[index]!.rgb, before[index]!.rgb)).toBeGreaterThan(30)
  const [wanted, heard] = [await samplesOf(clip), await samplesOf(path)]
  const off = (by: number) =>
    Array.from({ length: 40_000 }, (_, at) => Math.abs(heard[at + 4000]! - wanted[at + 4000 + by]!)).reduce((sum, value) => sum + value) / 40_000
  // A millisecond is what WebM counts.
  expect(Math.min(...Array.from({ length: 97 }, (_, by) => off(by - 48)))).toBeLessThan(0.02)
})

test.each(['mp4', 'webm'])('red, green and blue that were not mixed look the same as %s', async (format) => {
  const unmixed = await makeClip(files.at(`unmixed-${format}.mp4`), { seconds: 1, sound: false, unmixed: true, filter: 'gblur=sigma=3,format=rgb24' })
  const { path } = await convert(unmixed, { format, encoding: 95 })
  const [before, after] = [await picturesOf(unmixed), await picturesOf(path)]
  expect(psnr(after[12]!.rgb, before[12]!.rgb)).toBeGreaterThan(35)
})

test('sound that MP4 does not hold is encoded as AAC', async () => {
  const path = await makeClip(files.at('pcm.mkv'), { seconds: 1, format: 'matroska', speech: 'pcm_s16le' })
  const { result, path: converted } = await convert(path, {})
  expect(result).toMatchObject({ format: 'mp4', audioTracks: 1 })
  const heard = await samplesOf(converted)
  expect(Math.abs(heard.length - 48_000)).toBeLessThan(2100)
  const wanted = await samplesOf(path)
  expect(Array.from({ length: 40_000 }, (_, at) => Math.abs(heard[at + 4000]! - wanted[at + 4000]!)).reduce((sum, value) => sum + value) / 40_000).toBeLessThan(
    0.01,
  )
})

test('GIF: the frames and times of the video in hundredths, one palette, upright', async () => {
  const turned = await turnClip(await makeClip(files.at('upright.mp4'), { seconds: 1, sound: false }), files.at('turned.mp4'))
  const { path, source, result } = await convert(turned, { format: 'gif' })
  expect(source).toMatchObject({ width: 48, height: 64, rotation: 90 })
  expect(result).toMatchObject({ format: 'gif', width: 48, height: 64, frames: 24, durationMs: 1000, audioTracks: 0 })
  expect(await sharp(path, { animated: true }).metadata()).toMatchObject({ pages: 24, loop: 0, width: 48 })
  const [stored] = await picturesOf(turned)
  const upright = await sharp(stored!.rgb, { raw: { width: stored!.width, height: stored!.height, channels: 3 } })
    .rotate(90)
    .raw()
    .toBuffer()
  const first = await sharp(path).removeAlpha().raw().toBuffer()
  expect(psnr(first, upright)).toBeGreaterThan(25)
})

test('a GIF shows at most fifty frames a second, and frames that do not change stay frames', async () => {
  const still = await makeClip(files.at('still.mp4'), { rate: '60', seconds: 1, sound: false, picture: 'color', filter: 'format=yuv420p' })
  const { result, shape } = await convert(still, { format: 'gif' })
  expect(result).toMatchObject({ frames: 30, durationMs: 1000 })
  expect(shape).toMatchObject({ frames: 30, durationMs: 1000 })
})

test('what no GIF should be made of is refused in words', async () => {
  const { source } = await convert(clip, {})
  const edit = parseEdit({ tool: 'video-convert', options: { format: 'gif' } })
  const why = (change: object) => videoConvert.unsupported!(edit, { ...source, ...change }, {})
  expect(why({})).toBeNull()
  expect(why({ durationMs: 61_000 })).toMatch(/61, and 60 is the most/)
  expect(why({ hdr: 'smpte2084' })).toMatch(/high dynamic range/)
})
