// What every tool for videos promises, tried on each of them with real children, real models and clips made for it.
import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import { parseEdit, type VideoMeasurement } from '@keter/core'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { photographs } from '../../../test/pictures.ts'
import { measureVideo } from '../../media/video/measure.ts'
import { besidePerson, type Clip, makeClip, turnClip } from '../../media/video/test-clip.ts'
import type { EngineRun } from '../engine.ts'
import { videoFolder } from '../test-video.ts'
import { type ContractCase, nameOf, videoCases } from './test-cases.ts'
import { readyCases } from './test-packs.ts'
import { begun, keepsItsPromises, triedEngines } from './test-promises.ts'

const { cases, missing } = await readyCases(videoCases)
test.for(missing)('$name', ({ why }, { skip }) => skip(why))

const files = videoFolder()
const engines = triedEngines()
const resultPath = files.at('result')
let workFolders = 0

const small = { width: 32, height: 24, rate: '15' }
const clips = {
  short: { ...small, seconds: 0.4, sound: false },
  plain: { ...small, seconds: 1.2 },
  'on its side': { ...small, seconds: 1.2, sound: false },
  'uneven, of odd size': {
    ...small,
    rate: '24',
    seconds: 1.2,
    filter: "select='not(eq(mod(n,5),1))*not(eq(mod(n,7),2))',crop=31:23:0:0:exact=1,format=yuv444p",
  },
  'fast, Matroska': { ...small, seconds: 0.6, rate: '60000/1001', format: 'matroska' },
} as const
const large = { width: 240, height: 180, seconds: 12, rate: '30' }

beforeAll(async () => {
  await sharp(photographs.astronaut).png().toFile(files.at('person.png'))
  for (const [name, clip] of Object.entries<Clip>({ ...clips, large }))
    await makeClip(files.at(name), { ...clip, filter: besidePerson(files.at('person.png'), clip, name === 'on its side') })
  await turnClip(files.at('on its side'), files.at('turned'))
})
afterAll(async () => {
  await engines.close()
  files.remove()
})
beforeEach(() => {
  engines.patience = null
  rmSync(resultPath, { force: true })
})

async function prepare(path: string, { tool, quality, options }: ContractCase) {
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

/** What a small clip takes with network and encoder in memory, on any machine. */
const mostMegabytes = 450

describe.each(cases.map((one) => [nameOf(one), one] as const))('%s', (_, contract) => {
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

  keepsItsPromises({
    ...{ contract, engines, resultPath, mostMegabytes },
    underWay: async () => begun(engines, await prepare(files.at('large'), { ...contract, options: contract.slow ?? contract.options })),
    async next() {
      const { engine, run } = await prepare(files.at('short'), { ...contract, ...(contract.tool === 'video-trim' && { options: { startMs: 100 } }) })
      await engine.run(run)
    },
  })
})

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
