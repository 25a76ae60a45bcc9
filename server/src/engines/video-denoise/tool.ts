// video-denoise: what is weaker than noise goes, in the frequencies of neighbouring frames together.
import { framesTake, megapixels } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds a megapixel, encoding aside. */
const guessedFiltering = 0.13

export const videoDenoise: LocalTool = {
  id: 'video-denoise-fft',
  tool: 'video-denoise',
  work: (_edit, _measurement, shape) => ({
    kind: 'video-denoise',
    start: 0.05,
    work: megapixels(shape) * guessedFiltering + framesTake(shape, 'mp4'),
    load: 0.4,
  }),
}
