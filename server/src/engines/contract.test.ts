// What every engine promises, tried on each of them with real children, real models and real pictures.
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Measurement, type Options, parseEdit } from '@keter/core'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { photograph, photographs, pictureFolder } from '../../test/pictures.ts'
import { lives, peakMegabytes } from '../../test/processes.ts'
import type { EngineRun } from './engine.ts'
import { createEngines, type Engines } from './registry.ts'

const files = pictureFolder()
const modelsFolder = mkdtempSync(join(tmpdir(), 'keter-models-'))
const engines = createEngines({ modelsFolder, editors: 1 })
afterAll(async () => {
  await engines.close()
  files.remove()
  rmSync(modelsFolder, { recursive: true, force: true })
})

const contracts = [
  { tool: 'image-upscale', quality: 'draft', options: { scale: 2 }, slow: { scale: 8 } },
  { tool: 'image-upscale', quality: 'standard', options: { scale: 3 }, slow: { scale: 4 } },
  { tool: 'image-convert', quality: null, options: { width: 70 }, slow: { width: 6000, format: 'avif' } },
  { tool: 'image-adjust', quality: null, options: { brightness: 30, sharpen: 40 }, slow: { contrast: 20, format: 'avif' } },
  { tool: 'image-erase', quality: null, options: { regions: '0,0,9,9' }, slow: { regions: '100,100,700,500' } },
] as const

/** With which a tool makes more pixels than the source has. */
const hugeOptions: Readonly<Record<string, Options>> = { 'image-convert': { width: 30_000, height: 30_000, fit: 'fill' }, 'image-upscale': { scale: 8 } }

const resultPath = files.path('result')
beforeEach(() => rmSync(resultPath, { force: true }))

async function prepare(path: string, { tool, quality }: { tool: string; quality: string | null }, options: Options, using: Engines = engines) {
  const edit = parseEdit({ tool, quality, options })
  const measurement = await using.measure(path)
  const engine = using.engineFor(edit)
  const run: EngineRun = {
    edit,
    measurement,
    sourcePath: path,
    pictures: {},
    workFolder: files.folder,
    resultPath,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  }
  return { edit, measurement, engine, run }
}

/** As a person sees them, whatever the file says. */
const oddPictures: [string, () => Sharp, { width: number; height: number }][] = [
  ['JPEG', () => photograph().jpeg(), { width: 90, height: 61 }],
  ['CMYK JPEG', () => photograph().toColourspace('cmyk').jpeg(), { width: 90, height: 61 }],
  ['JPEG on its side', () => photograph().withMetadata({ orientation: 6 }).jpeg(), { width: 61, height: 90 }],
  ['mirrored JPEG', () => photograph().withMetadata({ orientation: 4 }).jpeg(), { width: 90, height: 61 }],
  ['progressive wide-gamut JPEG', () => photograph().withIccProfile('p3').jpeg({ progressive: true }), { width: 90, height: 61 }],
  ['grey JPEG', () => photograph().toColourspace('b-w').jpeg(), { width: 90, height: 61 }],
  ['16-bit PNG', () => photograph().toColourspace('rgb16').png(), { width: 90, height: 61 }],
  ['16-bit grey PNG', () => photograph().toColourspace('grey16').png(), { width: 90, height: 61 }],
  ['palette PNG', () => photograph().png({ palette: true }), { width: 90, height: 61 }],
  ['PNG with alpha', () => photograph().ensureAlpha(0.5).png(), { width: 90, height: 61 }],
  ['grey PNG with alpha', () => photograph().toColourspace('b-w').ensureAlpha(0.5).png(), { width: 90, height: 61 }],
  ['WebP with alpha', () => photograph().ensureAlpha(0.5).webp(), { width: 90, height: 61 }],
  ['AVIF', () => photograph().avif(), { width: 90, height: 61 }],
  ['TIFF', () => photograph().tiff(), { width: 90, height: 61 }],
  ['still GIF', () => photograph().gif(), { width: 90, height: 61 }],
  ['one pixel', () => photograph(1, 1).png(), { width: 1, height: 1 }],
  ['one row', () => photograph(301, 1).png(), { width: 301, height: 1 }],
  ['odd size over several tiles', () => photograph(517, 263).png(), { width: 517, height: 263 }],
]

