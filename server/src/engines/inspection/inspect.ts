// The inspection of a result by the rules of docs/rules/inspection.md. Runs in a child; never throws for a bad result.
// Here is what holds for every picture; what a tool is judged by beside it stands in the files that `own` names.
import { type Edit, type ImageMeasurement, makesTransparent, type Measurement, type ResultShape, resultOf } from '@keter/core'
import { largestResultPixels } from '../../media/limits.ts'
import { measureImage } from '../../media/measure.ts'
import type { Finding, Inspection } from '../engine.ts'
import { asAsked } from './as-asked.ts'
import { coverRules } from './covered.ts'
import { cutOutRules } from './cut-out.ts'
import { eraseRules } from './erased.ts'
import { type InspectionRequest, inspectionOf } from './finding.ts'
import { decodes, measuredResult, rightFormat, rightSize } from './result.ts'
import { sceneRules } from './scene.ts'
import { inspectVideo } from './video.ts'

type Rules = (request: InspectionRequest, expected: ResultShape) => Promise<readonly Finding[]>

/** Where a tool is not named, the result has to show the scene of the source in other light and colour. */
const own: Readonly<Record<string, Rules>> = {
  'image-upscale': asAsked,
  'image-convert': asAsked,
  'image-remove-background': cutOutRules,
  'image-erase': eraseRules,
  'image-blur-faces': coverRules,
}

export async function inspect(request: InspectionRequest): Promise<Inspection> {
  const { edit, source } = request
  const expected = resultOf(edit, source)
  if (source.media === 'video') return inspectVideo(request, source, expected)
  const measured = await measuredResult(() => measureImage({ path: request.resultPath, mostPixels: largestResultPixels }))
  if (!('media' in measured)) return inspectionOf([measured])
  const size = rightSize(expected, measured)
  const findings = [decodes(measured), size, rightFormat(expected, measured), transparencyKept(edit, source, expected, measured)]
  // Pictures of another size cannot be compared place by place.
  const comparable = edit.tool === 'image-upscale' || edit.tool === 'image-convert' || size.ok
  return inspectionOf([...findings, ...(comparable ? await (own[edit.tool] ?? sceneRules)(request, expected) : [])])
}

function transparencyKept(edit: Edit, source: Measurement, expected: ResultShape, result: ImageMeasurement): Finding {
  const finding = { rule: 'I4', name: 'Transparency kept' }
  if (makesTransparent(edit))
    return { ...finding, ok: result.alpha === true, severity: 'defect', detail: result.alpha ? 'It is there.' : 'The result is to be transparent and is not.' }
  // Another background was asked for.
  if (edit.tool === 'image-remove-background') return { ...finding, ok: true, severity: 'defect', detail: 'None was asked for.' }
  if (source.media !== 'image' || !source.alpha) return { ...finding, ok: true, severity: 'defect', detail: 'The source has none.' }
  if (expected.format === 'jpeg') return { ...finding, ok: false, severity: 'warning', detail: 'JPEG holds none: what was transparent is white now.' }
  return {
    ...finding,
    ok: result.alpha === true,
    severity: 'defect',
    detail: result.alpha ? 'It is there.' : 'The source has transparency, the result has none.',
  }
}
