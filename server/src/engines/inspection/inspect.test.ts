// The rules of docs/rules/inspection.md, each broken on purpose.
import { type Options, parseEdit, resultOf } from '@keter/core'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { photograph, photographs, pictureFolder, truncated } from '../../../test/pictures.ts'
import type { Engine, Inspection } from '../engine.ts'
import { createEngines } from '../registry.ts'

const files = pictureFolder()
const engines = createEngines({ modelsFolder: files.path('models'), editors: 1 })
const signal = new AbortController().signal
const size = { width: 192, height: 160 }
const large = { width: 384, height: 320 }
let source: string
/** What the engine really makes of it. */
let honest: Buffer

beforeAll(async () => {
  source = await files.save(
    'source.png',
    sharp(photographs.cup)
      .resize({ ...size, fit: 'cover' })
      .png(),
  )
  const edit = parseEdit({ tool: 'image-upscale', options: { scale: 2 } })
  const engine: Engine = engines.engineFor(edit)
  const resultPath = files.path('honest.png')
  await engine.run({
    edit,
    measurement: await engines.measure(source),
    sourcePath: source,
    pictures: {},
    workFolder: files.folder,
    resultPath,
    signal,
    onProgress: () => undefined,
  })
  honest = await sharp(resultPath).png().toBuffer()
})
afterAll(async () => {
  await engines.close()
  files.remove()
})

async function inspectUpscale(result: Uint8Array, options: Options = {}, from = source): Promise<Inspection> {
  return inspect('image-upscale', { scale: 2, ...options }, from, result)
}

async function inspect(tool: string, options: Options, sourcePath: string, result: Uint8Array): Promise<Inspection> {
  const edit = parseEdit({ tool, options })
  return engines.inspect({ edit, sourcePath, source: await engines.measure(sourcePath), resultPath: files.write('result', result), signal })
}

/** The rules that are broken, and whether that makes the result defective. */
const broken = ({ ok, findings }: Inspection) => ({ ok, rules: findings.filter((finding) => !finding.ok).map(({ rule }) => rule) })

