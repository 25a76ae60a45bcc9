// Rules for tools that change light, colour, grain or haze and leave the scene: not blank, not unchanged (I6), the same scene (I8), no worse (I12).
import type { ResultShape } from '@keter/core'
import type { Finding } from '../engine.ts'
import { notBlank } from './as-asked.ts'
import { defect, type InspectionRequest } from './finding.ts'
import { comparedAt, differenceOf, type Pixels, pixelsOf } from './pixels.ts'
import { sceneOf } from './same-scene.ts'
import { looksWorse } from './worse.ts'

/** Tools of which less grain, or a smoother picture, is what was asked for. */
const softening = new Set(['image-denoise', 'image-derain', 'image-dehaze'])

export async function sceneRules(request: InspectionRequest, expected: ResultShape): Promise<readonly Finding[]> {
  const [before, after] = await bothAt(request, expected)
  return [notBlank(before, after, request.edit), changed(before, after), sameScene(before, after), looksWorse(before, after, softening.has(request.edit.tool))]
}

export async function bothAt({ sourcePath, resultPath }: InspectionRequest, expected: ResultShape): Promise<[Pixels, Pixels]> {
  const background = expected.format === 'jpeg' ? 255 : 128
  return [await pixelsOf(comparedAt(sourcePath, expected), background), await pixelsOf(comparedAt(resultPath, expected), background)]
}

/** I6 for what keeps size and often format: another file of the same pixels is no edit. */
function changed(before: Pixels, after: Pixels): Finding {
  const difference = differenceOf(before, after)
  return defect(
    'I6',
    'Not the source again',
    difference > 0,
    difference > 0 ? `Values differ by ${difference.toFixed(2)} of 255 on average.` : 'Every pixel is that of the source.',
  )
}

export function sameScene(before: Pixels, after: Pixels): Finding {
  const { same, wrong, blocks } = sceneOf(before, after)
  return defect('I8', 'Shows the same scene', same, `${wrong} of ${blocks} blocks with a pattern show another one.`)
}
