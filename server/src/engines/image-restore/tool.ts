// The tools that restore a picture with a trained network and leave its size: low light, noise, haze, rain, retouching.
import type { Edit } from '@keter/core'
import { packModel } from '../../models/installed.ts'
import { type LocalTool, megapixels } from '../local-tool.ts'
import { networkFor, restoringTools } from './networks.ts'

/** Seconds for one run of the network, and to read, apply and write a megapixel. */
const guessedRun = 3.3
const guessedRest = 0.4

export const restorers: readonly LocalTool[] = restoringTools.map((tool) => ({
  id: `${tool}-onnx`,
  tool,
  pack: (edit) => networkFor(edit).pack,
  model: (edit) => packModel(networkFor(edit).pack, networkFor(edit).file),
  work: (edit, measurement) => ({ kind: kindOf(edit), ...amountOf(edit, megapixels(measurement)) }),
}))

const kindOf = (edit: Edit): string => `${networkFor(edit).pack}-${networkFor(edit).sees}`

/** A network that sees the whole picture runs once, whatever its size; another one for each tile, of which each adds what does not overlap. */
function amountOf(edit: Edit, size: number): { amount: number; guess: number } {
  const { sees, size: tile, overlap } = networkFor(edit)
  if (sees === 'whole') return { amount: 1 + size / 8, guess: guessedRun }
  return { amount: Math.max(0.066, size), guess: (guessedRun * 1e6) / (tile - overlap) ** 2 + guessedRest }
}
