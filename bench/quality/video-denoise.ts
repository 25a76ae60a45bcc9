// video-denoise: clips with noise that is another one in each frame.
import { chance, noisy } from '../../server/test/damage.ts'
import { encoded, framesIn, photographs, viewed, writeClip } from './clips.ts'
import { decibelsOfBrightness } from './measures.ts'
import { medianOf, type Rgb } from './pictures.ts'
import type { Studio } from './studio.ts'
import { type Compared, compared, comparedFrames, head } from './tables.ts'

const size = { width: 192, height: 128 }
const frames = 10

/** Pixels a frame. */
const motions = { 'a still view': 0, 'a pan of 3 pixels a frame': 3 } as const

/** The noise, and a setting of the tool for such: its default, and one for the worst. */
const noises = [
  { deviation: 7, strength: 40 },
  { deviation: 18, strength: 90 },
] as const
/** The strength of nlmeans for a deviation of 1: of 3, 6, 10 and more, 3 was best at 7, 6 to 10 at 18. */
const fitting = 0.4

export async function denoisingVideos(studio: Studio): Promise<string[]> {
  const lines = [
    '## Denoise video',
    '',
    `Clips of ${frames} frames over four photographs, with noise that is another one in each frame; the alternatives are the median of 3 x 3 and FFmpeg's \`nlmeans\`, each`,
    'frame alone, encoded as the result is. PSNR is that of brightness.',
    '',
    ...head(['motion, noise, strength', 'tool PSNR', 'median', 'nlmeans', 'tool SSIM', 'median', 'nlmeans']),
  ]
  for (const [motion, pace] of Object.entries(motions))
    for (const { deviation, strength } of noises) {
      const cases: Compared[] = []
      for (const [seed, photograph] of photographs.entries()) {
        const originals = await Promise.all(
          Array.from({ length: frames }, (_, at) => viewed(photograph, { left: 60 + pace * at, top: 60, width: size.width }, size)),
        )
        const source = await writeClip(studio.at('noisy.mp4'), grainy(originals, deviation, seed + 1), 0)
        const plain = [await Promise.all((await framesIn(source)).map(medianOf)), await framesIn(source, `nlmeans=s=${fitting * deviation}`)]
        const results = [await studio.clip(source, 'video-denoise', { strength })]
        for (const side of plain) results.push(await encoded(studio.at('plain.mp4'), side))
        cases.push(...comparedFrames(originals, results))
      }
      lines.push(compared(`${motion}, deviation ${deviation}, strength ${strength}`, cases, decibelsOfBrightness))
    }
  return [...lines, '']
}

/** Normal noise, one row of chance through all frames. */
function grainy(pictures: readonly Rgb[], deviation: number, seed: number): Rgb[] {
  const next = chance(seed)
  return pictures.map((picture) => ({ ...picture, rgb: noisy(picture.rgb, deviation, next) }))
}
