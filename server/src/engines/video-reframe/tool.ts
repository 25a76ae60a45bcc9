// video-reframe: a cut-out of another shape that follows what draws the eye.
import { type LocalTool, megapixels } from '../local-tool.ts'

export const videoReframe: LocalTool = {
  id: 'video-reframe-attention',
  tool: 'video-reframe',
  // All of the source is decoded, twice where it is looked at first; what is cut out is encoded.
  work: ({ options }, measurement, shape) => ({
    kind: `video-reframe-${options.follow}`,
    amount: megapixels({ ...shape, width: measurement.width, height: measurement.height }),
    guess: options.follow === 'attention' ? 0.015 : 0.01,
  }),
}
