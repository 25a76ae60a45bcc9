// image-remove-background: the mask of a subject that was laid over another picture.
import { byColour, knownCutOuts } from './cut-outs.ts'
import { iou, mean } from './measures.ts'
import type { Studio } from './studio.ts'
import { bestInBold, head, row } from './tables.ts'

export async function removingBackground(studio: Studio): Promise<string[]> {
  const [ours, plain]: [number[], number[]] = [[], []]
  for (const { picture, truth } of await knownCutOuts()) {
    const { alpha } = await studio.picture(picture, 'image-remove-background', {})
    ours.push(iou(alpha ?? new Uint8Array(truth.length), truth))
    plain.push(iou(byColour(picture), truth))
  }
  return [
    '## Remove background',
    '',
    'Ten pictures whose subject was laid over another one by a known shape. Intersection over union of the masks; the alternative parts by colour.',
    '',
    ...head(['', 'tool', 'by colour']),
    row(['IoU', ...bestInBold([mean(ours), mean(plain)], 3)]),
    '',
  ]
}
