// The estimate as the server gives it: the caller's plan and balance unless it asks "what if", and how long it will take on this machine.
import { type CompiledBook, type Edit, type Estimate, type EstimateRequest, estimate, type Measurement, parseCredits, parseEdit, Refusal } from '@keter/core'
import type { Queries } from '../db/database.ts'
import type { Caller, Studio } from '../studio.ts'
import { type Asker, estimateFacts } from './estimate-facts.ts'
import { fingerprintOf } from './fingerprint.ts'

export interface EstimateRequestBody {
  readonly tool: string
  readonly quality?: string | null | undefined
  readonly options?: Edit['options'] | undefined
  readonly iterations: number
  readonly plan?: string | undefined
  readonly balance?: string | undefined
  readonly project?: string | undefined
  readonly sources: readonly ({ readonly asset: string } | { readonly name: string; readonly sha256?: string | undefined; readonly measurement: unknown })[]
}

export async function makeEstimate(studio: Studio, caller: Caller, body: EstimateRequestBody): Promise<Estimate> {
  return estimate(await requestFrom(studio, caller, body))
}

/** All that the estimate is computed from. */
export async function requestFrom(studio: Studio, caller: Caller, body: EstimateRequestBody): Promise<EstimateRequest> {
  const edit = parseEdit(body)
  const stored = await storedSources(
    studio,
    caller,
    body.sources.flatMap((source) => ('asset' in source ? source.asset : [])),
  )
  const sources = body.sources.map((source) => ('asset' in source ? stored(source.asset) : measuredSource(source)))
  return requestFor(
    studio,
    studio.database.query,
    { ...caller, project: body.project },
    { edit, iterations: body.iterations, sources, plan: body.plan, balance: body.balance },
  )
}

export interface PricedSource {
  readonly name: string
  readonly sha256?: string
  readonly measurement: Measurement
}

interface Asked {
  readonly edit: Edit
  readonly iterations: number
  readonly sources: readonly PricedSource[]
  readonly plan?: string | undefined
  readonly balance?: string | undefined
  /** The one in force where it is not given. */
  readonly book?: CompiledBook
}

export async function priceFor(studio: Studio, queries: Queries, asker: Asker, asked: Asked): Promise<Estimate> {
  return estimate(await requestFor(studio, queries, asker, asked))
}

async function requestFor(studio: Studio, queries: Queries, asker: Asker, asked: Asked): Promise<EstimateRequest> {
  const at = studio.now()
  const fingerprints = asked.sources.map(({ sha256 }) => (sha256 ? fingerprintOf(studio, asked.edit, sha256) : null))
  const { plan, balance, done, spending } = await estimateFacts(
    queries,
    asker,
    at,
    fingerprints.filter((fingerprint) => fingerprint !== null),
  )
  return {
    book: asked.book ?? studio.books.current,
    edit: asked.edit,
    iterations: asked.iterations,
    plan: asked.plan ?? plan,
    balance: asked.balance === undefined ? balance : { available: parseCredits(asked.balance), held: balance.held },
    sources: asked.sources.map((source, index) => ({ ...source, doneBefore: done.has(fingerprints[index] ?? '') })),
    at: at.toISOString(),
    spending,
    eta: etaOf(studio, asked.edit, asked.sources),
  }
}

/** Seconds until every first attempt is done, one after the other on each worker. */
export function etaOf(studio: Studio, edit: Edit, sources: readonly PricedSource[]): Estimate['eta'] {
  const engine = studio.engines.engineFor(edit)
  const predictions = sources.map(({ measurement }) => engine.predict(edit, measurement))
  const sum = (key: 'low' | 'high') => predictions.reduce((total, { seconds }) => total + seconds[key], predictions[0]?.beforehand[key] ?? 0)
  const round = (seconds: number) => Math.max(1, Math.ceil(seconds))
  return { low: round(sum('low')), high: round(sum('high')) }
}

/** Assets as they are now, by their id. */
async function storedSources(studio: Studio, caller: Caller, assets: readonly string[]): Promise<(asset: string) => PricedSource> {
  const rows = assets.length === 0 ? [] : await currentVersions(studio, caller, assets)
  const byId = new Map(rows.map(({ id, ...source }) => [id, source]))
  return (asset) => {
    const source = byId.get(asset)
    if (!source) throw new Refusal('not_found', `There is no asset ${asset}.`)
    return source
  }
}

function currentVersions(studio: Studio, { workspace }: Caller, assets: readonly string[]) {
  return studio.database.query
    .selectFrom('keter.assets as a')
    .innerJoin('keter.versions as v', 'v.id', 'a.current_version_id')
    .select(['a.id', 'a.name', 'v.sha256', 'v.measurement'])
    .where('a.id', 'in', assets)
    .where('a.workspace_id', '=', workspace)
    .execute()
}

function measuredSource(source: { name: string; sha256?: string | undefined; measurement: unknown }): PricedSource {
  const { name, sha256 } = source
  return { name, ...(sha256 ? { sha256 } : {}), measurement: source.measurement as Measurement }
}
