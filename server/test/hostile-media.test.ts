import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Measurement, Refusal, type VideoMeasurement } from '@keter/core'
import { afterAll, describe, expect, test } from 'vitest'
import { refusingCostly } from '../src/media/costly.ts'
import { editRequest } from '../src/engines/test-edit.ts'
import { createPool } from '../src/media/pool.ts'
import { setBait } from './hostile/bait.ts'
import type { tasks } from './hostile/child.ts'
import { hostileMedia, type SavedFile } from './hostile-media.ts'
import { peakMegabytes } from './processes.ts'
import { photograph } from './pictures.ts'
import { faithful } from '../src/media/video/encoding.ts'

/** Far more than any of these files needs on a busy machine, and far less than the studio gives. */
const timeoutMs = 20_000
/** A PNG of 256 million pixels takes 380. */
const mostMegabytes = 1000

const folder = mkdtempSync(join(tmpdir(), 'keter-hostile-'))
const work = join(folder, 'work')
mkdirSync(work)
const bait = await setBait(join(folder, 'canary'), await photograph().png().toBuffer())
const corpus = await hostileMedia(join(work, 'sources'), bait)
const pool = createPool<typeof tasks>({ entry: new URL('./hostile/child.ts', import.meta.url), size: 2, mostMegabytes })
afterAll(async () => {
  await pool.close()
  await bait.close()
  rmSync(folder, { recursive: true, force: true })
})

const measure = (path: string) => refusingCostly(() => pool.run('measure', { path }, { timeoutMs }))

/** What is wrong with how a file ended; null where nothing is. */
async function wrongWith(file: SavedFile, edit: (file: SavedFile, facts: Measurement) => Promise<string | null>): Promise<string | null> {
  const { name, path, may } = file
  try {
    const facts = await measure(path)
    return may.includes('measured') ? await edit(file, facts) : `${name}: measured as ${JSON.stringify(facts)}`
  } catch (error) {
    if (!(error instanceof Refusal)) return `${name}: ${error}`
    if (!may.includes(error.code)) return `${name}: ${error.code}, ${error.message}`
    return /undefined|Unknown error|[:,] *$|^$/.test(error.message) || error.message.includes(folder) ? `${name}: says "${error.message}"` : null
  }
}

/** A picture that was taken decodes to its end, so that its edit finds nothing wrong with it. */
async function wrongWithPicture({ name, path }: SavedFile, measurement: Measurement): Promise<string | null> {
  if (measurement.media !== 'image') return `${name}: taken for a video`
  const paths = { sourcePath: path, resultPath: `${path}.result`, workFolder: work, modelsFolder: work }
  const options = { width: 24, height: 24, fit: 'fill', format: 'jpeg', metadata: 'keep' }
  try {
    await pool.run('edit', editRequest({ tool: 'image-convert', options }, measurement, paths), { timeoutMs })
    const result = await measure(paths.resultPath)
    return result.width === 24 && result.height === 24 ? null : `${name}: converted to ${result.width} x ${result.height}`
  } catch (error) {
    return `${name}: converting: ${error}`
  } finally {
    rmSync(paths.resultPath, { force: true })
  }
}

/** Of a video only the tables were read: its first half second is shown and edited, or refused as damaged where damage is to be expected. */
async function wrongWithVideo({ name, path, may }: SavedFile, source: Measurement): Promise<string | null> {
  if (source.media !== 'video') return `${name}: taken for a picture`
  const resultPath = `${path}.result.mp4`
  const edit = {
    sourcePath: path,
    source,
    resultPath,
    workFolder: `${path}.work`,
    key: name,
    part: { startMs: 0, endMs: 500 },
    filter: 'hflip',
    encoding: faithful,
  }
  try {
    await pool.run('preview', { path, outPath: `${path}.webp`, maxEdge: 16 }, { timeoutMs })
    await pool.run('editVideo', edit, { timeoutMs })
    const result = await measure(resultPath)
    return result.media === 'video' && result.frames <= source.frames ? null : `${name}: edited to ${JSON.stringify(result)}`
  } catch (error) {
    const expected = error instanceof Refusal && error.code === 'source_damaged' && may.length > 1
    return expected ? null : `${name}: editing: ${error}`
  }
}

const mistakes = (words: (string | null)[]) => words.filter((said) => said !== null)

describe('M1, M2, M6: every picture ends, in time, in success or a coded refusal that is right for it; what was taken can be edited', () => {
  test.each([...corpus.images])(
    '%s',
    async (_, files) => {
      const wrong = await Promise.all(files.map((file) => wrongWith(file, wrongWithPicture)))
      expect(mistakes(wrong)).toEqual([])
    },
    120_000,
  )
})

describe('M1, M2, M8, M9: every video ends, in time, in success or a coded refusal that is right for it; what was taken is edited or refused as damaged', () => {
  test.each([...corpus.videos])(
    '%s',
    async (_, files) => expect(mistakes(await Promise.all(files.map((file) => wrongWith(file, wrongWithVideo))))).toEqual([]),
    120_000,
  )
})

/** Whole videos under odd circumstances, which a tool that people use has to carry through. */
const sample = ['fragmented as a.m3u8', 'mkv as a.jpg', 'turned by a quarter', 'one frame', 'two mp4']

test.each(sample)('M6: %s is enlarged to its end by the tool for videos', async (name) => {
  const { path } = [...corpus.videos.values()].flat().find((file) => file.name === name)!
  const source = await measure(path)
  const paths = { sourcePath: path, resultPath: `${path}.larger`, workFolder: `${path}.larger-work`, modelsFolder: work }
  await pool.run('edit', editRequest({ tool: 'video-upscale', quality: 'standard', options: { scale: 2 } }, source, paths), { timeoutMs: 60_000 })
  const { frames } = source as VideoMeasurement
  expect(await measure(paths.resultPath)).toMatchObject({ media: 'video', width: source.width * 2, height: source.height * 2, frames })
})

test('M3: no child took more memory than its largest picture needs', () => {
  for (const pid of pool.pids()) expect(peakMegabytes(pid)).toBeLessThan(mostMegabytes)
})

test('M5: no file made the studio open an address, another file, or write one', () => {
  expect(bait.asked).toEqual([])
  expect(bait.canaryWasRead()).toBe(false)
  expect(readdirSync(folder).sort()).toEqual(['canary', 'work'])
})

test('there are at least 500 files', () => {
  expect([...corpus.images.values(), ...corpus.videos.values()].flat().length).toBeGreaterThanOrEqual(500)
})
