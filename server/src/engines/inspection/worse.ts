// Rule I12, a warning: the result looks worse than its source.
import type { Finding } from '../engine.ts'
import { warning } from './finding.ts'
import { clippedShare, detailOf, type Pixels } from './pixels.ts'

/** Of the source's detail, what has to be left; of all values, how many more may be fully dark or bright. */
const leastDetail = 0.5
const mostClipped = 0.1

/** Of two pictures of one size. `softer`: the tool takes grain away, so less detail is what was asked for. */
export function looksWorse(source: Pixels, result: Pixels, softer = false): Finding {
  const [before, after] = [detailOf(source), detailOf(result)]
  const kept = before > 0 ? after / before : 1
  const clipped = clippedShare(result) - clippedShare(source)
  const soft = !softer && before > 1 && kept < leastDetail
  const burnt = clipped > mostClipped
  const words = [
    `It has ${Math.round(kept * 100)} % of the source's detail`,
    `${clipped > 0 ? `${(clipped * 100).toFixed(1)} % more` : 'no more'} of it is fully dark or bright.`,
  ]
  return warning('I12', 'Looks no worse than the source', !soft && !burnt, words.join('; '))
}
