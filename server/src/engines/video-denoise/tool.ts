// video-denoise: an average over neighbouring pixels and neighbouring frames, weighted by how alike they are.
import { framesTake, megapixels } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds a megapixel, encoding aside. */
const guessedAverage = 0.015

export const videoDenoise: LocalTool = {
  id: 'video-denoise-hqdn3d',
  tool: 'video-denoise',
  work: (_edit, _measurement, shape) => ({
    kind: 'video-denoise',
    start: 0.05,
    work: megapixels(shape) * guessedAverage + framesTake(shape, 'mp4'),
    load: 0.4,
  }),
}
