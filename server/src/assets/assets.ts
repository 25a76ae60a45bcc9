// Assets: pieces of media in a project, and their versions: immutable bytes, named by their hash.
import { type Measurement, Refusal } from '@keter/core'
import type { Queries } from '../db/database.ts'
import { pageOf } from '../db/page.ts'
import type { Caller, Studio } from '../studio.ts'

export interface VersionDocument {
  readonly id: string
  readonly asset: string
  readonly sha256: string
  readonly bytes: number
  readonly mediaType: string
  readonly measurement: Measurement
  readonly iteration: string | null
  readonly createdAt: string
}

export interface AssetDocument {
  readonly id: string
  readonly project: string
  readonly name: string
  readonly source: VersionDocument
  readonly current: VersionDocument
  readonly versions: number
  readonly createdAt: string
}

interface VersionRow {
  id: string
  asset_id: string
  sha256: string
  bytes: bigint
  media_type: string
  measurement: Measurement
  iteration_id: string | null
  created_at: Date
}

export const versionDocument = (row: VersionRow): VersionDocument => ({
  id: row.id,
  asset: row.asset_id,
  sha256: row.sha256,
  bytes: Number(row.bytes),
  mediaType: row.media_type,
  measurement: row.measurement,
  iteration: row.iteration_id,
  createdAt: row.created_at.toISOString(),
})

export async function readAsset(studio: Studio, caller: Caller, id: string): Promise<AssetDocument> {
  const [asset] = await assetDocuments(studio.database.query, caller.workspace, (query) => query.where('id', '=', id))
  if (!asset) throw new Refusal('not_found', `There is no asset ${id}.`)
  return asset
}

export async function listAssets(studio: Studio, caller: Caller, project: string, page: { cursor?: string | undefined; limit: number }) {
  const found = await assetDocuments(studio.database.query, caller.workspace, (query) => {
    const ofProject = query
      .where('project_id', '=', project)
      .orderBy('id', 'desc')
      .limit(page.limit + 1)
    return page.cursor ? ofProject.where('id', '<', page.cursor) : ofProject
  })
  const { rows, next } = pageOf(found, page.limit)
  return { items: rows, next }
}

type AssetQuery = ReturnType<typeof assetQuery>
const assetQuery = (queries: Queries, workspace: string) => queries.selectFrom('keter.assets').selectAll().where('workspace_id', '=', workspace)

async function assetDocuments(queries: Queries, workspace: string, narrow: (query: AssetQuery) => AssetQuery): Promise<AssetDocument[]> {
  const assets = await narrow(assetQuery(queries, workspace)).execute()
  if (assets.length === 0) return []
  const versions = await queries
    .selectFrom('keter.versions')
    .selectAll()
    .where(
      'asset_id',
      'in',
      assets.map(({ id }) => id),
    )
    .execute()
  return assets.map((asset) => {
    const own = versions.filter(({ asset_id }) => asset_id === asset.id)
    const versionOf = (id: string | null) => versionDocument(own.find((version) => version.id === id)!)
    return {
      id: asset.id,
      project: asset.project_id,
      name: asset.name,
      source: versionOf(asset.source_version_id),
      current: versionOf(asset.current_version_id),
      versions: own.length,
      createdAt: asset.created_at.toISOString(),
    }
  })
}

export async function listVersions(studio: Studio, caller: Caller, asset: string, page: { cursor?: string | undefined; limit: number }) {
  await readAsset(studio, caller, asset)
  let query = studio.database.query
    .selectFrom('keter.versions')
    .selectAll()
    .where('asset_id', '=', asset)
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
  if (page.cursor) query = query.where('id', '<', page.cursor)
  const { rows, next } = pageOf(await query.execute(), page.limit)
  return { items: rows.map(versionDocument), next }
}

/** A version with the name a person would save it under. */
export async function readVersion(studio: Studio, caller: Caller, id: string): Promise<{ version: VersionDocument; fileName: string }> {
  const row = await studio.database.query
    .selectFrom('keter.versions as v')
    .innerJoin('keter.assets as a', 'a.id', 'v.asset_id')
    .selectAll('v')
    .select('a.name')
    .where('v.id', '=', id)
    .where('v.workspace_id', '=', caller.workspace)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no version ${id}.`)
  return { version: versionDocument(row), fileName: row.iteration_id ? `${row.name.replace(/\.[^.]*$/, '')}.${extensionOf(row.measurement.format)}` : row.name }
}

const extensionOf = (format: string): string => (format === 'jpeg' ? 'jpg' : format)

/** A GIF that was made of a video is a picture to every browser. */
export function mediaTypeOf({ media, format }: Pick<Measurement, 'media' | 'format'>): string {
  if (media === 'image' || format === 'gif') return format === 'svg' ? 'image/svg+xml' : `image/${format}`
  return format === 'mov' ? 'video/quicktime' : format === 'mkv' ? 'video/x-matroska' : `video/${format}`
}
