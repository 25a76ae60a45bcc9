// video-interpolate: a trained network draws the frame between each two.
import { packModel } from '../../models/installed.ts'
import { framesTake, megapixels } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds for a megapixel that is drawn. */
const guessedDrawing = 1.8

export const network = { pack: 'rife', file: 'model.onnx' } as const

export const videoInterpolate: LocalTool = {
  id: 'video-interpolate-onnx',
  tool: 'video-interpolate',
  pack: () => network.pack,
  model: () => packModel(network.pack, network.file),
  // Of the frames of the result, every other one is drawn.
  work: (_edit, _measurement, shape) => ({
    kind: 'video-interpolate',
    start: 0.1,
    work: (megapixels(shape) / 2) * guessedDrawing + framesTake(shape, 'mp4'),
    load: 0.6,
  }),
}
