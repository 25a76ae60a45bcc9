// What FFmpeg does with files that name others, by real requests and a real file: followed where it is let, and by nobody where the studio opens them.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { ffmpeg, openVideo } from '../src/media/video/ffmpeg.ts'
import { makeClip } from '../src/media/video/test-clip.ts'
import { setBait } from './hostile/bait.ts'
import { lists } from './hostile/lists.ts'
import { referring } from './hostile/references.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-lists-'))
const clip = readFileSync(await makeClip(join(folder, 'clip.mp4'), { width: 32, height: 24, seconds: 1 }))
const bait = await setBait(join(folder, 'canary.mp4'), clip)
const av = await ffmpeg()
beforeEach(() => bait.renew())
afterAll(async () => {
  await bait.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Opens a file and reads a few packets, as far as it goes. */
async function read(open: () => ReturnType<typeof openVideo>): Promise<'opened' | 'refused'> {
  try {
    const input = await open()
    let packets = 0
    for await (const packet of input.packets()) if (!packet || ++packets > 5) break
    await input.close()
    return 'opened'
  } catch {
    return 'refused'
  }
}

const reached = () => ({ address: bait.asked.some((path) => path !== 'connection'), file: bait.canaryWasRead() })
const nothing = { address: false, file: false }

const all = lists(bait).map(({ name, content, ...rest }, at) => {
  const path = join(folder, `${at}.mp4`)
  writeFileSync(path, content)
  return { name, path, ...rest }
})
const followed = all.filter(({ reaches }) => reaches)

describe('M5: a list under the name of a video', () => {
  test.each(followed)('$name: FFmpeg follows it where it is let', async ({ path, follow, reaches }) => {
    const options = { ...follow!.options, protocol_whitelist: 'file,http,tcp,crypto,data' } as never
    await read(() => av.Demuxer.open(path, { format: follow!.format, options }))
    expect(reached()).toEqual({ ...nothing, [reaches!]: true })
  })

  test.each(followed)('$name: with files as the only protocol it reaches no address', async ({ path, follow }) => {
    await read(() => av.Demuxer.open(path, { format: follow!.format, options: { ...follow!.options, protocol_whitelist: 'file' } as never }))
    expect(reached().address).toBe(false)
  })

  test.each(all)('$name: as the studio opens it, under any name, it is refused and reaches nothing', async ({ path }) => {
    // FFmpeg trusts a playlist that is called one: the studio must not depend on names.
    for (const ending of ['', '.m3u8', '.ffconcat', '.mpd']) {
      if (ending) copyFileSync(path, `${path}${ending}`)
      for (const format of ['mp4', 'mov', 'webm', 'mkv', 'nut']) expect(await read(() => openVideo(`${path}${ending}`, format))).toBe('refused')
    }
    expect(reached()).toEqual(nothing)
  })
})

describe('M5: an MP4 that says its media are elsewhere', () => {
  const path = join(folder, 'elsewhere.mov')

  test('by alias: FFmpeg opens the other file where it is let', async () => {
    writeFileSync(path, referring(clip, bait).alias)
    await read(() => av.Demuxer.open(path, { format: 'mov', options: { enable_drefs: '1', use_absolute_path: '1' } as never }))
    expect(reached()).toEqual({ ...nothing, file: true })
  })

  test.each(['file', 'address', 'alias'] as const)('by %s: as the studio opens it, it reaches nothing', async (kind) => {
    writeFileSync(path, referring(clip, bait)[kind])
    await read(() => openVideo(path, 'mov'))
    expect(reached()).toEqual(nothing)
  })
})
