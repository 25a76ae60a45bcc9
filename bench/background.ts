// background: a 1-megapixel JPEG to a transparent PNG, decoded, cut out, encoded in its child, against bare onnxruntime and against @imgly/background-removal-node.
// The pack is installed in the folder that KETER_TEST_MODELS names, or in a temporary one: a download of 137 MB.
import { fork } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEdit } from '@keter/core'
import sharp from 'sharp'
import { createEngines } from '../server/src/engines/registry.ts'
import { packFile } from '../server/src/models/installed.ts'
import { openModels } from '../server/src/models/models.ts'
import { ask, peakMegabytes } from './report/child.ts'
import { median } from './report/median.ts'
import { type Case, report } from './report/report.ts'

const edge = 1000
const aims = { bare: 1.15, rival: 1 }
const rounds = 3
const folder = mkdtempSync(join(tmpdir(), 'keter-bench-background-'))
const modelsFolder = process.env.KETER_TEST_MODELS ?? join(tmpdir(), 'keter-bench-models')
const source = join(folder, 'source.jpg')
const models = openModels({ folder: modelsFolder, now: () => new Date() })
const engines = createEngines({ modelsFolder, editors: 1 })
const bare = fork(new URL('./background/bare-onnxruntime.ts', import.meta.url))
// It looks for its weights below the folder it is started in.
const rival = fork(new URL('./background/imgly.ts', import.meta.url), { cwd: fileURLToPath(new URL('./peers', import.meta.url)) })
try {
  report('background', await run())
} finally {
  bare.kill()
  rival.kill()
  await models.close()
  await engines.close()
  rmSync(folder, { recursive: true, force: true })
}

/** All warm, then in turn, so that a busy moment of the machine falls on all; a ratio is the median of the rounds' ratios. */
async function run(): Promise<Case[]> {
  await models.install('isnet')
  await sharp(readFileSync(new URL('../server/test/fixtures/astronaut.webp', import.meta.url)))
    .resize(edge, edge)
    .jpeg({ quality: 90 })
    .toFile(source)
  const edit = parseEdit({ tool: 'image-remove-background', options: { format: 'png' } })
  const measurement = await engines.measure(source)
  const { signal } = new AbortController()
  const request = {
    edit,
    measurement,
    sourcePath: source,
    pictures: {},
    workFolder: folder,
    resultPath: join(folder, 'result.png'),
    signal,
    onProgress: () => undefined,
  }
  await ask(bare, await packFile(modelsFolder, 'isnet', 'model.onnx'))
  await ask(rival, source)
  const times: [ours: number, bare: number, rival: number][] = []
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now()
    await engines.engineFor(edit).run(request)
    const ours = performance.now() - start
    const all: [number, number, number] = [ours, await ask(bare, 'run'), await ask(rival, 'run')]
    if (round > 0) times.push(all)
  }
  const seconds = (side: 0 | 1 | 2) => median(times.map((all) => all[side])) / 1000
  const ratio = (side: 1 | 2) => median(times.map((all) => all[0] / all[side]))
  const peak = { ours: peakMegabytes(engines.editorPids()[0]!), bare: peakMegabytes(bare.pid!), rival: peakMegabytes(rival.pid!) }
  return [
    {
      name: '1 MP JPEG to PNG; onnxruntime alone (s)',
      ours: seconds(0),
      peer: seconds(1),
      ratio: ratio(1),
      aim: `<= ${aims.bare}x`,
      ok: ratio(1) <= aims.bare,
    },
    {
      name: 'the same; @imgly/background-removal-node (s)',
      ours: seconds(0),
      peer: seconds(2),
      ratio: ratio(2),
      aim: `<= ${aims.rival}x`,
      ok: ratio(2) <= aims.rival,
    },
    { name: 'peak memory of the child; onnxruntime alone (MB)', ours: peak.ours, peer: peak.bare, ratio: null, aim: null, ok: null },
    { name: 'the same; @imgly/background-removal-node (MB)', ours: peak.ours, peer: peak.rival, ratio: null, aim: null, ok: null },
  ]
}
