// What every video tool promises, tried on each of them with real children, real models and clips made for it.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { type Options, parseEdit, tools, type VideoMeasurement } from '@keter/core'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { photographs } from '../../test/pictures.ts'
import { lives } from '../../test/processes.ts'
import { measureVideo } from '../media/video/measure.ts'
import { type Clip, makeClip, turnClip } from '../media/video/test-clip.ts'
import type { EngineRun } from './engine.ts'
import { createEngines } from './registry.ts'
import { videoFolder } from './test-video.ts'

interface Contract {
  readonly tool: string
  readonly quality?: string
  readonly options: Options
  /** That take seconds with a long clip, where the others do not. */
  readonly slow?: Options
  /** Whether the sound of the source is there afterwards. */
  readonly silent?: boolean
  /** The model pack it needs: without KETER_TEST_MODELS, a folder of packs, it is skipped. */
  readonly pack?: string
}

const packs = process.env.KETER_TEST_MODELS

const contracts: readonly Contract[] = [
  { tool: 'video-upscale', quality: 'standard', options: { preview: true }, slow: {} },
  { tool: 'video-interpolate', options: { preview: true }, slow: {}, pack: 'rife' },
  { tool: 'video-interpolate', options: { motion: 'slow' }, silent: true, pack: 'rife' },
  { tool: 'video-denoise', options: {} },
  { tool: 'video-denoise', options: { preview: true }, slow: {} },
  { tool: 'video-background', options: { preview: true }, slow: {}, pack: 'people' },
  { tool: 'video-reframe', options: {} },
  { tool: 'video-trim', options: { startMs: 300, endMs: 1010 }, slow: { startMs: 300 } },
  { tool: 'video-convert', options: { height: 36 } },
  { tool: 'video-convert', options: { format: 'webm' } },
  { tool: 'video-convert', options: { format: 'gif' }, silent: true },
]

const files = videoFolder()
const engines = createEngines({ modelsFolder: packs ?? files.at('models'), editors: 1 })
const resultPath = files.at('result')
let workFolders = 0

const clips = {
  plain: { seconds: 1.5 },
  'on its side': { seconds: 1.5, sound: false },
  'uneven, of odd size': {
    width: 66,
    height: 50,
    seconds: 1.5,
    filter: "select='not(eq(mod(n,5),1))*not(eq(mod(n,7),2))',crop=65:49:0:0:exact=1,format=yuv444p",
  },
  'fast, Matroska': { seconds: 1.2, rate: '60000/1001', format: 'matroska' },
} as const
const large = { width: 320, height: 240, seconds: 10, rate: '30' }

/** Beside the moving test picture stands a person, for the tool that needs one. */
const beside = ({ height = 48, filter = 'format=yuv420p' }: Clip, lying: boolean) =>
  `null[moving];movie=${files.at('person.png')},scale=${height}:${height}${lying ? ',transpose=cclock' : ''}[person];[moving][person]overlay=x=W/4:format=rgb,${filter}`

beforeAll(async () => {
  await sharp(photographs.astronaut).png().toFile(files.at('person.png'))
  for (const [name, clip] of Object.entries<Clip>({ ...clips, large }))
    await makeClip(files.at(name), { ...clip, filter: beside(clip, name === 'on its side') })
  await turnClip(files.at('on its side'), files.at('turned'))
})
afterAll(async () => {
  await engines.close()
  files.remove()
})
beforeEach(() => rmSync(resultPath, { force: true }))

async function prepare(path: string, { tool, quality, options }: Contract) {
  const edit = parseEdit({ tool, quality, options })
  const measurement = (await engines.measure(path)) as VideoMeasurement
  const engine = engines.engineFor(edit)
  const run: EngineRun = {
    edit,
    measurement,
    sourcePath: path,
    pictures: {},
    workFolder: files.at(`work-${workFolders++}`),
    resultPath,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  }
  return { edit, measurement, engine, run }
}

describe.each(contracts.filter(({ pack }) => !pack || packs))('$tool $quality $options', (contract) => {
  test.each(['plain', 'turned', 'uneven, of odd size', 'fast, Matroska'])('%s: size, frames and time are what was predicted', async (name) => {
    const { edit, measurement, engine, run } = await prepare(files.at(name), contract)
    expect(engine.refusal(edit, measurement)).toBeNull()
    const { width, height, format, durationMs, frames } = engine.predict(edit, measurement)
    const { measurement: result } = await engine.run(run)
    expect(result).toMatchObject({ media: 'video', format, width, height, audioTracks: contract.silent ? 0 : measurement.audioTracks })
    expect(await measureVideo({ path: resultPath })).toEqual(result)
    if (result.media !== 'video') return
    // Of frames that come unevenly, the number within a part is an estimate.
    expect(Math.abs(result.frames - frames!)).toBeLessThanOrEqual(measurement.variable && frames !== measurement.frames ? 3 : 0)
    expect(Math.abs(result.durationMs - durationMs!)).toBeLessThanOrEqual(measurement.durationMs / measurement.frames)
  })

  test('the same source, options and model give the same bytes; progress never falls and ends at 1', async () => {
    const shares: number[] = []
    const { engine, run } = await prepare(files.at('plain'), contract)
    const { deterministic, ms } = await engine.run({ ...run, onProgress: (share) => shares.push(share) })
    expect([deterministic, ms.total > 0]).toEqual([true, true])
    expect(shares.length).toBeGreaterThan(8)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    const bytes = digestOf(resultPath)
    await engine.run({ ...run, workFolder: files.at(`work-${workFolders++}`) })
    expect(digestOf(resultPath)).toBe(bytes)
  })

  test('a cancel ends the child within a second, leaves no file, and the next run works', async () => {
    const { ending, pid, cancel } = await underWay(contract)
    const start = performance.now()
    cancel.abort()
    expect(await ending).toMatchObject({ name: 'AbortError' })
    expect(performance.now() - start).toBeLessThan(1000)
    expect(lives(pid)).toBe(false)
    expect(existsSync(resultPath)).toBe(false)
    await nextWorks(contract)
  })

  test('a child that crashes fails one run, which may be tried again; the next run works', async () => {
    const { ending, pid } = await underWay(contract)
    process.kill(pid, 'SIGSEGV')
    expect(await ending).toMatchObject({ name: 'EngineError', code: 'engine_crashed', retryable: true })
    expect(existsSync(resultPath)).toBe(false)
    await nextWorks(contract)
  })
})

test('every video tool of the studio is under contract', () => {
  const videos = tools.filter(({ media }) => media === 'video').map(({ id }) => id)
  expect(new Set(contracts.map(({ tool }) => tool))).toEqual(new Set(videos))
})

/** A run that takes seconds, with its child at work. */
async function underWay(contract: Contract) {
  const { engine, run } = await prepare(files.at('large'), { ...contract, options: contract.slow ?? contract.options })
  const cancel = new AbortController()
  const { promise: begun, resolve } = Promise.withResolvers<void>()
  const ending = engine.run({ ...run, signal: cancel.signal, onProgress: () => resolve() }).catch((error: unknown) => error)
  await begun
  return { ending, pid: engines.editorPids()[0]!, cancel }
}

async function nextWorks(contract: Contract) {
  const { engine, run } = await prepare(files.at('plain'), contract)
  await engine.run(run)
  expect(existsSync(resultPath)).toBe(true)
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