describe.each(contracts)('$tool $quality', (contract) => {
  // Of one pixel nothing is left that it could be filled from.
  test.each(oddPictures.filter(([name]) => contract.tool !== 'image-erase' || name !== 'one pixel'))(
    '%s: the result is what was predicted, and passes inspection',
    async (_, picture, seen) => {
      const path = await files.save('source', picture())
      const { edit, measurement, engine, run } = await prepare(path, contract, contract.options)
      expect(measurement).toMatchObject(seen)
      expect(engine.refusal(edit, measurement)).toBeNull()
      const { width, height, format } = engine.predict(edit, measurement)
      const result = await engine.run(run)
      expect(result.measurement).toMatchObject({ width, height, format })
      expect(await engines.measure(resultPath)).toEqual(result.measurement)
      expect(result.ms.total).toBeGreaterThan(0)
      const inspection = await engines.inspect({ edit, sourcePath: path, source: measurement, resultPath, signal: run.signal })
      expect(inspection.findings.filter(({ ok }) => !ok)).toEqual([])
      expect(inspection).toMatchObject({ ok: true })
    },
  )

  test.each(['jpeg', 'png', 'webp'])('writes %s where asked, also from transparency', async (format) => {
    const path = await files.save('source', photograph().ensureAlpha(0.5).png())
    const { edit, measurement, engine, run } = await prepare(path, contract, { ...contract.options, format })
    const result = await engine.run(run)
    expect(result.measurement).toMatchObject({ format, alpha: format !== 'jpeg' })
    expect(await engines.inspect({ edit, sourcePath: path, source: measurement, resultPath, signal: run.signal })).toMatchObject({ ok: true })
  })

  test('the result is upright: a picture on its side gives what the upright one gives', async () => {
    const pixels = async (picture: Sharp) => {
      const { engine, run } = await prepare(await files.save('source', picture), contract, { ...contract.options, format: 'png' })
      await engine.run(run)
      return digestOf(await sharp(resultPath).raw().toBuffer())
    }
    const upright = await photograph().png().toBuffer()
    const onItsSide = await sharp(upright).rotate(270).png().toBuffer()
    expect(await pixels(sharp(onItsSide).withMetadata({ orientation: 6 }).png())).toBe(await pixels(sharp(upright)))
  })

  test('a wide-gamut source arrives as sRGB by its profile', async () => {
    const colours = async (picture: Sharp) => {
      const { engine, run } = await prepare(await files.save('source', picture), contract, { ...contract.options, format: 'png' })
      await engine.run(run)
      expect((await sharp(resultPath).metadata()).space).toBe('srgb')
      const { channels } = await sharp(resultPath).stats()
      return channels.map(({ mean }) => mean)
    }
    const red = sharp({ create: { width: 64, height: 64, channels: 3, background: { r: 220, g: 40, b: 60 } } })
    const [plain, wide] = [await colours(red.clone().png()), await colours(red.clone().withIccProfile('p3').png())]
    for (const [channel, mean] of plain.entries()) expect(Math.abs(mean - wide[channel]!)).toBeLessThan(4)
  })

  test('the same source, options and model give the same bytes', async () => {
    const path = files.write('source', photographs.cup)
    const { engine, run } = await prepare(path, contract, contract.options)
    const first = await engine.run(run)
    expect(first.deterministic).toBe(true)
    const bytes = digestOf(readFileSync(resultPath))
    await engine.run(run)
    expect(digestOf(readFileSync(resultPath))).toBe(bytes)
  })

  test('progress never falls and ends at 1', async () => {
    const shares: number[] = []
    const { engine, run } = await prepare(await files.save('source', photograph(600, 300).png()), contract, contract.options)
    await engine.run({ ...run, onProgress: (share) => shares.push(share) })
    expect(shares.length).toBeGreaterThanOrEqual(contract.tool === 'image-upscale' ? 6 : 1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  test('a cancel ends the child within a second, leaves no file, and the next run works', async () => {
    const { ending, pid, cancel } = await underWay(contract)
    const start = performance.now()
    cancel.abort()
    expect(await ending).toMatchObject({ name: 'AbortError' })
    expect(performance.now() - start).toBeLessThan(1000)
    expect(lives(pid)).toBe(false)
    expect(existsSync(resultPath)).toBe(false)
    const { engine, run } = await prepare(await files.save('next', photograph().png()), contract, contract.options)
    await engine.run(run)
    expect(existsSync(resultPath)).toBe(true)
  })

  test('a child that crashes fails one run, which may be tried again; the next run works', async () => {
    const { ending, pid } = await underWay(contract)
    process.kill(pid, 'SIGSEGV')
    expect(await ending).toMatchObject({ name: 'EngineError', code: 'engine_crashed', retryable: true })
    expect(existsSync(resultPath)).toBe(false)
    const { engine, run } = await prepare(await files.save('next', photograph().png()), contract, contract.options)
    await engine.run(run)
    expect(existsSync(resultPath)).toBe(true)
  })

  test('leaves nothing in the work folder, whether it succeeds or fails', async () => {
    const workFolder = mkdtempSync(join(files.folder, 'work-'))
    const { engine, run } = await prepare(await files.save('source', photograph().ensureAlpha(0.5).png()), contract, contract.options)
    await engine.run({ ...run, workFolder })
    expect(readdirSync(workFolder)).toEqual([])
    await expect(engine.run({ ...run, workFolder, resultPath: join(workFolder, 'absent', 'result') })).rejects.toMatchObject({ code: 'engine_failed' })
    expect(readdirSync(workFolder)).toEqual([])
  })

  test('says in words what it cannot do', async () => {
    const { edit, measurement, engine } = await prepare(await files.save('source', photograph().png()), contract, contract.options)
    expect(engine.refusal(edit, { ...measurement, pages: 3 } as Measurement)).toMatchObject({
      code: 'unsupported_edit',
      message: expect.stringMatching(/3 frames/),
    })
    const huge = parseEdit({
      tool: contract.tool,
      quality: contract.quality,
      options: hugeOptions[contract.tool] ?? contract.options,
    })
    expect(engine.refusal(huge, { ...measurement, width: 20_000, height: 20_000 })).toMatchObject({
      code: 'unsupported_edit',
      message: expect.stringMatching(/pixels/),
    })
  })

  test('learns how long it takes', async () => {
    const { edit, measurement, engine, run } = await prepare(await files.save('source', photograph(320, 240).png()), contract, {
      ...contract.options,
      format: 'jpeg',
    })
    const { ms } = await engine.run(run)
    const { low, high } = engine.predict(edit, measurement).seconds
    expect(low).toBeGreaterThan(0)
    expect(high).toBeGreaterThan(low)
    expect(high).toBeLessThan((ms.total / 1000) * 20 + 1)
  })
})

/** A run that takes many seconds, with its child at work. */
async function underWay(contract: (typeof contracts)[number]) {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const path = await files.save('large', sharp({ create: { width: 1200, height: 900, channels: 3, background: 'black', noise } }).png({ compressionLevel: 0 }))
  const { engine, run } = await prepare(path, contract, contract.slow)
  const cancel = new AbortController()
  const { promise: begun, resolve } = Promise.withResolvers<void>()
  const ending = engine.run({ ...run, signal: cancel.signal, onProgress: () => resolve() }).catch((error: unknown) => error)
  // libvips tells of no progress: there, the encoder is at work when the child has grown.
  if (contract.tool === 'image-upscale') await begun
  else await vi.waitFor(() => expect(peakMegabytes(engines.editorPids()[0]!)).toBeGreaterThan(90), { timeout: 10_000 })
  return { ending, pid: engines.editorPids()[0]!, cancel }
}

test('M10: memory does not grow with the picture: one four times as large takes no more', async () => {
  const peakFor = async (width: number, height: number) => {
    const own = createEngines({ modelsFolder, editors: 1 })
    try {
      const path = await files.save('source', photograph(width, height).jpeg())
      const { engine, run } = await prepare(path, { tool: 'image-upscale', quality: 'draft' }, { scale: 4, format: 'jpeg' }, own)
      await engine.run(run)
      return peakMegabytes(own.editorPids()[0]!)
    } finally {
      await own.close()
    }
  }
  const [small, large] = [await peakFor(512, 256), await peakFor(1024, 512)]
  // What an allocator keeps, and no more; picture-file.test.ts tries it on a picture that is really large, without the network.
  expect(large - small).toBeLessThan(50)
  expect(large).toBeLessThan(600)
})

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
