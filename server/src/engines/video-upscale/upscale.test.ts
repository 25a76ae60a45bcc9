import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createPool } from '../../media/pool.ts'
import { measureVideo } from '../../media/video/measure.ts'
import { makeClip, soundOf } from '../../media/video/test-clip.ts'
import type { MediaTasks } from '../tasks.ts'
import { editRequest } from '../test-edit.ts'
import { videoOf } from '../video-editor.ts'

const folder = mkdtempSync(join(tmpdir(), 'keter-video-upscale-'))
const pool = createPool<MediaTasks>({ entry: new URL('../child.ts', import.meta.url), size: 1 })
afterAll(async () => {
  await pool.close()
  rmSync(folder, { recursive: true, force: true })
})

async function request(name: string, seconds: number, rate = '24') {
  const sourcePath = await makeClip(join(folder, `${name}.mp4`), { seconds, rate })
  const paths = { sourcePath, resultPath: join(folder, `${name}-result`), workFolder: join(folder, `${name}-work`), modelsFolder: folder }
  return editRequest({ tool: 'video-upscale', quality: 'standard' }, await measureVideo({ path: sourcePath }), paths)
}

test('the network enlarges every frame in a child, the sound stays packet for packet, progress never falls', async () => {
  const asked = await request('whole', 1)
  const shares: number[] = []
  const report = await pool.run('edit', asked, { timeoutMs: 60_000, onProgress: (share) => shares.push(share) })
  const result = await measureVideo({ path: asked.resultPath })
  expect(result).toMatchObject({ format: 'mp4', width: 128, height: 96, frames: 24, audioTracks: 1 })
  expect(report.measurement).toEqual(result)
  expect(await soundOf(asked.resultPath, result)).toEqual(await soundOf(asked.sourcePath, videoOf(asked)))
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})

test('killed in the middle, a second run does only what was not finished', async () => {
  const asked = await request('killed', 12, '8')
  const running = pool.run('edit', asked, {
    timeoutMs: 60_000,
    onProgress: (share) => {
      if (share > 0.6) for (const pid of pool.pids()) process.kill(pid, 'SIGKILL')
    },
  })
  await expect(running).rejects.toMatchObject({ code: 'engine_crashed' })
  const finished = readdirSync(asked.workFolder).filter((name) => name.endsWith('.nut'))
  expect(finished.length).toBeGreaterThanOrEqual(1)
  // The second run begins where the first was: its first word is beyond what was finished.
  let first = 0
  await pool.run('edit', asked, {
    timeoutMs: 60_000,
    onProgress: (share) => {
      first ||= share
    },
  })
  expect(first).toBeGreaterThan(0.4)
  expect(await measureVideo({ path: asked.resultPath })).toMatchObject({ frames: 96, width: 128 })
})
