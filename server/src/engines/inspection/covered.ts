// Rules for faces that were covered: something was covered (I13), and most of the picture is as it was.
import type { ResultShape } from '@keter/core'
import type { Finding } from '../engine.ts'
import { defect, type InspectionRequest } from './finding.ts'
import type { Pixels } from './pixels.ts'
import { bothAt } from './scene.ts'

const edge = 8
/** Of 255, the mean change in a block that tells a cover from what compression does. */
const cover = 10

export async function coverRules(request: InspectionRequest, expected: ResultShape): Promise<readonly Finding[]> {
  const share = coveredShare(...(await bothAt(request, expected)))
  const words = share === 0 ? 'No face was found: nothing was covered.' : `${(share * 100).toFixed(1)} % of the picture was covered.`
  return [defect('I13', 'A face was covered', share > 0 && share < 0.95, words)]
}

function coveredShare(before: Pixels, after: Pixels): number {
  let [covered, blocks] = [0, 0]
  for (let top = 0; top < before.height; top += edge)
    for (let left = 0; left < before.width; left += edge) {
      blocks++
      if (changeIn(before, after, left, top) > cover) covered++
    }
  return covered / blocks
}

function changeIn(before: Pixels, after: Pixels, left: number, top: number): number {
  let [sum, count] = [0, 0]
  for (let y = top; y < Math.min(before.height, top + edge); y++)
    for (let at = (y * before.width + left) * 3; at < (y * before.width + Math.min(before.width, left + edge)) * 3; at++) {
      sum += Math.abs(after.rgb[at]! - before.rgb[at]!)
      count++
    }
  return sum / count
}
