// image-upscale: enlarges a picture with a trained network, tile by tile.
import type { Edit } from '@keter/core'
import { toRead, toWrite } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'
import { guessedSpeed, imageUpscalers, modelOfSteps, type Step, stepsTo, workOf } from '../upscaling/upscalers.ts'

export const imageUpscale: LocalTool = {
  id: 'image-upscale-onnx',
  tool: 'image-upscale',
  unsupported: (edit) => (stepsOf(edit) ? null : `There is no model for the quality "${edit.quality}".`),
  pack: (edit) => stepsOf(edit)?.[0]?.upscaler.pack ?? null,
  model: (edit) => modelOfSteps(stepsOf(edit)),
  // Speed depends on the networks, on the scale, and on what the result is encoded as.
  work(edit, measurement, shape) {
    const steps = stepsOf(edit) ?? []
    return {
      kind: `${modelOfSteps(steps)?.name}-x${edit.options.scale}-${shape.format}`,
      start: 0.02,
      work: toRead(measurement) + workOf(steps, measurement) / guessedSpeed + toWrite(shape, 'quick'),
      load: 0.3,
    }
  },
}

const stepsOf = ({ quality, options }: Edit): readonly Step[] | null => stepsTo(imageUpscalers[String(quality)], Number(options.scale))
