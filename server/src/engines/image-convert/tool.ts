// image-convert: crops, resizes and changes the file format with libvips.
import { type LocalTool, megapixels } from '../local-tool.ts'

/** Seconds for each megapixel read or written. */
const guesses: Readonly<Record<string, number>> = { jpeg: 0.03, png: 0.1, webp: 0.15, avif: 0.5 }

export const imageConvert: LocalTool = {
  id: 'image-convert-sharp',
  tool: 'image-convert',
  work: (_edit, measurement, shape) => ({
    kind: `convert-${shape.format}`,
    amount: megapixels(measurement) + megapixels(shape),
    guess: guesses[shape.format] ?? 0,
  }),
}
