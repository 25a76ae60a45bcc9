// An uploaded file becomes an asset: measured in a child process, refused if it is not what the studio edits, then kept under its hash.
import { Refusal } from '@keter/core'
import type { Caller, Studio } from '../studio.ts'
import { readWorkspace } from '../workspaces/create-workspace.ts'
import { type AssetDocument, mediaTypeOf, readAsset } from './assets.ts'

export interface Upload {
  /** Finished file; taken over. */
  readonly path: string
  readonly name: string
  readonly project: string
  /** The same upload finished twice makes one asset. */
  readonly upload: string
}

/** @throws Refusal `not_found`, `source_empty`, `source_not_media`, `source_damaged`, `source_animated`, `source_too_large`, `source_too_costly` */
export async function addAsset(studio: Studio, caller: Caller, { path, name, project, upload }: Upload): Promise<AssetDocument> {
  const { database } = studio
  const known = await database.query
    .selectFrom('keter.assets')
    .select('id')
    .where('upload_id', '=', upload)
    .where('workspace_id', '=', caller.workspace)
    .executeTakeFirst()
  if (known) return readAsset(studio, caller, known.id)
  const owner = await database.query
    .selectFrom('keter.projects')
    .select('id')
    .where('id', '=', project)
    .where('workspace_id', '=', caller.workspace)
    .executeTakeFirst()
  if (!owner) throw new Refusal('not_found', `There is no project ${project}.`)

  const measurement = await studio.engines.measure(path)
  const { plan } = await readWorkspace(database.query, caller.workspace)
  const terms = studio.books.current.plans.get(plan)!.terms
  const megapixels = (measurement.width * measurement.height) / 1e6
  if (megapixels > terms.limits.sourceMegapixels)
    throw new Refusal('source_too_large', `${name} has ${megapixels.toFixed(1)} megapixels; the ${terms.name} plan allows ${terms.limits.sourceMegapixels}.`, {
      maximum: terms.limits.sourceMegapixels,
      given: Number(megapixels.toFixed(3)),
    })
  const file = await studio.storage.adopt(path)
  const at = studio.now()
  const id = studio.newId('asset')
  const version = studio.newId('version')
  await database.transaction(async (tx) => {
    await tx
      .insertInto('keter.assets')
      .values({
        id,
        workspace_id: caller.workspace,
        project_id: project,
        name,
        source_version_id: version,
        current_version_id: version,
        upload_id: upload,
        created_by: caller.user,
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('keter.versions')
      .values({
        id: version,
        workspace_id: caller.workspace,
        asset_id: id,
        sha256: file.sha256,
        bytes: BigInt(file.bytes),
        media_type: mediaTypeOf(measurement),
        measurement: JSON.stringify(measurement),
        iteration_id: null,
        created_at: at,
      })
      .execute()
  })
  return readAsset(studio, caller, id)
}
