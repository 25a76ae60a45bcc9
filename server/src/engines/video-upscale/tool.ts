// video-upscale: every frame through a trained network.
import type { Edit } from '@keter/core'
import { guessedSpeed, modelOfSteps } from '../image-upscale/tool.ts'
import { type Step, stepsTo, videoUpscalers, workOf } from '../image-upscale/upscalers.ts'
import { type LocalTool, megapixels } from '../local-tool.ts'

/** Seconds to turn, encode and write a megapixel of the result. */
const guessedEncoding = 0.03

export const videoUpscale: LocalTool = {
  id: 'video-upscale-onnx',
  tool: 'video-upscale',
  unsupported: (edit) => (stepsOf(edit) ? null : `There is no model for the quality "${edit.quality}".`),
  pack: (edit) => stepsOf(edit)?.[0]?.upscaler.pack ?? null,
  model: (edit) => modelOfSteps(stepsOf(edit)),
  work(edit, _measurement, shape) {
    const scale = Number(edit.options.scale)
    return {
      kind: `video-${edit.quality}-x${scale}`,
      amount: megapixels(shape),
      guess: (workOf(stepsOf(edit) ?? []) * 1e6) / guessedSpeed / scale ** 2 + guessedEncoding,
    }
  },
}

const stepsOf = ({ quality, options }: Edit): readonly Step[] | null => stepsTo(videoUpscalers[String(quality)], Number(options.scale))
