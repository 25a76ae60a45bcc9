// eta: how far the told time of an edit lies from the real one, over edits of several sizes with the local tools, after one run of each kind on this machine;
// of each tool, and of all. At the end two that begin in a new child. Other work on the machine while it runs makes the figures worse: its load is printed.
// `--models FOLDER` takes installed model packs from there; else those that are missing are installed into a folder of the user's cache.
import { mkdtempSync, rmSync } from 'node:fs'
import { homedir, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { parseEdit } from '@keter/core'
import sharp from 'sharp'
import type { Seconds } from '../server/src/engines/engine.ts'
import { createEngines, type Engines } from '../server/src/engines/registry.ts'
import type { AskedEdit } from '../server/src/engines/test-edit.ts'
import { makeClip } from '../server/src/media/video/test-clip.ts'
import { openModels } from '../server/src/models/models.ts'
import { createThroughput } from '../server/src/engines/throughput.ts'
import { median } from './report/median.ts'
import { type Case, report } from './report/report.ts'

const aim = 0.2
const plain = { peer: null, ratio: null, aim: null, ok: null }
const { values } = parseArgs({ options: { models: { type: 'string', default: join(homedir(), '.cache', 'keter-bench-models') } } })
const folder = mkdtempSync(join(tmpdir(), 'keter-bench-eta-'))

/** Megapixels of a picture; width, height and seconds of a video. */
type Size = number | readonly [width: number, height: number, seconds: number]

interface Kind {
  readonly asked: AskedEdit
  /** The first size is the machine's calibration; the others are told beforehand. */
  readonly sizes: readonly [Size, ...Size[]]
}

const upscale = (quality: string, scale: number, ...sizes: [Size, ...Size[]]): Kind => ({
  asked: { tool: 'image-upscale', quality, options: { scale, format: 'jpeg' } },
  sizes,
})
const video = (quality: string, ...sizes: [Size, ...Size[]]): Kind => ({ asked: { tool: 'video-upscale', quality, options: { scale: 2 } }, sizes })

const kinds: readonly Kind[] = [
  upscale('draft', 2, 0.5, 0.1, 1.5),
  upscale('standard', 2, 0.3, 0.08, 0.8),
  upscale('restore', 4, 0.12, 0.04, 0.3),
  { asked: { tool: 'image-convert', options: { width: 1200, format: 'jpeg' } }, sizes: [6, 1.5, 20] },
  { asked: { tool: 'image-convert', options: { format: 'webp' } }, sizes: [2, 0.5, 8] },
  { asked: { tool: 'image-adjust', options: { contrast: 20, saturation: 15, format: 'jpeg' } }, sizes: [4, 1, 12] },
  { asked: { tool: 'image-remove-background', options: { background: 'transparent', format: 'png' } }, sizes: [1, 0.3, 5] },
  video('fast', [320, 180, 1], [320, 180, 3], [640, 360, 1]),
  video('standard', [160, 90, 1], [160, 90, 3], [320, 180, 1]),
]

/** Edits that a studio begins with after a pause: no child is there. */
const inANewChild: readonly Kind[] = [
  { asked: { tool: 'image-remove-background', options: { background: 'transparent', format: 'png' } }, sizes: [0.6] },
  { asked: { tool: 'image-upscale', quality: 'draft', options: { scale: 2, format: 'jpeg' } }, sizes: [0.1] },
]

const throughput = createThroughput()
try {
  await installPacks(values.models)
  report('eta', await run())
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function run(): Promise<Case[]> {
  const cases: Case[] = []
  const errors = new Map<string, number[]>()
  const load = Math.max(0, loadavg()[0]!)
  const tell = async (engines: Engines, { asked }: Kind, size: Size, how = '') => {
    const { told, took } = await timed(engines, asked, size)
    errors.set(asked.tool, [...(errors.get(asked.tool) ?? []), Math.abs(told - took) / took])
    cases.push({ ...plain, name: `${nameOf(asked)}, ${inWords(size)}${how}: told, took (s)`, ours: told, peer: took, ratio: told / took })
  }
  await using(async (engines) => {
    for (const kind of kinds) {
      const [calibration, ...others] = kind.sizes
      await timed(engines, kind.asked, calibration)
      for (const size of others) await tell(engines, kind, size)
    }
  })
  for (const kind of inANewChild) await using((engines) => tell(engines, kind, kind.sizes[0], ', new child'))
  const all = [...errors.values()].flat()
  return [
    ...cases,
    ...[...errors].map(([tool, of]) => ({ ...plain, name: `${tool}: median error of ${of.length} (%)`, ours: median(of) * 100 })),
    { ...plain, name: 'load of the machine before', ours: load },
    { ...plain, name: 'load of the machine after, this work included', ours: loadavg()[0]! },
    { ...plain, name: `median error of ${all.length} edits (%)`, ours: median(all) * 100, aim: `<= ${aim * 100}`, ok: median(all) <= aim },
  ]
}

/** Children of their own; what was learnt stays. */
async function using(work: (engines: Engines) => Promise<void>): Promise<void> {
  const engines = createEngines({ modelsFolder: values.models, editors: 1, throughput })
  try {
    await work(engines)
  } finally {
    await engines.close()
  }
}

/** The middle of what was told beforehand, and the real time from asking to the finished file. */
async function timed(engines: Engines, asked: AskedEdit, size: Size): Promise<{ told: number; took: number }> {
  const sourcePath = await source(size)
  const edit = parseEdit(asked)
  const measurement = await engines.measure(sourcePath)
  const engine = engines.engineFor(edit)
  const obstacle = engine.refusal(edit, measurement)
  if (obstacle) throw obstacle
  const { seconds, beforehand } = engine.predict(edit, measurement)
  const workFolder = mkdtempSync(join(folder, 'work-'))
  const paths = { sourcePath, pictures: {}, workFolder, resultPath: join(workFolder, 'result') }
  const began = performance.now()
  await engine.run({ edit, measurement, ...paths, signal: new AbortController().signal, onProgress: () => undefined })
  return { told: middle(beforehand) + middle(seconds), took: (performance.now() - began) / 1000 }
}

function middle({ low, high }: Seconds): number {
  return (low + high) / 2
}

async function source(size: Size): Promise<string> {
  const path = join(folder, `source-${size}`)
  if (typeof size !== 'number') {
    const [width, height, seconds] = size
    return makeClip(`${path}.mp4`, { width, height, seconds })
  }
  const width = Math.round(Math.sqrt((size * 1e6 * 4) / 3))
  const photograph = new URL('../server/test/fixtures/cup.webp', import.meta.url).pathname
  await sharp(photograph)
    .resize(width, Math.round((width * 3) / 4), { fit: 'fill' })
    .jpeg({ quality: 90 })
    .toFile(path)
  return path
}

/** Those that the edits need; what is there already is not fetched again. */
async function installPacks(modelsFolder: string): Promise<void> {
  const models = openModels({ folder: modelsFolder, now: () => new Date() })
  try {
    for (const pack of ['realesrgan', 'isnet', 'anime4k']) await models.install(pack)
  } finally {
    await models.close()
  }
}

function nameOf({ tool, quality, options }: AskedEdit): string {
  return [tool, quality, options?.format].filter(Boolean).join(' ')
}

function inWords(size: Size): string {
  return typeof size === 'number' ? `${size} MP` : `${size[0]} x ${size[1]}, ${size[2]} s`
}
