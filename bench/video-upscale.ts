// video-upscale: a clip of 320 x 180, 24 frames a second, with sound, made twice as large by the standard quality's network: decoded, enlarged, encoded by x264, sound
// copied, in a child; against bare onnxruntime running the same model on the same tiles of as many frames.
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { modelFile, models } from '../server/src/engines/upscaling/models.ts'
import { longestTile } from '../server/src/engines/upscaling/upscalers.ts'
import { tilesOf } from '../server/src/engines/pictures/tiles.ts'
import type { MediaTasks } from '../server/src/engines/tasks.ts'
import { editRequest } from '../server/src/engines/test-edit.ts'
import { createPool } from '../server/src/media/pool.ts'
import { measureVideo } from '../server/src/media/video/measure.ts'
import { makeClip } from '../server/src/media/video/test-clip.ts'
import type { Setup } from './image-upscale/bare-onnxruntime.ts'
import { ask, peakMegabytes } from './report/child.ts'
import { median } from './report/median.ts'
import { type Case, report } from './report/report.ts'

const size = { width: 320, height: 180 }
const seconds = 2
const frames = 48
const aim = 1.1
const rounds = 3
const folder = mkdtempSync(join(tmpdir(), 'keter-bench-video-'))
const pool = createPool<MediaTasks>({ entry: new URL('../server/src/engines/child.ts', import.meta.url), size: 1 })
const peer = fork(new URL('./image-upscale/bare-onnxruntime.ts', import.meta.url))
try {
  report('video-upscale', await run())
} finally {
  peer.kill()
  await pool.close()
  rmSync(folder, { recursive: true, force: true })
}

/** Both warm, then in turn, so that a busy moment of the machine falls on both; the ratio is the median of the rounds' ratios. */
async function run(): Promise<Case[]> {
  const sourcePath = await makeClip(join(folder, 'source.mp4'), { ...size, seconds })
  const source = await measureVideo({ path: sourcePath })
  await ask(peer, await setup())
  const pairs: [number, number][] = []
  for (let round = 0; round <= rounds; round++) {
    const pair: [number, number] = [await ours(round), await theirs()]
    if (round > 0) pairs.push(pair)
  }
  const ratio = median(pairs.map(([mine, other]) => mine / other))
  const inSeconds = (side: 0 | 1) => median(pairs.map((pair) => pair[side])) / 1000
  return [
    { name: '2 s of 320 x 180 to 640 x 360, standard (s)', ours: inSeconds(0), peer: inSeconds(1), ratio, aim: `<= ${aim}x`, ok: ratio <= aim },
    { name: 'peak memory of the child (MB)', ours: peakMegabytes(pool.pids()[0]!), peer: peakMegabytes(peer.pid!), ratio: null, aim: null, ok: null },
  ]

  async function ours(round: number): Promise<number> {
    const start = performance.now()
    const paths = { sourcePath, resultPath: join(folder, 'result.mp4'), workFolder: join(folder, `work-${round}`), modelsFolder: folder }
    const runtime = { providers: ['cpu'], threads: availableParallelism() }
    await pool.run('edit', editRequest({ tool: 'video-upscale', quality: 'standard' }, source, { ...paths, runtime }), { timeoutMs: 600_000 })
    return performance.now() - start
  }

  async function theirs(): Promise<number> {
    let total = 0
    for (let frame = 0; frame < frames; frame++) total += await ask(peer, 'run')
    return total
  }
}

/** Noise takes a network as long as a picture does. */
async function setup(): Promise<Setup> {
  const { radius } = models.draft!
  const width = size.width + 2 * radius
  const pixels = join(folder, 'pixels')
  writeFileSync(pixels, Buffer.from(Array.from({ length: width * (size.height + 2 * radius) * 3 }, (_, at) => (at * 7919) % 251)))
  const windows = tilesOf(size.width, size.height, longestTile).map((tile) => ({ ...tile, width: tile.width + 2 * radius, height: tile.height + 2 * radius }))
  return { model: await modelFile(folder, 'draft', 2), threads: availableParallelism(), pixels, width, windows }
}
