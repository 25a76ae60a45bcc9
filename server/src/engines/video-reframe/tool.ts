// video-reframe: a cut-out of another shape that follows what draws the eye.
import { framesTake, megapixels } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds to decode a megapixel of the source, and to make it small for the first look. */
const guessedPass = 0.006

export const videoReframe: LocalTool = {
  id: 'video-reframe-attention',
  tool: 'video-reframe',
  // All of the source is decoded, twice where it is looked at first.
  work: ({ options }, { width, height }, shape) => ({
    kind: `video-reframe-${options.follow}`,
    start: 0.05,
    work: megapixels({ ...shape, width, height }) * guessedPass * (options.follow === 'attention' ? 2 : 1) + framesTake(shape, 'mp4'),
    load: 0.4,
  }),
}
