// What decides the bytes of a result: the source's bytes, the edit, and the engine's model. Two equal fingerprints are one edit, and the second is free.
import type { Edit } from '@keter/core'
import { digestOf } from '../price-books/in-force.ts'
import type { Studio } from '../studio.ts'

export function fingerprintOf(studio: Studio, edit: Edit, sha256: string): string {
  const engine = studio.engines.engineFor(edit)
  return digestOf({ source: sha256, tool: edit.tool, quality: edit.quality, options: edit.options, engine: engine.id, model: engine.model(edit) })
}
