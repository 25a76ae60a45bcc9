// image-adjust: light, contrast, colour, warmth and sharpness by hand, with libvips.
import type { Options } from '@keter/core'
import { megapixels, toRead, toWrite } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

export const imageAdjust: LocalTool = {
  id: 'image-adjust-sharp',
  tool: 'image-adjust',
  unsupported: ({ options }) =>
    ['brightness', 'contrast', 'saturation', 'warmth', 'sharpen'].some((name) => options[name] !== 0) ? null : 'Every setting is 0: nothing would change.',
  work: ({ options }, measurement, shape) => ({
    kind: `adjust-${shape.format}`,
    start: 0.005,
    work: toRead(measurement) + megapixels(shape) * stepsOf(options) + toWrite(shape, 'small'),
  }),
}

/** Seconds a megapixel. Brightness and saturation are changed in another colour space and back. */
function stepsOf({ brightness, contrast, saturation, warmth, sharpen }: Options): number {
  return (brightness || saturation ? 0.08 : 0) + (contrast || warmth ? 0.014 : 0) + (sharpen ? 0.14 : 0)
}
