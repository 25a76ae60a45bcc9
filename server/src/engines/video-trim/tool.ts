// video-trim: the frames of a part, and its sound.
import { framesTake } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

export const videoTrim: LocalTool = {
  id: 'video-trim-ffmpeg',
  tool: 'video-trim',
  work: (_edit, _measurement, shape) => ({ kind: 'video-trim', start: 0.05, work: framesTake(shape, 'mp4'), load: 0.4 }),
}
