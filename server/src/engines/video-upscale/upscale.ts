// The video-upscale editor as it runs in a child: every frame through the network of its quality, in the pipeline that all video edits share.
import { oneOfEach } from '../../media/video/edit.ts'
import type { Editor } from '../editor.ts'
import { enlarge, loadUpscaler } from '../image-upscale/network.ts'
import { modelOfSteps } from '../image-upscale/tool.ts'
import { stepsTo, videoUpscalers } from '../image-upscale/upscalers.ts'
import { editedVideo } from '../video-editor.ts'

export const upscaleVideo: Editor = async (request, context) => {
  const { edit, modelsFolder, runtime } = request
  const scale = Number(edit.options.scale)
  const steps = stepsTo(videoUpscalers[String(edit.quality)], scale)!
  const network = await loadUpscaler(steps, scale, modelsFolder, runtime)
  const transform = oneOfEach(async ({ rgb, width, height }) => {
    const pixels = await enlarge(network, { rgb, width, height }, () => undefined)
    return { rgb: pixels, width: width * scale, height: height * scale }
  })
  return editedVideo(request, modelOfSteps(steps)!.version, { transform }, context)
}
