// image-upscale: a 1-megapixel JPEG to JPEG at 4x draft, decoded, enlarged, encoded in its child, against bare onnxruntime and against UpscalerJS.
// onnxruntime gets the same model and tiles, and neither decodes nor encodes; UpscalerJS the same file and weights, on tfjs with WASM.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEdit } from '@keter/core'
import sharp from 'sharp'
import { modelFile, models } from '../server/src/engines/upscaling/models.ts'
import { longestTile } from '../server/src/engines/upscaling/upscalers.ts'
import { tilesOf } from '../server/src/engines/pictures/tiles.ts'
import { createEngines, type Engines } from '../server/src/engines/registry.ts'
import { psnr } from '../server/test/pictures.ts'
import type { Setup as BareSetup } from './image-upscale/bare-onnxruntime.ts'
import type { Setup as RivalSetup } from './image-upscale/upscalerjs.ts'
import { ask, cpuSeconds, peakMegabytes } from './report/child.ts'
import { median } from './report/median.ts'
import { type Case, report } from './report/report.ts'

const edge = 1000
const scale = 4
const aims = { bare: 1.15, rival: 0.125 }
const rounds = { bare: 5, rival: 3 }
const folder = mkdtempSync(join(tmpdir(), 'keter-bench-upscale-'))
const [source, result, theirResult] = ['source.jpg', 'result.jpg', 'their-result.jpg'].map((name) => join(folder, name)) as [string, string, string]
const engines = createEngines({ modelsFolder: folder, editors: 1 })
const bare = fork(new URL('./image-upscale/bare-onnxruntime.ts', import.meta.url))
const rival = fork(new URL('./image-upscale/upscalerjs.ts', import.meta.url))
try {
  report('image-upscale', await run())
} finally {
  bare.kill()
  rival.kill()
  await engines.close()
  rmSync(folder, { recursive: true, force: true })
}

async function run(): Promise<Case[]> {
  await makeSource()
  const ours = await prepareOurs(engines)
  await ask(bare, await bareSetup())
  const besideBare = await inTurn(ours, bare, rounds.bare)
  await ask(rival, rivalSetup())
  const besideRival = await inTurn(ours, rival, rounds.rival)
  await assertSamePicture()
  const peak = { ours: peakMegabytes(engines.editorPids()[0]!), bare: peakMegabytes(bare.pid!), rival: peakMegabytes(rival.pid!) }
  return [
    { name: '1 MP JPEG to 16 MP JPEG, draft (s)', ...besideBare.wall, aim: `<= ${aims.bare}x`, ok: besideBare.wall.ratio <= aims.bare },
    { name: 'the same; UpscalerJS on WASM (s)', ...besideRival.wall, aim: `<= ${aims.rival}x`, ok: besideRival.wall.ratio <= aims.rival },
    { name: 'the same; UpscalerJS on WASM (CPU s)', ...besideRival.cpu, aim: null, ok: null },
    { name: 'peak memory of the child (MB)', ours: peak.ours, peer: peak.bare, ratio: null, aim: null, ok: null },
    { name: 'the same; UpscalerJS on WASM (MB)', ours: peak.ours, peer: peak.rival, ratio: null, aim: null, ok: null },
  ]
}

type Compared = Pick<Case, 'ours' | 'peer'> & { readonly ratio: number }

/** Both warm, then in turn, so that a busy moment of the machine falls on both; a ratio of times is the median of the rounds' ratios. In seconds. */
async function inTurn(ours: () => Promise<number>, peer: ChildProcess, rounds: number): Promise<{ readonly wall: Compared; readonly cpu: Compared }> {
  const taken = () => ({ ours: cpuSeconds(engines.editorPids()[0]!), peer: cpuSeconds(peer.pid!) })
  const pairs: [number, number][] = []
  let before = { ours: Number.NaN, peer: Number.NaN }
  for (let round = 0; round <= rounds; round++) {
    const pair: [number, number] = [await ours(), await ask(peer, 'run')]
    if (round > 0) pairs.push(pair)
    else before = taken()
  }
  const after = taken()
  const wall = (side: 0 | 1) => median(pairs.map((pair) => pair[side])) / 1000
  const cpu = (side: 'ours' | 'peer') => (after[side] - before[side]) / rounds
  return {
    wall: { ours: wall(0), peer: wall(1), ratio: median(pairs.map(([mine, theirs]) => mine / theirs)) },
    cpu: { ours: cpu('ours'), peer: cpu('peer'), ratio: cpu('ours') / cpu('peer') },
  }
}

/** Two that make different pictures are not compared. Ours keeps to the colours of the source, theirs is what the network says. */
async function assertSamePicture(): Promise<void> {
  const read = (path: string) => sharp(path).raw().toBuffer({ resolveWithObject: true })
  const [mine, theirs] = [await read(result), await read(theirResult)]
  for (const { info } of [mine, theirs])
    if (info.width !== scale * edge || info.height !== scale * edge) throw new Error(`A result has ${info.width} x ${info.height} pixels.`)
  const likeness = psnr(mine.data, theirs.data)
  console.error(`UpscalerJS made the same picture: ${likeness.toFixed(1)} dB.`)
  if (likeness < 35) throw new Error(`UpscalerJS made another picture: ${likeness.toFixed(1)} dB.`)
}

async function makeSource(): Promise<void> {
  const photograph = new URL('../server/test/fixtures/cup.webp', import.meta.url)
  await sharp(readFileSync(photograph)).resize(edge, edge).jpeg({ quality: 90 }).toFile(source)
}

async function prepareOurs(engines: Engines): Promise<() => Promise<number>> {
  const edit = parseEdit({ tool: 'image-upscale', quality: 'draft', options: { scale, format: 'jpeg' } })
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
      resultPath: result,
      signal,
      onProgress: () => undefined,
    })
    return performance.now() - start
  }
}

async function bareSetup(): Promise<BareSetup> {
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
  return { model: await modelFile(folder, 'draft', scale), threads: availableParallelism(), pixels, width: edge + 2 * radius, windows }
}

/** As large as our tiles with their rims: of 88, 152, 216, 280 and 524 this took it the least time. The whole picture at once is more than its memory holds. */
function rivalSetup(): RivalSetup {
  const padding = models.draft!.radius
  return { source, result: theirResult, patchSize: longestTile + 2 * padding, padding }
}
