// image-convert: crops, resizes and changes the file format with libvips.
import { megapixels, toRead, toWrite } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds a megapixel of the source, where its size changes. */
const resizing = 0.005

export const imageConvert: LocalTool = {
  id: 'image-convert-sharp',
  tool: 'image-convert',
  work: (_edit, measurement, shape) => ({
    kind: `convert-${shape.format}`,
    start: 0.01,
    work: toRead(measurement) + (megapixels(shape) === megapixels(measurement) ? 0 : resizing * megapixels(measurement)) + toWrite(shape, 'small'),
  }),
}
