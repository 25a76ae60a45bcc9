import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal, type VideoMeasurement } from '@keter/core'
import { afterAll, describe, expect, test } from 'vitest'
import { boxAt, contentOf, replaced } from '../../../test/hostile/boxes.ts'
import { box, u16, u32 } from '../../../test/hostile/bytes.ts'
import { editVideo } from './edit.ts'
import { measureVideo } from './measure.ts'
import { framesShown, makeClip } from './test-clip.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-decode-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const clip = readFileSync(await makeClip(join(folder, 'clip.mp4'), { rate: '12', seconds: 1, sound: false }))
const save = (name: string, bytes: Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}
const edits = (...entries: readonly number[][]) => box('edts', box('elst', u32(0, entries.length, ...entries.flat())))
/** Where the first frame stands in the track's own time. */
const begins = contentOf(clip, 'elst').readUInt32BE(12)

async function edited(path: string, change: Partial<VideoMeasurement> = {}) {
  const source = { ...(await measureVideo({ path })), ...change }
  const resultPath = `${path}.result.mp4`
  const report = await editVideo(
    { sourcePath: path, source, resultPath, workFolder: `${path}.work`, key: path, filter: 'hflip', encoding: { codec: 'h264', crf: 28 } },
    { onProgress: () => undefined },
  )
  return { source, report, result: await measureVideo({ path: resultPath }) }
}

describe('M9: what was measured is what is edited', () => {
  test('what an edit list cuts away is neither', async () => {
    const path = save('trimmed.mp4', replaced(clip, 'edts', edits([500, begins, 0x10000])))
    const { source, report, result } = await edited(path)
    expect(source).toMatchObject({ frames: 6, durationMs: 500, frameRate: { num: 12, den: 1 } })
    expect(await framesShown(path, source)).toHaveLength(6)
    expect(report.frames).toBe(6)
    expect(result).toMatchObject({ frames: 6, durationMs: 500 })
  })

  test('an edit list that waits before the picture begins cuts nothing', async () => {
    expect(await measureVideo({ path: save('late.mp4', replaced(clip, 'edts', edits([300, 0xffffffff, 0x10000], [1000, begins, 0x10000]))) })).toMatchObject({
      frames: 12,
    })
  })

  test('an edit list that shows parts again and again is refused', async () => {
    const path = save('again.mp4', replaced(clip, 'edts', edits(...Array.from({ length: 500 }, () => [1000, begins, 0x10000]))))
    await expect(measureVideo({ path })).rejects.toMatchObject({ code: 'source_damaged', message: expect.stringContaining('500 parts') })
  })

  test.each([
    [16, 12],
    [640, 480],
  ])('frames that are not %i x %i, as the tables say, end the edit', async (width, height) => {
    const description = Buffer.from(contentOf(clip, 'stsd'))
    description.set(u16(width, height), 16 + 24)
    const path = save('other-size.mp4', replaced(clip, 'stsd', box('stsd', description)))
    expect(await measureVideo({ path })).toMatchObject({ width, height })
    await expect(edited(path)).rejects.toMatchObject({ code: 'source_damaged' })
  })

  test.each([
    [6, 'shows more'],
    [24, '12 can be decoded'],
  ])('%i frames by the measurement, 12 by the decoder: the edit ends', async (frames, words) => {
    const refusal = await edited(save('other-count.mp4', clip), { frames }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(refusal).toMatchObject({ code: 'source_damaged', message: expect.stringContaining(words) })
  })

  test('a video of one frame gives one that is shown for as long', async () => {
    const path = await makeClip(join(folder, 'one.mp4'), { rate: '2', seconds: 0.5, sound: false })
    const { source, result } = await edited(path)
    expect(source).toMatchObject({ frames: 1, durationMs: 500 })
    expect(result).toMatchObject({ frames: 1, durationMs: 500 })
  })
})

test('M8: a box that goes on behind the end of the file says so', async () => {
  const { from } = boxAt(clip, 'moov')!
  await expect(measureVideo({ path: save('cut.mp4', clip.subarray(0, from + 100)) })).rejects.toMatchObject({
    code: 'source_damaged',
    message: expect.stringContaining(`goes on to byte ${clip.length}`),
  })
})
