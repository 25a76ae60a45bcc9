// What every tool for pictures promises, tried on each of them with real children, real models and real pictures.
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Measurement, type Options, parseEdit } from '@keter/core'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { photographs, pictureFolder } from '../../../test/pictures.ts'
import { peakMegabytes } from '../../../test/processes.ts'
import type { EngineRun } from '../engine.ts'
import { createEngines, type Engines } from '../registry.ts'
import { type ContractCase, nameOf, pictureCases } from './test-cases.ts'
import { modelsFolder, packFor, readyCases } from './test-packs.ts'
import { begun, keepsItsPromises, triedEngines } from './test-promises.ts'

const { cases, missing } = await readyCases(pictureCases)
const upright = { width: 45, height: 31 }
test.for(missing)('$name', ({ why }, { skip }) => skip(why))

const files = pictureFolder()
const engines = triedEngines()
afterAll(async () => {
  await engines.close()
  files.remove()
})

/** With which a tool makes more pixels than the source has. */
const hugeOptions: Readonly<Record<string, Options>> = { 'image-convert': { width: 30_000, height: 30_000, fit: 'fill' }, 'image-upscale': { scale: 8 } }

const resultPath = files.path('result')
beforeEach(() => {
  engines.patience = null
  rmSync(resultPath, { force: true })
})

async function prepare(path: string, { tool, quality }: Pick<ContractCase, 'tool' | 'quality'>, options: Options, using: Engines = engines) {
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

/** A picture of what the tool looks for, in the state it is for. */
type Photograph = (width?: number, height?: number) => Sharp

async function photographFor(contract: ContractCase): Promise<Photograph> {
  const { shows = 'cat', damage } = contract
  const size = sizeOf(contract)
  const { data, info } = await sharp(photographs[shows]).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width: wide, height: high } = info
  const pixels = damage ? damage(data, wide) : data
  const position = shows === 'cat' ? 'centre' : 'top'
  return (width = upright.width, height = upright.height) =>
    sharp(pixels, { raw: { width: wide, height: high, channels: 3 } }).resize(width * size, height * size, { fit: 'cover', position })
}

/** A face of a few pixels is none, and JPEG spreads the colours of a place that was filled over its blocks. */
const sizeOf = ({ tool, shows }: ContractCase): number => (shows ? 5 : tool === 'image-erase' ? 2 : 1)

/** As a person sees them, whatever the file says. */
const oddPictures: readonly [string, (photograph: Photograph) => Sharp, { width: number; height: number }][] = [
  ['CMYK JPEG', (photograph) => photograph().toColourspace('cmyk').jpeg(), upright],
  ['JPEG on its side', (photograph) => photograph().withMetadata({ orientation: 6 }).jpeg(), { width: 31, height: 45 }],
  ['16-bit grey PNG', (photograph) => photograph().toColourspace('grey16').png(), upright],
  ['PNG with alpha', (photograph) => photograph().ensureAlpha(0.5).png(), upright],
  ['JPEG', (photograph) => photograph().jpeg(), upright],
  ['mirrored JPEG', (photograph) => photograph().withMetadata({ orientation: 4 }).jpeg(), upright],
  ['progressive wide-gamut JPEG', (photograph) => photograph().withIccProfile('p3').jpeg({ progressive: true }), upright],
  ['grey JPEG', (photograph) => photograph().toColourspace('b-w').jpeg(), upright],
  ['16-bit PNG', (photograph) => photograph().toColourspace('rgb16').png(), upright],
  ['palette PNG', (photograph) => photograph().png({ palette: true }), upright],
  ['grey PNG with alpha', (photograph) => photograph().toColourspace('b-w').ensureAlpha(0.5).png(), upright],
  ['WebP with alpha', (photograph) => photograph().ensureAlpha(0.5).webp(), upright],
  ['AVIF', (photograph) => photograph().avif(), upright],
  ['TIFF', (photograph) => photograph().tiff(), upright],
  ['still GIF', (photograph) => photograph().gif(), upright],
  ['one pixel', (photograph) => photograph(1, 1).png(), { width: 1, height: 1 }],
  ['one row', (photograph) => photograph(131, 1).png(), { width: 131, height: 1 }],
]

