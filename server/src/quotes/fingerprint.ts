// What decides the bytes of a result: the source's bytes, the edit, and the engine's model. Two equal fingerprints are one edit, and the second is free.
import type { Edit } from '@keter/core'
import type { Queries } from '../db/database.ts'
import { digestOf } from '../price-books/in-force.ts'
import type { Studio } from '../studio.ts'

export function fingerprintOf(studio: Studio, edit: Edit, sha256: string): string {
  const engine = studio.engines.engineFor(edit)
  return digestOf({ source: sha256, tool: edit.tool, quality: edit.quality, options: edit.options, engine: engine.id, model: engine.model(edit) })
}

/** Which of these fingerprints the workspace has a result of. */
export async function doneBefore(queries: Queries, workspace: string, fingerprints: readonly string[]): Promise<Set<string>> {
  if (fingerprints.length === 0) return new Set()
  const rows = await queries
    .selectFrom('keter.iterations')
    .select('fingerprint')
    .distinct()
    .where('workspace_id', '=', workspace)
    .where('state', '=', 'done')
    .where('fingerprint', 'in', [...new Set(fingerprints)])
    .execute()
  return new Set(rows.map(({ fingerprint }) => fingerprint))
}
