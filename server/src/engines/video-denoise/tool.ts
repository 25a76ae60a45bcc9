// video-denoise: what is weaker than noise goes, in the frequencies of neighbouring frames together.
import type { Edit } from '@keter/core'
import { framesTake, megapixels } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds a megapixel, encoding aside. */
const guessed = { together: 0.13, comparing: 0.035 } as const

/** How FFmpeg's filters are told: `together` in `fftdnoiz`, a deviation of the noise; `comparing` in `nlmeans`, which takes strengths from 1 on: 0 below. */
export function strengthsOf({ options }: Edit): { readonly together: number; readonly comparing: number } {
  const together = 30 * (Number(options.strength) / 100) ** 2
  return { together, comparing: together < 8 ? 0 : together / 8 }
}

export const videoDenoise: LocalTool = {
  id: 'video-denoise-fft',
  tool: 'video-denoise',
  work: (edit, _measurement, shape) => ({
    kind: 'video-denoise',
    start: 0.05,
    work: megapixels(shape) * (guessed.together + (strengthsOf(edit).comparing > 0 ? guessed.comparing : 0)) + framesTake(shape, 'mp4'),
    load: 0.4,
  }),
}
