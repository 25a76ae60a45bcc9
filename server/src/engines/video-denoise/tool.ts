// video-denoise: an average over neighbouring pixels and neighbouring frames, weighted by how alike they are.
import { type LocalTool, megapixels } from '../local-tool.ts'

export const videoDenoise: LocalTool = {
  id: 'video-denoise-hqdn3d',
  tool: 'video-denoise',
  work: (_edit, _measurement, shape) => ({ kind: 'video-denoise', amount: megapixels(shape), guess: 0.04 }),
}
