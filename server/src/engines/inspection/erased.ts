// Rules for something that was erased: the place was filled with something else, and nothing beside it was touched (I11).
import type { ResultShape } from '@keter/core'
import type { Finding } from '../engine.ts'
import { erasedMask } from '../image-erase/mask.ts'
import { notBlank } from './as-asked.ts'
import { defect, type InspectionRequest } from './finding.ts'
import { differenceOf, type Pixels } from './pixels.ts'
import { bothAt } from './scene.ts'

/** Of 255, on average: beside the place, what compression may change; in it, what has to change. */
const mostBeside = 4
const leastInside = 0.5

export async function eraseRules(request: InspectionRequest, expected: ResultShape): Promise<readonly Finding[]> {
  const [before, after] = await bothAt(request, expected)
  const mask = await erasedMask(request.edit, request.pictures ?? {}, request.source, before)
  const inside = differenceOf(before, after, (pixel) => mask[pixel] === 255)
  // Where a pixel is marked in part it may be either.
  const beside = differenceOf(before, after, (pixel) => mask[pixel] === 0)
  const ok = beside <= mostBeside && inside >= leastInside
  const words = `The place differs by ${inside.toFixed(1)} of 255 on average (at least ${leastInside}), what is beside it by ${beside.toFixed(2)} (at most ${mostBeside}).`
  return [notBlank(besidePlace(before, mask), after, request.edit), defect('I11', 'The place was filled, nothing else touched', ok, words)]
}

/** Something before a plain wall leaves a plain wall. */
function besidePlace({ rgb }: Pixels, mask: Uint8Array): Pixels {
  const beside = rgb.filter((_, at) => mask[Math.floor(at / 3)] === 0)
  return { width: beside.length / 3, height: 1, rgb: beside }
}
