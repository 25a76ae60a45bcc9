// The tools that restore a picture with a trained network and leave its size: low light, noise, haze, rain, retouching.
import type { Edit, Measurement, ResultShape } from '@keter/core'
import { packModel } from '../../models/installed.ts'
import { megapixels, toRead, toWrite } from '../costs.ts'
import type { LocalTool, Work } from '../local-tool.ts'
import { networkFor, restoringTools } from './networks.ts'
import { tilesFor } from './squares.ts'

/** Seconds for one run of the network, and to put together a megapixel of tiles, or to apply to one what was changed in the small. */
const guessedRun = 3.3
const guessedJoining = 0.1
const guessedApplying = 0.4

export const restorers: readonly LocalTool[] = restoringTools.map((tool) => ({
  id: `${tool}-onnx`,
  tool,
  pack: (edit) => networkFor(edit).pack,
  model: (edit) => packModel(networkFor(edit).pack, networkFor(edit).file),
  work: workOf,
}))

/** A network that sees the whole picture runs once, whatever its size; another one for each tile. */
function workOf(edit: Edit, measurement: Measurement, shape: ResultShape): Work {
  const network = networkFor(edit)
  const files = toRead(measurement) + toWrite(shape, 'quick')
  const about = { kind: `${network.pack}-${shape.format}`, load: 2 }
  if (network.sees === 'whole') return { ...about, start: guessedRun, work: megapixels(shape) * guessedApplying + files }
  return { ...about, start: 0.05, work: tilesFor(shape, network).length * guessedRun + megapixels(shape) * guessedJoining + files }
}
