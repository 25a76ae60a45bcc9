// image-remove-background: a trained network tells what a picture is of from what is behind it.
import { packModel } from '../../models/installed.ts'
import { type LocalTool, megapixels } from '../local-tool.ts'

export const imageRemoveBackground: LocalTool = {
  id: 'image-remove-background-onnx',
  tool: 'image-remove-background',
  pack: () => 'isnet',
  model: () => packModel('isnet', 'model.onnx'),
  // The network sees every picture at one size; a second and a half is its share of a picture of one megapixel.
  work: (_edit, measurement, { format }) => ({ kind: `cut-out-${format}`, amount: Math.max(1, megapixels(measurement)), guess: 1.6 }),
}
