// large-image: a 100-megapixel JPEG made twice as wide and high, draft, to a 400-megapixel JPEG that is then inspected: peak memory of the child that edits, and time.
// `--megapixels 12` for a smaller one. 100 take about five minutes of two quiet cores.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseEdit } from '@keter/core'
import sharp from 'sharp'
import { createEngines, type Engines } from '../server/src/engines/registry.ts'
import { peakMegabytes } from './report/child.ts'
import { type Case, report } from './report/report.ts'

const { values } = parseArgs({ options: { megapixels: { type: 'string', default: '100' } } })
const megapixels = Number(values.megapixels)
const aimMegabytes = 1500
const folder = mkdtempSync(join(tmpdir(), 'keter-bench-large-'))
const engines = createEngines({ modelsFolder: folder, editors: 1 })
try {
  report('large-image', await run(engines))
} finally {
  await engines.close()
  rmSync(folder, { recursive: true, force: true })
}

async function run(engines: Engines): Promise<Case[]> {
  const sourcePath = join(folder, 'source.jpg')
  const [width, height] = [120, 83].map((part) => Math.round(part * Math.sqrt((megapixels * 1e6) / (120 * 83)))) as [number, number]
  const photograph = readFileSync(new URL('../server/test/fixtures/cup.webp', import.meta.url))
  await sharp(photograph).resize(width, height, { fit: 'fill' }).jpeg({ quality: 90 }).toFile(sourcePath)
  const edit = parseEdit({ tool: 'image-upscale', quality: 'draft', options: { scale: 2, format: 'jpeg' } })
  const measurement = await engines.measure(sourcePath)
  const engine = engines.engineFor(edit)
  const obstacle = engine.refusal(edit, measurement)
  if (obstacle) throw obstacle
  const workFolder = mkdtempSync(join(folder, 'work-'))
  const resultPath = join(folder, 'result.jpg')
  const { signal } = new AbortController()
  const { ms } = await engine.run({ edit, measurement, sourcePath, pictures: {}, workFolder, resultPath, signal, onProgress })
  const memory = peakMegabytes(engines.editorPids()[0]!)
  const began = performance.now()
  const { findings } = await engines.inspect({ edit, sourcePath, source: measurement, resultPath, signal })
  const inspected = performance.now() - began
  const left = readdirSync(workFolder).length
  const plain = { peer: null, ratio: null, aim: null, ok: null }
  const part = (name: string, milliseconds: number): Case => ({ name: `${name} (s)`, ours: milliseconds / 1000, ...plain })
  const size = `${Math.round((width * height) / 1e6)} MP to ${Math.round((width * height * 4) / 1e6)} MP`
  const must = (name: string, ours: number, most: number): Case => ({ name, ours, peer: null, ratio: null, aim: `<= ${most}`, ok: ours <= most })
  return [
    must(`${size}, draft: peak memory of the child (MB)`, memory, aimMegabytes),
    part('decode', ms.decode),
    part('enlarge', ms.infer),
    part('encode', ms.encode),
    part('all', ms.total),
    part('inspect', inspected),
    must('defects found in the result', findings.filter(({ ok }) => !ok).length, 0),
    must('files left in the work folder', left, 0),
  ]
}

function onProgress(share: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${(share * 100).toFixed(0)} % `)
}
