// From a shared estimate to a quote: its files are found among the assets of the workspace by their SHA-256, or named where it does not know one.
// The price is that of today; what it was when it was shared binds nobody.
import { Refusal } from '@keter/core'
import type { Queries } from '../db/database.ts'
import type { SharedInputs } from '../db/schema.ts'
import { makeQuote, type QuoteDocument } from '../quotes/make-quote.ts'
import type { Caller, Studio } from '../studio.ts'
import { ownShared, refuseRevoked } from './share.ts'

type Source = SharedInputs['sources'][number]

export interface SharedQuoteRequest {
  readonly project?: string | undefined
  readonly assets?: readonly { readonly source: number; readonly asset: string }[] | undefined
}

/** @throws Refusal `not_found`, `shared_estimate_revoked`, `sources_not_uploaded`, `quote_mismatch` and those of a quote */
export async function quoteShared(studio: Studio, caller: Caller, id: string, asked: SharedQuoteRequest): Promise<QuoteDocument> {
  const queries = studio.database.query
  const shared = await ownShared(queries, caller, id)
  refuseRevoked(shared)
  const { edit, iterations, sources } = shared.inputs
  const stored = await storedVersions(queries, caller, sources, asked)
  const found = sources.map((source, position) => versionsOf(source, namedFor(position, sources.length, asked), stored))
  const { project, chosen } = choose(sources, found, asked.project)
  return makeQuote(studio, caller, { project, tool: edit.tool, quality: edit.quality, options: edit.options, iterations, sources: chosen })
}

interface StoredVersion {
  readonly project: string
  readonly asset: string
  readonly version: string
  readonly current: boolean
  readonly sha256: string
  readonly measurement: Source['measurement']
}

/** Every version that may be one of the sources: by its hash, or because its asset is named. */
async function storedVersions(queries: Queries, { workspace }: Caller, sources: readonly Source[], { project, assets }: SharedQuoteRequest) {
  const hashes = [...new Set(sources.flatMap(({ sha256 }) => sha256 ?? []))]
  const named = [...new Set((assets ?? []).map(({ asset }) => asset))]
  if (hashes.length + named.length === 0) return []
  const rows = await queries
    .selectFrom('keter.versions as v')
    .innerJoin('keter.assets as a', 'a.id', 'v.asset_id')
    .select(['a.project_id as project', 'a.id as asset', 'v.id as version', 'a.current_version_id', 'v.sha256', 'v.measurement'])
    .where('v.workspace_id', '=', workspace)
    .where((where) => where.or([...(hashes.length ? [where('v.sha256', 'in', hashes)] : []), ...(named.length ? [where('v.asset_id', 'in', named)] : [])]))
    .$if(project !== undefined, (query) => query.where('a.project_id', '=', project!))
    .orderBy('v.id')
    .execute()
  const unknown = named.find((asset) => !rows.some((row) => row.asset === asset))
  if (unknown) throw new Refusal('not_found', `There is no asset ${unknown}${project ? ` in the project ${project}` : ''}.`)
  return rows.map(({ current_version_id, ...row }): StoredVersion => ({ ...row, current: current_version_id === row.version }))
}

function namedFor(position: number, count: number, { assets }: SharedQuoteRequest): string | undefined {
  const beyond = assets?.find(({ source }) => source >= count)
  if (beyond)
    throw new Refusal('malformed_request', `The estimate has ${count} files; there is none at ${beyond.source}.`, {
      fields: [{ path: 'assets', message: `source is at most ${count - 1}` }],
    })
  return assets?.find(({ source }) => source === position)?.asset
}

/** The versions that are this source. @throws Refusal `quote_mismatch` where a named asset is something else */
function versionsOf(source: Source, named: string | undefined, stored: readonly StoredVersion[]): readonly StoredVersion[] {
  if (named === undefined) return stored.filter(({ sha256 }) => sha256 === source.sha256)
  const found = stored.filter((version) => version.asset === named && (source.sha256 === undefined ? version.current : version.sha256 === source.sha256))
  if (found.some((version) => source.sha256 !== undefined || sameSize(version.measurement, source.measurement))) return found
  throw new Refusal('quote_mismatch', `${named} is not the file ${source.name} of the estimate: its ${source.sha256 ? 'SHA-256' : 'size'} differs.`, {
    asset: named,
    source: source.name,
  })
}

const sameSize = (a: Source['measurement'], b: Source['measurement']): boolean => a.width === b.width && a.height === b.height && a.bytes === b.bytes

/** A quote is for files of one project: the one that has most of them, the newest of several. @throws Refusal `sources_not_uploaded` */
function choose(sources: readonly Source[], found: readonly (readonly StoredVersion[])[], asked: string | undefined) {
  const counts = new Map<string, number>()
  for (const versions of found) for (const project of new Set(versions.map((version) => version.project))) counts.set(project, (counts.get(project) ?? 0) + 1)
  const [best] = [...counts].sort(([a, most], [b, other]) => other - most || (a < b ? 1 : -1))
  const project = asked ?? best?.[0]
  const taken = new Set<string>()
  const chosen = found.map((versions) => {
    const here = versions.filter((version) => version.project === project)
    // Two files with the same bytes are two assets where there are two.
    const version = here.find((each) => !taken.has(each.asset)) ?? here[0]
    if (version) taken.add(version.asset)
    return version
  })
  const missing = sources.flatMap((source, position) => (chosen[position] ? [] : [missingSource(source, position)]))
  if (project === undefined || missing.length > 0) throw notUploaded(missing, sources.length, project)
  return { project, chosen: chosen.map((version) => ({ asset: version!.asset, version: version!.version, sha256: version!.sha256 })) }
}

const missingSource = ({ name, sha256, measurement: { width, height, bytes } }: Source, source: number) => ({
  source,
  name,
  sha256: sha256 ?? null,
  width,
  height,
  bytes,
})

function notUploaded(missing: readonly ReturnType<typeof missingSource>[], count: number, project: string | undefined): Refusal {
  const names = missing.slice(0, 3).map(({ name }) => name)
  const rest = missing.length > names.length ? ` and ${missing.length - names.length} more` : ''
  const unknown = missing.some(({ sha256 }) => sha256 === null) ? ' Name the asset in "assets" for a file that has no "sha256".' : ''
  return new Refusal(
    'sources_not_uploaded',
    `${missing.length} of the ${count} files are not in ${project ? 'the project' : 'this workspace'}: ${names.join(', ')}${rest}.${unknown}`,
    { project: project ?? null, missing },
  )
}