test('an honest result breaks no rule, and each finding says its rule, name and numbers', async () => {
  const inspection = await inspectUpscale(honest)
  expect(broken(inspection)).toEqual({ ok: true, rules: [] })
  expect(inspection.findings.map(({ rule }) => rule)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I12'])
  for (const { name, detail } of inspection.findings) expect([name, detail]).not.toContain('')
})

describe('I1 decodes to its end', () => {
  test.each([
    ['broken off', () => truncated(sharp(honest).png(), 0.7)],
    ['empty', () => Buffer.alloc(0)],
    ['no image', () => Buffer.from('Internal Server Error')],
  ])('%s', async (_, result) => {
    const inspection = await inspectUpscale(await result())
    expect(broken(inspection)).toEqual({ ok: false, rules: ['I1'] })
    expect(inspection.findings).toHaveLength(1)
  })

  test('missing', async () => {
    const edit = parseEdit({ tool: 'image-upscale', options: { scale: 2 } })
    const inspection = await engines.inspect({ edit, sourcePath: source, source: await engines.measure(source), resultPath: files.path('nowhere'), signal })
    expect(broken(inspection)).toEqual({ ok: false, rules: ['I1'] })
  })
})

test('I2 right size: one pixel less is a defect', async () => {
  expect(broken(await inspectUpscale(await sharp(honest).resize(383, 320, { fit: 'fill' }).png().toBuffer()))).toEqual({ ok: false, rules: ['I2'] })
})

test('I3 right format: a JPEG where a PNG was asked for is a defect, whatever it is called', async () => {
  expect(broken(await inspectUpscale(await sharp(honest).jpeg().toBuffer()))).toEqual({ ok: false, rules: ['I3'] })
})

describe('I4 transparency kept', () => {
  const clear = () => files.save('clear.png', photograph(96, 64).ensureAlpha(0.6).png())
  const enlarged = async () => sharp(await clear()).resize(192, 128)

  test('lost is a defect', async () => {
    // Over the grey that the comparison uses, so that nothing else can be found.
    const opaque = await (await enlarged()).flatten({ background: '#808080' }).png().toBuffer()
    expect(broken(await inspectUpscale(opaque, {}, await clear()))).toEqual({ ok: false, rules: ['I4'] })
  })

  test('lost to JPEG, which holds none, is a warning', async () => {
    const flat = await (await enlarged()).flatten({ background: 'white' }).jpeg().toBuffer()
    expect(broken(await inspectUpscale(flat, { format: 'jpeg' }, await clear()))).toEqual({ ok: true, rules: ['I4'] })
  })
})

describe('I5 not blank', () => {
  test.each(['black', 'white', '#7f6f5f'])('all %s is a defect', async (background) => {
    const inspection = await inspectUpscale(await plain(background).png().toBuffer())
    expect(broken(inspection)).toMatchObject({ ok: false, rules: expect.arrayContaining(['I5']) })
  })

  test('unless the source is flat too', async () => {
    const flat = await files.save('flat.png', sharp({ create: { ...size, channels: 3, background: '#336699' } }).png())
    expect(broken(await inspectUpscale(await plain('#336699').png().toBuffer(), {}, flat))).toEqual({ ok: true, rules: [] })
  })
})

describe('I6 not the source again', () => {
  test('the source file as result of an edit is a defect', async () => {
    const bytes = await sharp(photographs.cup)
      .resize({ ...size, fit: 'cover' })
      .png()
      .toBuffer()
    expect(broken(await inspectUpscale(bytes))).toMatchObject({ ok: false, rules: expect.arrayContaining(['I2', 'I6']) })
    expect(broken(await inspect('image-convert', { width: 96 }, source, bytes))).toMatchObject({ rules: expect.arrayContaining(['I6']) })
  })

  test('but fine where no other size or format was asked for', async () => {
    const bytes = await sharp(photographs.cup)
      .resize({ ...size, fit: 'cover' })
      .png()
      .toBuffer()
    expect(broken(await inspect('image-convert', {}, source, bytes))).toEqual({ ok: true, rules: [] })
  })
})

describe('I7 shows the same picture', () => {
  const part = { left: 128, top: 64, width: 192, height: 192 }

  test.each<[string, () => Promise<Buffer>]>([
    [
      'another picture',
      () =>
        sharp(photographs.cat)
          .resize({ ...large, fit: 'fill' })
          .png()
          .toBuffer(),
    ],
    ['upside down', () => sharp(honest).flip().png().toBuffer()],
    ['mirrored', () => sharp(honest).flop().png().toBuffer()],
    ['negative', () => sharp(honest).negate().png().toBuffer()],
    ['one tile black', () => withTile(plain('black').extract(part))],
    ['one tile in the place of another', () => withTile(sharp(honest).extract({ ...part, left: 0, top: 0 }))],
    ['one tile a source pixel too far left', () => withTile(sharp(honest).extract({ ...part, left: part.left + 2 }))],
    ['one tile two source pixels too low', () => withTile(sharp(honest).extract({ ...part, top: part.top - 4 }))],
    [
      'all of it a source pixel too far right',
      () => sharp(honest).extract({ left: 0, top: 0, width: 382, height: 320 }).extend({ left: 2, extendWith: 'copy' }).png().toBuffer(),
    ],
  ])('%s is a defect', async (_, result) => {
    const { ok, rules } = broken(await inspectUpscale(await result()))
    // What is black is fully dark as well, which is a warning of its own.
    expect({ ok, rules: rules.filter((rule) => rule !== 'I12') }).toEqual({ ok: false, rules: ['I7'] })
  })

  test.each<[string, Options]>([
    ['crop', { cropLeft: 30, cropTop: 20, cropWidth: 100, cropHeight: 90 }],
    ['cover', { width: 80, height: 140, fit: 'cover' }],
    ['contain', { width: 100, height: 140, fit: 'contain', format: 'jpeg' }],
  ])('a %s of another part is a defect, of the right part is not', async (_, options) => {
    const edit = parseEdit({ tool: 'image-convert', options })
    const measurement = await engines.measure(source)
    const resultPath = files.path('converted')
    await engines
      .engineFor(edit)
      .run({ edit, measurement, sourcePath: source, pictures: {}, workFolder: files.folder, resultPath, signal, onProgress: () => undefined })
    expect(await engines.inspect({ edit, sourcePath: source, source: measurement, resultPath, signal })).toMatchObject({ ok: true })
    const { width, height, format } = resultOf(edit, measurement)
    const wrong = await sharp(photographs.cup)
      .resize({ width, height, fit: 'cover', position: 'southeast' })
      .flop()
      .toFormat(format as 'png')
      .toBuffer()
    expect(broken(await inspect('image-convert', options, source, wrong))).toEqual({ ok: false, rules: ['I7'] })
  })

  test('where an encoding quality below 30 was asked for, it is a warning', async () => {
    const options = { format: 'jpeg', encoding: 5 }
    const wrong = await sharp(photographs.cat)
      .resize({ ...size, fit: 'fill' })
      .jpeg({ quality: 5 })
      .toBuffer()
    expect(broken(await inspect('image-convert', options, source, wrong))).toEqual({ ok: true, rules: ['I7'] })
  })

  async function withTile(tile: Sharp): Promise<Buffer> {
    return sharp(honest)
      .composite([{ input: await tile.png().toBuffer(), left: part.left, top: part.top }])
      .png()
      .toBuffer()
  }
})

function plain(background: string): Sharp {
  return sharp({ create: { ...large, channels: 3, background } })
}
