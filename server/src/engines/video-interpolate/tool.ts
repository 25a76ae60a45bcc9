// video-interpolate: a trained network draws the frame between each two.
import { packModel } from '../../models/installed.ts'
import { type LocalTool, megapixels } from '../local-tool.ts'

export const network = { pack: 'rife', file: 'model.onnx' } as const

export const videoInterpolate: LocalTool = {
  id: 'video-interpolate-onnx',
  tool: 'video-interpolate',
  pack: () => network.pack,
  model: () => packModel(network.pack, network.file),
  // Of the frames of the result, every other one is drawn; encoding takes the rest.
  work: (_edit, _measurement, shape) => ({ kind: 'video-interpolate', start: 0.6, amount: megapixels(shape), guess: 0.95 }),
}
