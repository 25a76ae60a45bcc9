// image-upscale: enlarges a picture with a trained network, tile by tile.
import type { Edit } from '@keter/core'
import { type LocalTool, megapixels } from '../local-tool.ts'
import { imageUpscalers, type Step, stepsTo, workOf } from './upscalers.ts'

/** Multiply-accumulate operations a second of two common cores; what a machine really does is learned from its first runs. */
export const guessedSpeed = 125e9
/** Seconds to encode a megapixel. */
const guessedEncoding: Readonly<Record<string, number>> = { jpeg: 0.006, png: 0.065, webp: 0.06 }

export const imageUpscale: LocalTool = {
  id: 'image-upscale-onnx',
  tool: 'image-upscale',
  unsupported: (edit) => (stepsOf(edit) ? null : `There is no model for the quality "${edit.quality}".`),
  pack: (edit) => stepsOf(edit)?.[0]?.upscaler.pack ?? null,
  model: (edit) => modelOfSteps(stepsOf(edit)),
  // Speed depends on the networks, on the scale, and on what the result is encoded as.
  work(edit, measurement, { format }) {
    const steps = stepsOf(edit) ?? []
    const scale = Number(edit.options.scale)
    return {
      kind: `${modelOfSteps(steps)?.name}-x${scale}-${format}`,
      amount: megapixels(measurement),
      guess: (workOf(steps) * 1e6) / guessedSpeed + scale ** 2 * (guessedEncoding[format] ?? 0),
    }
  },
}

const stepsOf = ({ quality, options }: Edit): readonly Step[] | null => stepsTo(imageUpscalers[String(quality)], Number(options.scale))

/** The first network decides what is seen; the record names it. */
export function modelOfSteps(steps: readonly Step[] | null): { readonly name: string; readonly version: string } | null {
  const [first] = steps ?? []
  return first ? first.upscaler.model(first.scale) : null
}
