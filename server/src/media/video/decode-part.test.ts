import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { decodedFrames, msOf } from './decode.ts'
import { measureVideo } from './measure.ts'
import { type Clip, makeClip } from './test-clip.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-part-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Each frame's moment and what it shows. */
async function shown(path: string, fromMs: number): Promise<{ at: number; picture: string }[]> {
  const frames: { at: number; picture: string }[] = []
  for await (const frame of decodedFrames(path, await measureVideo({ path }), fromMs)) {
    frames.push({ at: msOf(frame), picture: createHash('sha256').update(frame.toBuffer()).digest('hex') })
    frame.free()
  }
  return frames
}

const clips: readonly (readonly [string, Clip])[] = [
  ['MP4', {}],
  ['MP4 whose frames are stored out of order', { preset: 'veryfast' }],
  ['Matroska', { format: 'matroska' }],
]
test.each(clips)('%s: a part late in a long video is decoded from the key frame before it, to the same frames', async (name, clip) => {
  const path = await makeClip(join(folder, `${name}.${clip.format === 'matroska' ? 'mkv' : 'mp4'}`), { seconds: 12, sound: false, ...clip })
  const all = await shown(path, 0)
  expect(all).toHaveLength(288)
  for (const from of [7000, 9520, 11_990]) {
    const part = await shown(path, from)
    const wanted = (frames: typeof all) => frames.filter(({ at }) => at >= all[0]!.at + from)
    expect(wanted(part)).toEqual(wanted(all))
    // The first, and then two seconds at the most before the part, of which key frames are one apart.
    expect(part[0]).toEqual(all[0])
    expect(part.length - wanted(part).length).toBeLessThan(1 + 24 * 3)
    // The one that is shown where the part begins is among them.
    expect(part.some(({ at }) => at === Math.max(...all.map((each) => each.at).filter((at2) => at2 <= all[0]!.at + from)))).toBe(true)
  }
})

test('a video with one key frame at its beginning is decoded from there', async () => {
  const path = await makeClip(join(folder, 'one.mp4'), { seconds: 8, sound: false, keyFrameEvery: 1000 })
  const [all, part] = [await shown(path, 0), await shown(path, 7000)]
  expect(part.filter(({ at }) => at >= 7000)).toEqual(all.filter(({ at }) => at >= 7000))
})
