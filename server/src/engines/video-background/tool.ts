// video-background: a small network tells the person from what is behind.
import { packModel } from '../../models/installed.ts'
import { personNetwork } from '../../models/networks/person.ts'
import { type LocalTool, megapixels } from '../local-tool.ts'

export const videoBackground: LocalTool = {
  id: 'video-background-onnx',
  tool: 'video-background',
  unsupported: ({ options }) => (options.background === 'picture' && options.picture === undefined ? 'Choose the picture that is to be the background.' : null),
  pack: () => personNetwork.pack,
  model: () => packModel(personNetwork.pack, personNetwork.file),
  // The network sees every frame at one size; a tenth of a megapixel is its share.
  work: ({ options }, _measurement, shape) => ({
    kind: `video-background-${options.background}`,
    amount: megapixels(shape) + 0.1 * (shape.frames ?? 1),
    guess: 0.1,
  }),
}
