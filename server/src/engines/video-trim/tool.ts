// video-trim: the frames of a part, and its sound.
import { type LocalTool, megapixels } from '../local-tool.ts'

export const videoTrim: LocalTool = {
  id: 'video-trim-ffmpeg',
  tool: 'video-trim',
  work: (_edit, _measurement, shape) => ({ kind: 'video-trim', amount: megapixels(shape), guess: 0.03 }),
}
