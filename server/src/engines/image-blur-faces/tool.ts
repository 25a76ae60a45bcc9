// image-blur-faces: a network finds faces, and what lies there is made unrecognisable.
import { fullRangeFaces } from '../../models/networks/faces.ts'
import { packModel } from '../../models/installed.ts'
import { megapixels, toRead, toWrite } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'
import { squaresOf } from './squares.ts'

/** Seconds for a look of the network, and to make and cover a megapixel. */
const guessedLook = 0.02
const guessedCover = 0.03

export const imageBlurFaces: LocalTool = {
  id: 'image-blur-faces-onnx',
  tool: 'image-blur-faces',
  pack: () => fullRangeFaces.pack,
  model: () => packModel(fullRangeFaces.pack, fullRangeFaces.file),
  work: (_edit, measurement, shape) => ({
    kind: `faces-${shape.format}`,
    start: 0.02,
    work:
      squaresOf(measurement.width, measurement.height).length * guessedLook + toRead(measurement) + megapixels(shape) * guessedCover + toWrite(shape, 'quick'),
    load: 0.3,
  }),
}
