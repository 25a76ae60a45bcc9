// image-remove-background: a trained network tells what a picture is of from what is behind it.
import { packModel } from '../../models/installed.ts'
import { megapixels, toRead, toWrite } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds for the network, which sees every picture at one size, and for the mask of a megapixel; more of them where a background is put behind. */
const guessedRun = 2.2
const guessedMask = 0.02
const guessedBehind = 0.06

export const imageRemoveBackground: LocalTool = {
  id: 'image-remove-background-onnx',
  tool: 'image-remove-background',
  pack: () => 'isnet',
  model: () => packModel('isnet', 'model.onnx'),
  work: ({ options }, measurement, shape) => ({
    kind: `cut-out-${shape.format}`,
    start: guessedRun,
    work: toRead(measurement) + megapixels(shape) * (guessedMask + (options.background === 'transparent' ? 0 : guessedBehind)) + toWrite(shape, 'quick'),
    load: 1.4,
  }),
}
