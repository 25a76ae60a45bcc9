// video-upscale: every frame through a trained network.
import type { Edit } from '@keter/core'
import { guessedSpeed, modelOfSteps, type Step, stepsTo, videoUpscalers, workOf } from '../upscaling/upscalers.ts'
import { framesTake } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

export const videoUpscale: LocalTool = {
  id: 'video-upscale-onnx',
  tool: 'video-upscale',
  unsupported: (edit) => (stepsOf(edit) ? null : `There is no model for the quality "${edit.quality}".`),
  pack: (edit) => stepsOf(edit)?.[0]?.upscaler.pack ?? null,
  model: (edit) => modelOfSteps(stepsOf(edit)),
  work: (edit, measurement, shape) => ({
    kind: `video-${edit.quality}-x${edit.options.scale}`,
    start: 0.1,
    work: ((shape.frames ?? 1) * workOf(stepsOf(edit) ?? [], measurement)) / guessedSpeed + framesTake(shape, 'mp4'),
    load: 0.5,
  }),
}

const stepsOf = ({ quality, options }: Edit): readonly Step[] | null => stepsTo(videoUpscalers[String(quality)], Number(options.scale))