/** A large network takes seconds, whatever the size. */
const takesSeconds = (contract: ContractCase): boolean => contract.shows !== undefined || contract.damage !== undefined
/** Of one pixel nothing is left that it could be filled from. */
const tooSmall: Readonly<Record<string, readonly string[]>> = { 'image-erase': ['one pixel'] }

/** All qualities of a tool read alike: the first is tried on every picture, the others, and large networks, on those that are read in the most different ways. */
function picturesFor(contract: ContractCase) {
  const first = pictureCases.find(({ tool }) => tool === contract.tool)
  // Of somebody who lies on her side, the face is not looked for.
  if (contract.shows) return oddPictures.filter(([name]) => ['CMYK JPEG', 'PNG with alpha', 'mirrored JPEG'].includes(name)).slice(0, 2)
  if (contract !== first || takesSeconds(contract)) return oddPictures.slice(0, 4)
  return oddPictures.filter(([name]) => !tooSmall[contract.tool]?.includes(name))
}

const tried = await Promise.all(cases.map(async (one) => [nameOf(one), one, await photographFor(one)] as const))

describe.each(tried)('%s', { timeout: 300_000 }, (_, contract, photograph) => {
  test.each(picturesFor(contract))('%s: the result is what was predicted, and passes inspection', async (_name, picture, seen) => {
    const path = await files.save('source', picture(photograph))
    const { edit, measurement, engine, run } = await prepare(path, contract, contract.options)
    expect(measurement).toMatchObject({ width: seen.width * sizeOf(contract), height: seen.height * sizeOf(contract) })
    expect(engine.refusal(edit, measurement)).toBeNull()
    const { width, height, format } = engine.predict(edit, measurement)
    const result = await engine.run(run)
    expect(result.measurement).toMatchObject({ width, height, format })
    expect(await engines.measure(resultPath)).toEqual(result.measurement)
    expect(result.ms.total).toBeGreaterThan(0)
    const inspection = await engines.inspect({ edit, sourcePath: path, source: measurement, resultPath, signal: run.signal })
    expect(inspection.findings.filter(({ ok }) => !ok)).toEqual([])
    expect(inspection).toMatchObject({ ok: true })
  })

  // What is cut out needs transparency.
  test.each(['jpeg', 'png', 'webp'].filter((format) => format !== 'jpeg' || contract.tool !== 'image-remove-background'))(
    'writes %s where asked, also from transparency',
    async (format) => {
      const path = await files.save('source', photograph().ensureAlpha(0.5).png())
      const { edit, measurement, engine, run } = await prepare(path, contract, { ...contract.options, format })
      const result = await engine.run(run)
      expect(result.measurement).toMatchObject({ format, alpha: format !== 'jpeg' })
      expect(await engines.inspect({ edit, sourcePath: path, source: measurement, resultPath, signal: run.signal })).toMatchObject({ ok: true })
    },
  )

  test('the result is upright: a picture on its side gives what the upright one gives', async () => {
    const pixels = async (picture: Sharp) => {
      const { engine, run } = await prepare(await files.save('source', picture), contract, { ...contract.options, format: 'png' })
      await engine.run(run)
      return digestOf(await sharp(resultPath).raw().toBuffer())
    }
    const standing = await photograph().png().toBuffer()
    const onItsSide = await sharp(standing).rotate(270).png().toBuffer()
    expect(await pixels(sharp(onItsSide).withMetadata({ orientation: 6 }).png())).toBe(await pixels(sharp(standing)))
  })

  test('a wide-gamut source arrives as sRGB by its profile', async () => {
    const colours = async (picture: Sharp) => {
      const { engine, run } = await prepare(await files.save('source', picture), contract, { ...contract.options, format: 'png' })
      await engine.run(run)
      expect((await sharp(resultPath).metadata()).space).toBe('srgb')
      const { channels } = await sharp(resultPath).stats()
      return channels.map(({ mean }) => mean)
    }
    const red = sharp({ create: { width: 40, height: 40, channels: 3, background: { r: 220, g: 40, b: 60 } } })
    const [plain, wide] = [await colours(red.clone().png()), await colours(red.clone().withIccProfile('p3').png())]
    for (const [channel, mean] of plain.entries()) expect(Math.abs(mean - wide[channel]!)).toBeLessThan(4)
  })

  test('the same source, options and model give the same bytes', async () => {
    const { engine, run } = await prepare(await files.save('source', photograph(90, 61).webp()), contract, contract.options)
    const first = await engine.run(run)
    expect(first.deterministic).toBe(true)
    const bytes = digestOf(readFileSync(resultPath))
    await engine.run(run)
    expect(digestOf(readFileSync(resultPath))).toBe(bytes)
  })

  test('a picture of several tiles: progress never falls and ends at 1, size and time are as told', async () => {
    const shares: number[] = []
    const sourcePath = await files.save('source', photograph(263, 33).png())
    const { edit, measurement, engine, run } = await prepare(sourcePath, contract, contract.options)
    const { width, height } = engine.predict(edit, measurement)
    const { ms, measurement: result } = await engine.run({ ...run, onProgress: (share) => shares.push(share) })
    expect(result).toMatchObject({ width, height })
    expect(await engines.inspect({ edit, sourcePath, source: measurement, resultPath, signal: run.signal })).toMatchObject({ ok: true })
    expect(shares.length).toBeGreaterThanOrEqual(contract.tool === 'image-upscale' ? 2 : 1)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    // Learnt from this run and those before it.
    const { low, high } = engine.predict(edit, measurement).seconds
    expect(low).toBeGreaterThan(0)
    expect(high).toBeGreaterThan(low)
    expect(high).toBeLessThan((ms.total / 1000) * 20 + 1)
  })

  keepsItsPromises({
    ...{ contract, engines, resultPath, mostMegabytes: mostMegabytes(contract) },
    underWay: () => underWay(contract),
    async next() {
      const { engine, run } = await prepare(await files.save('next', photograph().png()), contract, contract.options)
      await engine.run(run)
    },
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
})

/** What a small picture takes with the network in memory, on any machine: a network that grew, or a result that is kept twice, is noticed. */
function mostMegabytes(contract: ContractCase): number {
  return packFor(contract) && takesSeconds(contract) ? 2500 : 350
}

/** A run that takes many seconds, with its child at work: runs before it have loaded what it needs. */
async function underWay(contract: ContractCase) {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  const path = files.path('large')
  if (!existsSync(path))
    await sharp({ create: { width: 1200, height: 900, channels: 3, background: 'black', noise } })
      .png({ compressionLevel: 0 })
      .toFile(path)
  // libvips tells of no progress, and networks that see the whole picture tell of it at the end.
  return begun(engines, await prepare(path, contract, contract.slow ?? contract.options), 100)
}

test('M10: memory does not grow with the picture: one four times as large takes no more', async () => {
  const peakFor = async (width: number, height: number) => {
    const own = createEngines({ modelsFolder, editors: 1 })
    try {
      const path = await files.save(`source-${width}`, sharp(photographs.cat).resize(width, height).jpeg())
      const { engine, run } = await prepare(path, { tool: 'image-upscale', quality: 'draft' }, { scale: 2, format: 'jpeg' }, own)
      const workFolder = mkdtempSync(join(files.folder, 'work-'))
      await engine.run({ ...run, workFolder, resultPath: join(workFolder, 'result') })
      return peakMegabytes(own.editorPids()[0]!)
    } finally {
      await own.close()
    }
  }
  const [small, large] = await Promise.all([peakFor(512, 256), peakFor(1024, 512)])
  // What an allocator keeps, and no more; picture-file.test.ts tries it on a picture that is really large, without the network.
  expect(large - small).toBeLessThan(50)
  expect(large).toBeLessThan(600)
})

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
