import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '@keter/core'
import { afterAll, describe, expect, test } from 'vitest'
import { editVideo } from './edit.ts'
import { oneOfEach, type Pixels, type VideoEdit } from './video-edit.ts'
import { faithful } from './encoding.ts'
import { measureVideo } from './measure.ts'
import { framesShown, makeClip, soundOf, turnClip } from './test-clip.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-video-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (name: string) => join(folder, name)
const context = { onProgress: () => undefined }
const enlarged = async ({ rgb, width, height }: Pixels): Promise<Pixels> => {
  const large = Buffer.alloc(rgb.length * 4)
  for (let y = 0; y < height * 2; y++)
    for (let x = 0; x < width * 2; x++) rgb.copy(large, (y * width * 2 + x) * 3, ((y >> 1) * width + (x >> 1)) * 3, ((y >> 1) * width + (x >> 1)) * 3 + 3)
  return { rgb: large, width: width * 2, height: height * 2 }
}
const twice = oneOfEach(enlarged)
async function edited(name: string, change: Partial<VideoEdit>) {
  const sourcePath = at(`${name}.mp4`)
  const source = await measureVideo({ path: sourcePath })
  const resultPath = at(`${name}-result.mp4`)
  const report = await editVideo({ sourcePath, source, resultPath, workFolder: at(`${name}-work`), key: name, encoding: faithful, ...change }, context)
  return { sourcePath, source, resultPath, report, result: await measureVideo({ path: resultPath }) }
}

describe('measured from the container, before anything is decoded', () => {
  test.each([
    ['24', { num: 24, den: 1 }, 48],
    ['30000/1001', { num: 30000, den: 1001 }, 60],
  ])('a clip at %s frames a second', async (rate, frameRate, frames) => {
    const path = await makeClip(at('rate.mp4'), { rate })
    const measured = await measureVideo({ path })
    expect(measured).toMatchObject({ media: 'video', format: 'mp4', width: 64, height: 48, frames, frameRate, codec: 'h264', audioTracks: 1 })
    expect(measured.variable).toBeUndefined()
    expect(Math.abs(measured.durationMs - 2000)).toBeLessThan(45)
  })

  test('frames that come unevenly are called variable', async () => {
    const path = await makeClip(at('uneven.mp4'), { filter: "select='not(eq(mod(n,5),1))*not(eq(mod(n,7),2))',format=yuv420p", sound: false })
    expect(await measureVideo({ path })).toMatchObject({ variable: true, audioTracks: 0 })
  })

  test.each([
    ['a playlist', '#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n'],
    ['a list of files to join', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
    ['text', 'no video at all'],
  ])('%s is no video', async (_, content) => {
    const path = at('hostile.mp4')
    writeFileSync(path, content)
    const refusal = await measureVideo({ path }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect((refusal as Refusal).code).toBe('source_not_media')
  })

  test('an empty file is refused', async () => {
    writeFileSync(at('empty.mp4'), '')
    await expect(measureVideo({ path: at('empty.mp4') })).rejects.toMatchObject({ code: 'source_empty' })
  })
})

describe('edited frame by frame', () => {
  test('twice the size, every frame at its time, the sound packet for packet', async () => {
    await makeClip(at('plain.mp4'), {})
    const { sourcePath, source, resultPath, result } = await edited('plain', { transform: twice })
    expect(result).toMatchObject({ width: 128, height: 96, frames: source.frames, frameRate: source.frameRate, audioTracks: 1, codec: 'h264' })
    expect(await soundOf(resultPath, result)).toEqual(await soundOf(sourcePath, source))
    const times = (shown: { at: number }[]) => shown.map((frame) => Math.round(frame.at - shown[0]!.at))
    expect(times(await framesShown(resultPath, result))).toEqual(times(await framesShown(sourcePath, source)))
  })

  test('uneven times and odd sizes stay', async () => {
    await makeClip(at('odd.mp4'), { width: 66, height: 50, filter: "select='not(eq(mod(n,5),1))',crop=65:49:0:0:exact=1,format=yuv444p", sound: false })
    const { source, result, sourcePath, resultPath } = await edited('odd', { filter: 'hqdn3d' })
    expect(source).toMatchObject({ width: 65, height: 49, variable: true })
    expect(result).toMatchObject({ width: 65, height: 49, frames: source.frames, variable: true })
    const times = (shown: { at: number }[]) => shown.map((frame) => Math.round(frame.at - shown[0]!.at))
    expect(times(await framesShown(resultPath, result))).toEqual(times(await framesShown(sourcePath, source)))
  })

  test('the colours of HDR are told as they were', async () => {
    const filter = 'format=yuv420p10le,setparams=color_primaries=bt2020:color_trc=smpte2084:colorspace=bt2020nc:range=limited'
    await makeClip(at('hdr.mp4'), { filter, sound: false, seconds: 1 })
    const { source, result, sourcePath, resultPath } = await edited('hdr', { transform: twice })
    expect(source.hdr).toBe('smpte2084')
    expect(result.hdr).toBe('smpte2084')
    const told = async (path: string) => {
      const [{ transfer, primaries, space, range } = { transfer: 0 }] = await framesShown(path, source)
      return { transfer, primaries, space, range }
    }
    expect(await told(resultPath)).toEqual(await told(sourcePath))
  })

  test('a video that is turned by the player stays so', async () => {
    await turnClip(await makeClip(at('upright.mp4'), { sound: false, seconds: 1 }), at('turned.mp4'))
    const { source, result } = await edited('turned', { transform: twice })
    expect(source).toMatchObject({ width: 48, height: 64, rotation: expect.any(Number) })
    expect(result).toMatchObject({ width: 96, height: 128, rotation: source.rotation })
  })

  test('a part begins and ends at the frame asked for', async () => {
    await makeClip(at('part.mp4'), { seconds: 4 })
    const { result } = await edited('part', { part: { startMs: 1000, endMs: 2500 } })
    expect(result.frames).toBe(36)
    expect(Math.abs(result.durationMs - 1500)).toBeLessThan(45)
  })
})

test('a run that was killed goes on after the last finished segment, and the result is the same', async () => {
  await makeClip(at('long.mp4'), { seconds: 16 })
  const whole = await edited('long', { transform: twice })
  const workFolder = at('long-again')
  mkdirSync(workFolder)
  let done = 0
  const killed = edited('long', {
    workFolder,
    transform: oneOfEach(async (frame) => {
      if (++done > 300) throw new Error('killed here')
      return enlarged(frame)
    }),
  })
  await expect(killed).rejects.toThrow('killed here')
  expect(readdirSync(workFolder).length).toBeGreaterThan(2)
  // No frame is early or late where one segment joins the next.
  expect((await framesShown(whole.resultPath, whole.result)).map((frame) => Math.round(frame.at))).toEqual(
    Array.from({ length: 16 * 24 }, (_, index) => Math.round((index * 1000) / 24)),
  )
  let again = 0
  const counted = oneOfEach((frame) => {
    again++
    return enlarged(frame)
  })
  const second = await edited('long', { workFolder, transform: counted })
  expect(second.report.resumed).toBe(240)
  expect(again).toBe(16 * 24 - 240)
  expect((await framesShown(second.resultPath, second.result)).map(({ digest }) => digest)).toEqual(
    (await framesShown(whole.resultPath, whole.result)).map(({ digest }) => digest),
  )
})
