import { afterAll, expect, test } from 'vitest'
import { makeClip, picturesOf, samplesOf } from '../../media/video/test-clip.ts'
import { videoFolder } from '../test-video.ts'

const files = videoFolder()
afterAll(() => files.remove())

/** Each frame is a little brighter than the one before: it tells which it is. */
const brighter = "geq=lum='16+3*N':cb=128:cr=128,format=yuv420p"
const brightness = ({ rgb }: { rgb: Buffer }) => rgb.reduce((sum, value) => sum + value, 0) / rgb.length

/** A tone that rises all the time: it sounds like itself at one moment only. */
const rising = (seconds: number) => `aevalsrc='0.5*sin(2*PI*(300+400*t)*t)':s=48000:d=${seconds}`

test('the part begins and ends at its frames, and sounds as it did there, to the sample', async () => {
  const path = await makeClip(files.at('clip.mp4'), { seconds: 3, tone: rising(3), filter: brighter })
  const { path: part, result } = await files.edited(path, { tool: 'video-trim', options: { startMs: 1130, endMs: 2250 } })
  // Frames of a 24th of a second: from the 27th, which begins at 1,125 ms, to the one before the 54th.
  expect(result).toMatchObject({ frames: 27, durationMs: 1125, audioTracks: 1 })
  const [before, after] = [(await picturesOf(path)).map(brightness), (await picturesOf(part)).map(brightness)]
  for (const [index, value] of after.entries()) expect(Math.abs(value - before[27 + index]!)).toBeLessThan(1)
  const [all, heard] = [await samplesOf(path), await samplesOf(part)]
  expect(heard.length).toBe(1.125 * 48_000)
  const off = (samples: number) => heard.reduce((sum, value, index) => sum + Math.abs(value - all[1.125 * 48_000 + samples + index]!), 0) / heard.length
  expect(off(0)).toBeLessThan(0.002)
  expect(Math.min(off(-8), off(8))).toBeGreaterThan(0.02)
})

test('late in a long video too, where decoding begins at a key frame', async () => {
  const path = await makeClip(files.at('long.mp4'), { seconds: 12, rate: '6', tone: rising(12), filter: brighter, keyFrameEvery: 6 })
  const { path: part, result } = await files.edited(path, { tool: 'video-trim', options: { startMs: 9550, endMs: 10_900 } })
  // Frames of a sixth of a second: from the 57th, which begins at 9,500 ms, to the one before the 65th.
  expect(result).toMatchObject({ frames: 8, durationMs: 1333, audioTracks: 1 })
  const [before, after] = [(await picturesOf(path)).map(brightness), (await picturesOf(part)).map(brightness)]
  for (const [index, value] of after.entries()) expect(Math.abs(value - before[57 + index]!)).toBeLessThan(1)
  const [all, heard] = [await samplesOf(path), await samplesOf(part)]
  const off = (samples: number) => heard.reduce((sum, value, index) => sum + Math.abs(value - all[9.5 * 48_000 + samples + index]!), 0) / heard.length
  expect(off(0)).toBeLessThan(0.01)
  expect(Math.min(off(-8), off(8))).toBeGreaterThan(0.02)
})

test('a part that no frame begins in shows the one that is shown then', async () => {
  const path = await makeClip(files.at('slow.mp4'), { seconds: 2, filter: `${brighter},select='not(mod(n,6))+eq(n,47)',format=yuv420p`, sound: false })
  const { result, path: part } = await files.edited(path, { tool: 'video-trim', options: { startMs: 300, endMs: 400 } })
  expect(result.frames).toBe(1)
  const [[shown], all] = [(await picturesOf(part)).map(brightness), (await picturesOf(path)).map(brightness)]
  expect(Math.abs(shown! - all[1]!)).toBeLessThan(2)
})

test('a part outside the video is refused with what is possible', async () => {
  const path = await makeClip(files.at('short.mp4'), { seconds: 1, sound: false })
  await expect(files.edited(path, { tool: 'video-trim', options: { startMs: 1000 } })).rejects.toMatchObject({
    code: 'option_out_of_range',
    data: { option: 'startMs', domain: 'a whole number from 0 to 999' },
  })
})
