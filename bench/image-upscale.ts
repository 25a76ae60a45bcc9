// image-upscale: a 1-megapixel JPEG to JPEG at 4x draft, decoded, enlarged, encoded in its child, against bare onnxruntime on the same model and tiles.
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEdit } from '@keter/core'
import sharp from 'sharp'
import { modelFile, models } from '../server/src/engines/upscaling/models.ts'
import { longestTile } from '../server/src/engines/upscaling/upscalers.ts'
import { tilesOf } from '../server/src/engines/pictures/tiles.ts'
import { createEngines, type Engines } from '../server/src/engines/registry.ts'
import type { Setup } from './image-upscale/bare-onnxruntime.ts'
import { ask, peakMegabytes } from './report/child.ts'
import { median } from './report/median.ts'
import { type Case, report } from './report/report.ts'

const edge = 1000
const aim = 1.15
const rounds = 5
const folder = mkdtempSync(join(tmpdir(), 'keter-bench-upscale-'))
const source = join(folder, 'source.jpg')
const engines = createEngines({ modelsFolder: folder, editors: 1 })
const peer = fork(new URL('./image-upscale/bare-onnxruntime.ts', import.meta.url))
try {
  report('image-upscale', await run())
} finally {
  peer.kill()
  await engines.close()
  rmSync(folder, { recursive: true, force: true })
}

/** Both warm, then in turn, so that a busy moment of the machine falls on both; the ratio is the median of the rounds' ratios. */
async function run(): Promise<Case[]> {
  await makeSource()
  const ours = await prepareOurs(engines)
  await ask(peer, await setup())
  const pairs: [number, number][] = []
  for (let round = 0; round <= rounds; round++) {
    const pair: [number, number] = [await ours(), await ask(peer, 'run')]
    if (round > 0) pairs.push(pair)
  }
  const ratio = median(pairs.map(([mine, theirs]) => mine / theirs))
  const seconds = (side: 0 | 1) => median(pairs.map((pair) => pair[side])) / 1000
  return [
    { name: '1 MP JPEG to 16 MP JPEG, draft (s)', ours: seconds(0), peer: seconds(1), ratio, aim: `<= ${aim}x`, ok: ratio <= aim },
    { name: 'peak memory of the child (MB)', ours: peakMegabytes(engines.editorPids()[0]!), peer: peakMegabytes(peer.pid!), ratio: null, aim: null, ok: null },
  ]
}

async function makeSource(): Promise<void> {
  const photograph = new URL('../server/test/fixtures/cup.webp', import.meta.url)
  await sharp(readFileSync(photograph)).resize(edge, edge).jpeg({ quality: 90 }).toFile(source)
}

async function prepareOurs(engines: Engines): Promise<() => Promise<number>> {
  const edit = parseEdit({ tool: 'image-upscale', quality: 'draft', options: { scale: 4, format: 'jpeg' } })
  const measurement = await engines.measure(source)
  const engine = engines.engineFor(edit)
  const { signal } = new AbortController()
  return async () => {
    const start = performance.now()
    await engine.run({
      edit,
      measurement,
      sourcePath: source,
      pictures: {},
      workFolder: folder,
      resultPath: join(folder, 'result.jpg'),
      signal,
      onProgress: () => undefined,
    })
    return performance.now() - start
  }
}

async function setup(): Promise<Setup> {
  const { radius } = models.draft!
  const around = { top: radius, bottom: radius, left: radius, right: radius }
  const pixels = join(folder, 'pixels')
  writeFileSync(
    pixels,
    await sharp(source)
      .extend({ ...around, extendWith: 'copy' })
      .raw()
      .toBuffer(),
  )
  const windows = tilesOf(edge, edge, longestTile).map((tile) => ({ ...tile, width: tile.width + 2 * radius, height: tile.height + 2 * radius }))
  return { model: await modelFile(folder, 'draft', 4), threads: availableParallelism(), pixels, width: edge + 2 * radius, windows }
}
