// video-reframe: how much of a subject at a known place stays in the cut-out.
import { leftOf } from '../../server/test/pictures.ts'
import { framesIn, viewed, writeClip } from './clips.ts'
import { mean } from './measures.ts'
import type { Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'
import { type Laid, laidOver, ofHeight, outOfFocus, oval, person, type Subject } from './subjects.ts'
import { bestInBold, head, row } from './tables.ts'

const size = { width: 320, height: 180 }
const frames = 36

/** Where the middle of the subject is, of the width, from the first moment (0) to the last (1). */
const motions: Readonly<Record<string, (moment: number) => number>> = {
  'rests at a quarter of the width': () => 0.25,
  'rests near the right edge': () => 0.82,
  'crosses in three seconds': (moment) => 0.15 + 0.7 * moment,
  'sways about the middle': (moment) => 0.5 + 0.1 * Math.sin(moment * 9),
}

export async function reframing(studio: Studio): Promise<string[]> {
  const lines = [
    '## Reframe video',
    '',
    `Clips of ${frames} frames of ${size.width} x ${size.height} cut to 9:16: a person, a cup and the face of a cat, each laid over another photograph. The share of the subject that is kept,`,
    'frame by frame; the alternative is the middle all the time.',
    '',
    ...head(['subject, photograph behind it', 'tool', 'middle']),
  ]
  const subjects: readonly (readonly [Subject, string])[] = [
    [await ofHeight(await person(studio), 90), 'coffee'],
    [await ofHeight(await oval('coffee', { left: 190, top: 90, width: 240, height: 220 }), 80), 'rocket'],
    [await ofHeight(await oval('chelsea', { left: 120, top: 40, width: 190, height: 170 }), 80), 'astronaut'],
  ]
  for (const sharp of [false, true])
    for (const [motion, place] of Object.entries(motions)) {
      const kept: Record<string, number[]> = { attention: [], middle: [] }
      for (const [subject, photograph] of subjects) {
        const view = await viewed(photograph, { left: 20, top: 60, width: 400 }, size)
        const behind = sharp ? view : await outOfFocus(view)
        const laid = Array.from({ length: frames }, (_, at) => {
          const left = Math.round(place(at / (frames - 1)) * size.width - subject.width / 2)
          return laidOver(behind, subject, { left, top: size.height - subject.height - 10 })
        })
        const source = await writeClip(
          studio.at('wide.mp4'),
          laid.map(({ picture }) => picture),
        )
        for (const [follow, shares] of Object.entries(kept))
          shares.push(...keptIn(await studio.clip(source, 'video-reframe', { shape: '9:16', follow }), await framesIn(source), laid))
      }
      lines.push(row([`${motion}, ${sharp ? 'sharp' : 'out of focus'}`, ...bestInBold([mean(kept.attention!), mean(kept.middle!)], 2)]))
      process.stderr.write(`${lines.at(-1)}\n`)
    }
  return [...lines, '']
}

/** Of each frame, the share of the subject within the cut-out. */
function keptIn(results: readonly Rgb[], sources: readonly Rgb[], laid: readonly Laid[]): number[] {
  return laid.map(({ truth }, at) => {
    const result = results[at]!
    // Where the cut-out lies is not told.
    const left = leftOf(result, sources[at]!)
    let [inside, all] = [0, 0]
    for (const [place, value] of truth.entries()) {
      if (value < 128) continue
      all++
      const x = place % size.width
      if (x >= left && x < left + result.width) inside++
    }
    return inside / all
  })
}
