// The inspection of a result by the rules of docs/rules/inspection.md: each rule there is one function here. Runs in a child; never throws for a bad result.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { cropOf, type Edit, type ImageMeasurement, Refusal, type ResultShape, resultOf } from '@keter/core'
import type { Sharp } from 'sharp'
import { measureImage } from '../media/measure.ts'
import { openImage } from '../media/open.ts'
import type { Finding, Inspection } from './engine.ts'
import { fitted } from './image-convert/convert.ts'
import { likenessOf, type Pixels } from './same-picture.ts'

export interface InspectionRequest {
  readonly edit: Edit
  readonly source: ImageMeasurement
  readonly sourcePath: string
  readonly resultPath: string
}

/** Pictures are compared at most this wide or high; finer faults than that cannot be seen in them either. */
const longestCompared = 2048

/** Contrast, of 255, of what is called blank, and of a source that may become so. */
const flat = 0.5
const faint = 8

export async function inspect(request: InspectionRequest): Promise<Inspection> {
  const expected = resultOf(request.edit, request.source)
  const measured = await measureResult(request.resultPath)
  if (!('media' in measured)) return inspectionOf([measured])
  const [wanted, actual] = await comparable(request, expected)
  return inspectionOf([
    defect('I1', 'Decodes to its end', true, `${measured.bytes} bytes of ${measured.format.toUpperCase()}`),
    rightSize(expected, measured),
    rightFormat(expected, measured),
    transparencyKept(request.source, expected, measured),
    notBlank(request.edit, wanted, actual),
    await notTheSource(request, expected),
    samePicture(request.edit, wanted, actual),
  ])
}

function inspectionOf(findings: readonly Finding[]): Inspection {
  return { ok: findings.every(({ ok, severity }) => ok || severity === 'warning'), findings }
}

function defect(rule: string, name: string, ok: boolean, detail: string): Finding {
  return { rule, name, ok, detail, severity: 'defect' }
}

/** I1, where it fails; nothing else can then be told. */
async function measureResult(path: string): Promise<ImageMeasurement | Finding> {
  try {
    return await measureImage({ path })
  } catch (error) {
    if (error instanceof Refusal) return defect('I1', 'Decodes to its end', false, error.message)
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return defect('I1', 'Decodes to its end', false, 'There is no result file.')
    throw error
  }
}

function rightSize(expected: ResultShape, { width, height }: ImageMeasurement): Finding {
  const ok = width === expected.width && height === expected.height
  return defect('I2', 'Right size', ok, `${width} x ${height}${ok ? '' : ` instead of ${expected.width} x ${expected.height}`} pixels`)
}

function rightFormat(expected: ResultShape, { format }: ImageMeasurement): Finding {
  const ok = format === expected.format
  return defect('I3', 'Right format', ok, `${format.toUpperCase()}${ok ? '' : ` instead of ${expected.format.toUpperCase()}`}`)
}

function transparencyKept(source: ImageMeasurement, expected: ResultShape, result: ImageMeasurement): Finding {
  const finding = { rule: 'I4', name: 'Transparency kept' }
  if (!source.alpha) return { ...finding, ok: true, severity: 'defect', detail: 'The source has none.' }
  if (expected.format === 'jpeg') return { ...finding, ok: false, severity: 'warning', detail: 'JPEG holds none: what was transparent is white now.' }
  return {
    ...finding,
    ok: result.alpha === true,
    severity: 'defect',
    detail: result.alpha ? 'It is there.' : 'The source has transparency, the result has none.',
  }
}

function notBlank(edit: Edit, wanted: Pixels, actual: Pixels): Finding {
  const [before, after] = [contrastOf(wanted), contrastOf(actual)]
  const detail = `Contrast is ${after.toFixed(1)} of 255; the source's is ${before.toFixed(1)}.`
  return { rule: 'I5', name: 'Not blank', ok: after > flat || before <= faint, detail, severity: lossAsked(edit) ? 'warning' : 'defect' }
}

async function notTheSource({ sourcePath, resultPath, edit, source }: InspectionRequest, expected: ResultShape): Promise<Finding> {
  const asked = edit.tool !== 'image-convert' || expected.width !== source.width || expected.height !== source.height || expected.format !== source.format
  if (!asked) return defect('I6', 'Not the source again', true, 'The edit asks for no other size or format.')
  const [before, after] = await Promise.all([digestOf(sourcePath), digestOf(resultPath)])
  return defect('I6', 'Not the source again', before !== after, before === after ? 'The result is the source file, byte for byte.' : 'The bytes differ.')
}

function samePicture(edit: Edit, wanted: Pixels, actual: Pixels): Finding {
  const { same, wrong, blocks, difference, gain } = likenessOf(wanted, actual)
  const detail = `${wrong} of ${blocks} blocks show something else; largest difference ${difference.toFixed(2)} of the contrast (1 is allowed), largest gain by moving ${gain.toFixed(2)} (2 is allowed).`
  return { rule: 'I7', name: 'Shows the same picture', ok: same, detail, severity: lossAsked(edit) ? 'warning' : 'defect' }
}

/** Whoever asks for that little quality asks for blocks of one colour. */
function lossAsked({ tool, options }: Edit): boolean {
  return tool === 'image-convert' && Number(options.encoding) < 30
}

/** What the result should show, made from the source by other means than the engine's, and what it does show, both at the size of the smaller. */
async function comparable({ edit, source, sourcePath, resultPath }: InspectionRequest, expected: ResultShape): Promise<[Pixels, Pixels]> {
  const scale = edit.tool === 'image-upscale' ? Number(edit.options.scale) : 1
  const shrink = Math.max(scale, Math.max(expected.width, expected.height) / longestCompared)
  const shape = { ...expected, width: edgeOf(expected.width, shrink), height: edgeOf(expected.height, shrink) }
  const way = { crop: cropOf(edit, source), shape, fit: String(edit.options.fit ?? 'fill') }
  const background = expected.format === 'jpeg' ? 255 : 128
  return [
    await pixelsOf(fitted(openImage(sourcePath), way), background),
    await pixelsOf(openImage(resultPath).autoOrient().resize({ width: shape.width, height: shape.height, fit: 'fill' }), background),
  ]
}

/** Transparency is laid over the background, so that it is compared as well. */
async function pixelsOf(image: Sharp, background: number): Promise<Pixels> {
  const { data, info } = await image.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  const { width, height } = info
  if (info.channels === 3) return { width, height, rgb: data }
  const rgb = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; from < data.length; from += 4) {
    const opacity = data[from + 3]! / 255
    for (let channel = 0; channel < 3; channel++) rgb[to++] = Math.round(background + (data[from + channel]! - background) * opacity)
  }
  return { width, height, rgb }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/** Standard deviation of the values of each channel, over all three. */
function contrastOf({ rgb }: Pixels): number {
  const sums = [0, 0, 0]
  let squares = 0
  for (const [at, value] of rgb.entries()) {
    sums[at % 3]! += value
    squares += value * value
  }
  const pixels = rgb.length / 3
  const variance = (squares - sums.reduce((total, sum) => total + (sum * sum) / pixels, 0)) / rgb.length
  return Math.sqrt(Math.max(0, variance))
}

function edgeOf(length: number, shrink: number): number {
  return Math.max(1, Math.round(length / shrink))
}
