// Rules I5, I6 and I7: the result shows what the edit asks for, made from the source a second time by other means than the engine's.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { cropOf, type Edit, type ResultShape } from '@keter/core'
import sharp from 'sharp'
import { largestResultPixels } from '../../media/limits.ts'
import { openImage } from '../../media/open.ts'
import type { Finding } from '../engine.ts'
import { fitted } from '../image-convert/convert.ts'
import { defect, type InspectionRequest } from './finding.ts'
import { contrastOf, edgeOf, longestCompared, type Pixels, pixelsOf } from './pixels.ts'
import { likenessOf } from './same-picture.ts'
import { looksWorse } from './worse.ts'

/** Contrast, of 255, of what is called blank, and of a source that may become so. */
const flat = 0.5
const faint = 8

export async function asAsked(request: InspectionRequest, expected: ResultShape): Promise<readonly Finding[]> {
  const [wanted, actual] = await comparable(request, expected)
  const findings = [notBlank(wanted, actual, request.edit), await notTheSource(request, expected), samePicture(wanted, actual, request.edit)]
  return request.edit.tool === 'image-upscale' ? [...findings, looksWorse(wanted, actual)] : findings
}

export function notBlank(before: Pixels, after: Pixels, edit: Edit): Finding {
  const [contrastBefore, contrastAfter] = [contrastOf(before), contrastOf(after)]
  const detail = `Contrast is ${contrastAfter.toFixed(1)} of 255; the source's is ${contrastBefore.toFixed(1)}.`
  return { rule: 'I5', name: 'Not blank', ok: contrastAfter > flat || contrastBefore <= faint, detail, severity: severityOf(edit) }
}

export function samePicture(wanted: Pixels, actual: Pixels, edit: Edit): Finding {
  const { same, wrong, blocks, difference, gain } = likenessOf(wanted, actual)
  const detail = `${wrong} of ${blocks} blocks show something else; largest difference ${difference.toFixed(2)} of the contrast (1 is allowed), largest gain by moving ${gain.toFixed(2)} (2 is allowed).`
  return { rule: 'I7', name: 'Shows the same picture', ok: same, detail, severity: severityOf(edit) }
}

/** Whoever asks for that little quality asks for blocks of one colour. */
function severityOf({ tool, options }: Edit): Finding['severity'] {
  return tool === 'image-convert' && Number(options.encoding) < 30 ? 'warning' : 'defect'
}

/** What the result should show and what it does show, both at the size of the smaller. */
async function comparable({ edit, source, sourcePath, resultPath }: InspectionRequest, expected: ResultShape): Promise<[Pixels, Pixels]> {
  const scale = edit.tool === 'image-upscale' ? Number(edit.options.scale) : 1
  const shrink = Math.max(scale, Math.max(expected.width, expected.height) / longestCompared)
  const shape = { ...expected, width: edgeOf(expected.width, shrink), height: edgeOf(expected.height, shrink) }
  const focus = String(edit.options.focus ?? 'middle')
  const way = { crop: cropOf(edit, source), shape, fit: String(edit.options.fit ?? 'fill'), focus }
  const background = expected.format === 'jpeg' ? 255 : 128
  // Where the crop lies is decided by the picture at its full size.
  const chosen =
    focus === 'middle'
      ? openImage(sourcePath)
      : sharp(
          await fitted(openImage(sourcePath), { ...way, shape: expected })
            .png({ compressionLevel: 1 })
            .toBuffer(),
        )
  const whole = { left: 0, top: 0, width: expected.width, height: expected.height }
  return [
    await pixelsOf(fitted(chosen, focus === 'middle' ? way : { ...way, crop: whole, fit: 'fill' }), background),
    await pixelsOf(openImage(resultPath, largestResultPixels).autoOrient().resize({ width: shape.width, height: shape.height, fit: 'fill' }), background),
  ]
}

async function notTheSource({ sourcePath, resultPath, edit, source }: InspectionRequest, expected: ResultShape): Promise<Finding> {
  const asked = edit.tool !== 'image-convert' || expected.width !== source.width || expected.height !== source.height || expected.format !== source.format
  if (!asked) return defect('I6', 'Not the source again', true, 'The edit asks for no other size or format.')
  const [before, after] = await Promise.all([digestOf(sourcePath), digestOf(resultPath)])
  return defect('I6', 'Not the source again', before !== after, before === after ? 'The result is the source file, byte for byte.' : 'The bytes differ.')
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
