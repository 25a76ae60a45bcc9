// Rules for a background that was removed: something was kept and something taken away (I9), and what was kept is what the source shows there (I10).
import type { ResultShape } from '@keter/core'
import { openImage } from '../../media/open.ts'
import type { Finding } from '../engine.ts'
import { channelsOf } from '../pictures/rgb.ts'
import { defect, type InspectionRequest } from './finding.ts'
import { comparedAt, differenceOf, type Pixels } from './pixels.ts'
import { bothAt } from './scene.ts'

/** Shares of the picture: less was kept than any thing is small, or all but nothing taken away. */
const least = 0.002
const most = 0.995
/** How far a kept value may be from the source's, of 255, on average: compression, and the edge. */
const mostDifference = 6

export async function cutOutRules(request: InspectionRequest, expected: ResultShape): Promise<readonly Finding[]> {
  const [before, after] = await bothAt(request, expected)
  const kept = await keptIn(request, expected, before, after)
  const share = kept.reduce((sum, opacity) => sum + opacity, 0) / (255 * kept.length)
  const words = `${(share * 100).toFixed(1)} % of the picture was kept.`
  return [defect('I9', 'Something kept, something taken away', share >= least && share <= most, words), trueToSource(before, after, kept)]
}

/** How much of each pixel was kept, 0 to 255: by transparency, by not being the colour, or by not having been changed. */
async function keptIn({ edit, resultPath }: InspectionRequest, expected: ResultShape, before: Pixels, after: Pixels): Promise<Uint8Array> {
  const { background, colour } = edit.options
  if (background === 'transparent') {
    if (!(await openImage(resultPath).metadata()).hasAlpha) return new Uint8Array(before.width * before.height).fill(255)
    return comparedAt(resultPath, expected).extractChannel('alpha').raw().toBuffer()
  }
  const paint = background === 'colour' ? channelsOf(String(colour)) : null
  return Uint8Array.from({ length: before.width * before.height }, (_, pixel) => {
    const at = pixel * 3
    const differs = (other: (channel: number) => number) => [0, 1, 2].reduce((sum, channel) => sum + Math.abs(after.rgb[at + channel]! - other(channel)), 0)
    if (paint) return differs((channel) => paint[channel]!) > 12 ? 255 : 0
    return differs((channel) => before.rgb[at + channel]!) <= 12 ? 255 : 0
  })
}

function trueToSource(before: Pixels, after: Pixels, kept: Uint8Array): Finding {
  const difference = differenceOf(before, after, (pixel) => kept[pixel] === 255)
  return defect(
    'I10',
    'What was kept is the source',
    difference <= mostDifference,
    `It differs by ${difference.toFixed(2)} of 255 on average (${mostDifference} is allowed).`,
  )
}
