// video-background: a small network tells the person from what is behind.
import { packModel } from '../../models/installed.ts'
import { personNetwork } from '../../models/networks/person.ts'
import { framesTake, megapixels } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** Seconds for the network to look at a frame; and for each megapixel before another background. */
const guessedLook = 0.018
const guessedPainting = 0.18
const guessedBlurring = 0.32

export const videoBackground: LocalTool = {
  id: 'video-background-onnx',
  tool: 'video-background',
  unsupported: ({ options }) => (options.background === 'picture' && options.picture === undefined ? 'Choose the picture that is to be the background.' : null),
  pack: () => personNetwork.pack,
  model: () => packModel(personNetwork.pack, personNetwork.file),
  // The network sees every frame at one size.
  work: ({ options }, _measurement, shape) => ({
    kind: `video-background-${options.background}`,
    start: 0.1,
    work:
      (shape.frames ?? 1) * guessedLook + megapixels(shape) * (options.background === 'blurred' ? guessedBlurring : guessedPainting) + framesTake(shape, 'mp4'),
    load: 0.5,
  }),
}
