// image-blur-faces: a network finds faces, and what lies there is made unrecognisable.
import { fullRangeFaces } from '../../models/networks/faces.ts'
import { packModel } from '../../models/installed.ts'
import { type LocalTool, megapixels } from '../local-tool.ts'

export const imageBlurFaces: LocalTool = {
  id: 'image-blur-faces-onnx',
  tool: 'image-blur-faces',
  pack: () => fullRangeFaces.pack,
  model: () => packModel(fullRangeFaces.pack, fullRangeFaces.file),
  work: (_edit, measurement, { format }) => ({ kind: `faces-${format}`, amount: Math.max(0.25, megapixels(measurement)), guess: 0.5 }),
}
