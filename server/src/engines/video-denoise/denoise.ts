// The video-denoise editor as it runs in a child. The filter looks at the frames beside each, so they are all decoded and filtered again where a run goes on.
import type { Edit } from '@keter/core'
import type { Editor } from '../editor.ts'
import { editedVideo } from '../video-editor.ts'
import { strengthsOf } from './tool.ts'

export const denoiseVideo: Editor = async (request, context) => editedVideo(request, '2', { filter: filterOf(request.edit) }, context)

/**
 * In the frequencies of each block of a frame together with the frames before and after it, what is weaker than noise of a deviation goes. Where that is a lot, the
 * grain that is left goes by comparing places of the frame. On photographs with noise of 7 (standard deviation) 5 loses least, with noise of 18 it is 24 to 30; so 40 is
 * for what an evening gives, 100 for the worst. Of the filters that were tried (hqdn3d, atadenoise, nlmeans, vaguedenoiser, bm3d) none was nearer to the originals in
 * views that move: docs/quality.md.
 */
function filterOf(edit: Edit): string {
  const { together, comparing } = strengthsOf(edit)
  const first = `fftdnoiz=sigma=${together.toFixed(3)}:prev=1:next=1`
  return comparing > 0 ? `${first},nlmeans=s=${comparing.toFixed(3)}:p=5:r=5` : first
}
