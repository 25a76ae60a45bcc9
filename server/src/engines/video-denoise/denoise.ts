// The video-denoise editor as it runs in a child. The filter remembers the frames before, so they are all decoded and filtered again where a run goes on.
import type { Editor } from '../editor.ts'
import { editedVideo } from '../video-editor.ts'

export const denoiseVideo: Editor = async (request, context) => {
  const within = tolerance(Number(request.edit.options.strength))
  // In brightness and colour of a frame, then of the frames in their order: FFmpeg's own proportions.
  const filter = `hqdn3d=${[1, 0.75, 1.5, 1.125].map((share) => (within * share).toFixed(3)).join(':')}`
  return editedVideo(request, '1', { filter }, context)
}

/**
 * How unlike two neighbours may be, of 255, and still be taken for one value with noise on it. On test pictures, noise of 7 (standard deviation) loses most at 8 to 14,
 * noise of 13 at 20, noise of 20 at 30; clean footage loses detail from 4 on. So 25 is for a little grain, 40 for what an evening gives, 100 for the worst.
 */
function tolerance(strength: number): number {
  return 25 * (strength / 100) ** 1.3
}
