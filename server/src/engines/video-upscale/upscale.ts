// The video-upscale editor as it runs in a child: every frame through the network of its quality, in the pipeline that all video edits share.
import { performance } from 'node:perf_hooks'
import { oneOfEach } from '../../media/video/video-edit.ts'
import type { Editor } from '../editor.ts'
import { enlarge, loadUpscaler } from '../upscaling/enlarge.ts'
import { modelOfSteps, stepsTo, videoUpscalers } from '../upscaling/upscalers.ts'
import { editedVideo } from '../video-editor.ts'

export const upscaleVideo: Editor = async (request, context) => {
  const { edit, modelsFolder, runtime } = request
  const scale = Number(edit.options.scale)
  const steps = stepsTo(videoUpscalers[String(edit.quality)], scale)!
  const began = performance.now()
  const network = await loadUpscaler(steps, scale, modelsFolder, runtime)
  const load = performance.now() - began
  const transform = oneOfEach(async ({ rgb, width, height }) => {
    const pixels = await enlarge(network, { rgb, width, height }, () => undefined)
    return { rgb: pixels, width: width * scale, height: height * scale }
  })
  const { measurement, ms } = await editedVideo(request, modelOfSteps(steps)!.version, { transform }, context)
  return { measurement, ms: { ...ms, load } }
}
