// A quote: an estimate for uploaded bytes, kept, that binds. It pins the book, the plan, the edit and the SHA-256 of every source.
import { type Edit, type Estimate, formatCredits, type Measurement, milli, parseCredits, parseEdit, picturesOf, quoteInputs, Refusal } from '@keter/core'
import type { Queries, Tx } from '../db/database.ts'
import type { QuotedSource, Schema } from '../db/schema.ts'
import type { Selectable } from 'kysely'
import * as ledger from '../ledger/ledger.ts'
import { digestOf } from '../price-books/in-force.ts'
import type { Caller, Studio } from '../studio.ts'
import { readWorkspace } from '../workspaces/create-workspace.ts'
import { priceFor } from './estimate.ts'

export interface QuoteRequestBody {
  readonly project: string
  readonly tool: string
  readonly quality?: string | null | undefined
  readonly options?: Edit['options'] | undefined
  readonly iterations: number
  readonly sources: readonly { readonly asset: string; readonly version?: string | undefined; readonly sha256?: string | undefined }[]
  readonly prompt?: string | undefined
  readonly seed?: number | undefined
}

export type QuoteRow = Selectable<Schema['keter.quotes']>

export interface QuoteDocument extends Estimate {
  readonly quote: string
  readonly project: string
  readonly digest: string
  readonly state: 'open' | 'accepted' | 'expired'
  readonly run: string | null
}

export async function makeQuote(studio: Studio, caller: Caller, body: QuoteRequestBody): Promise<QuoteDocument> {
  const edit = parseEdit(body)
  const queries = studio.database.query
  const project = await queries
    .selectFrom('keter.projects')
    .select('id')
    .where('id', '=', body.project)
    .where('workspace_id', '=', caller.workspace)
    .executeTakeFirst()
  if (!project) throw new Refusal('not_found', `There is no project ${body.project}.`)
  const sources: QuotedSource[] = []
  for (const source of body.sources) sources.push(await quotedSource(queries, caller, body.project, source))
  refuseUnsupported(studio, edit, sources, await measuredPictures(queries, caller, edit))

  const { plan } = await readWorkspace(queries, caller.workspace)
  const book = studio.books.current
  // Named, so that the price and the pin are of one book even if another takes force in between.
  const priced = await priceFor(
    studio,
    queries,
    { ...caller, project: body.project },
    {
      book,
      edit,
      iterations: body.iterations,
      sources: sources.map(({ name, sha256, measurement }) => ({ name, sha256, measurement })),
    },
  )
  const id = studio.newId('quote')
  await queries
    .insertInto('keter.quotes')
    .values({
      id,
      workspace_id: caller.workspace,
      project_id: body.project,
      book_digest: book.digest,
      plan,
      edit: JSON.stringify(edit),
      iterations: body.iterations,
      prompt: body.prompt ?? null,
      seed: body.seed === undefined ? null : BigInt(body.seed),
      sources: JSON.stringify(sources),
      digest: digestOf(quoteInputs({ book, edit, iterations: body.iterations, plan, sources })),
      estimate: JSON.stringify(priced),
      low: parseCredits(priced.low),
      most: parseCredits(priced.most),
      created_by: caller.user,
      api_key: caller.apiKey,
      created_at: studio.now(),
      expires_at: new Date(priced.validUntil),
      accepted_at: null,
    })
    .execute()
  return readQuote(studio, caller, id)
}

/** The same request again, for sources as they are now. */
export function requoted(studio: Studio, caller: Caller, quote: QuoteRow): Promise<QuoteDocument> {
  return makeQuote(studio, caller, {
    project: quote.project_id,
    tool: quote.edit.tool,
    quality: quote.edit.quality,
    options: quote.edit.options,
    iterations: quote.iterations,
    sources: quote.sources.map(({ asset }) => ({ asset })),
    prompt: quote.prompt ?? undefined,
    seed: quote.seed === null ? undefined : Number(quote.seed),
  })
}

async function quotedSource(
  queries: Queries,
  caller: Caller,
  project: string,
  asked: { asset: string; version?: string | undefined; sha256?: string | undefined },
): Promise<QuotedSource> {
  const row = await queries
    .selectFrom('keter.assets as a')
    .innerJoin('keter.versions as v', 'v.asset_id', 'a.id')
    .select(['v.id as version', 'a.name', 'v.sha256', 'v.measurement'])
    .where('a.id', '=', asked.asset)
    .where('a.project_id', '=', project)
    .where('a.workspace_id', '=', caller.workspace)
    .$if(asked.version !== undefined, (query) => query.where('v.id', '=', asked.version!))
    .$if(asked.version === undefined, (query) => query.whereRef('v.id', '=', 'a.current_version_id'))
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no asset ${asked.asset}${asked.version ? ` with a version ${asked.version}` : ''} in this project.`)
  if (asked.sha256 !== undefined && asked.sha256 !== row.sha256)
    throw new Refusal('quote_mismatch', `${row.name} in the studio is not the file you named: its SHA-256 differs.`, {
      asset: asked.asset,
      stored: row.sha256,
      given: asked.sha256,
    })
  return { asset: asked.asset, ...row }
}

/** The pictures that help with the edit. @throws Refusal `picture_missing` where the workspace has no such file */
async function measuredPictures(queries: Queries, caller: Caller, edit: Edit): Promise<Record<string, Measurement>> {
  const measured: Record<string, Measurement> = {}
  for (const [option, sha256] of Object.entries(picturesOf(edit))) {
    const row = await queries
      .selectFrom('keter.versions')
      .select('measurement')
      .where('workspace_id', '=', caller.workspace)
      .where('sha256', '=', sha256)
      .limit(1)
      .executeTakeFirst()
    if (row?.measurement.media !== 'image')
      throw new Refusal('picture_missing', `This workspace has no picture with the SHA-256 that "${option}" names.`, { option, sha256 })
    measured[option] = row.measurement
  }
  return measured
}

function refuseUnsupported(studio: Studio, edit: Edit, sources: readonly QuotedSource[], pictures: Readonly<Record<string, Measurement>>): void {
  const engine = studio.engines.engineFor(edit)
  for (const { name, measurement } of sources) {
    const refusal = engine.refusal(edit, measurement, pictures)
    if (refusal) throw new Refusal(refusal.code, `${name}: ${refusal.message}`, { ...refusal.data, source: name })
  }
}

export async function readQuote(studio: Studio, caller: Caller, id: string): Promise<QuoteDocument> {
  const queries = studio.database.query
  const quote = await quoteRow(queries, caller, id)
  const run = await queries.selectFrom('keter.runs').select('id').where('quote_id', '=', id).executeTakeFirst()
  const { available, held } = await ledger.balanceOf(queries, caller.workspace, studio.now())
  const after = milli(available - quote.most)
  return {
    ...quote.estimate,
    // An open request keeps it valid for longer than it was at first.
    validUntil: quote.expires_at.toISOString(),
    // The price stands as quoted; the balance is today's.
    balance: { available: formatCredits(available), held: formatCredits(held), after: formatCredits(after), enough: after >= 0n },
    quote: quote.id,
    project: quote.project_id,
    digest: quote.digest,
    state: quote.accepted_at ? 'accepted' : quote.expires_at <= studio.now() ? 'expired' : 'open',
    run: run?.id ?? null,
  }
}

async function quoteRow(queries: Queries, caller: Caller, id: string): Promise<QuoteRow> {
  const quote = await queries.selectFrom('keter.quotes').selectAll().where('id', '=', id).where('workspace_id', '=', caller.workspace).executeTakeFirst()
  if (!quote) throw new Refusal('not_found', `There is no quote ${id}.`)
  return quote
}

/** The quote, locked until the transaction ends, so that it is accepted once. */
export async function lockQuote(tx: Tx, caller: Caller, id: string): Promise<QuoteRow> {
  const quote = await tx.selectFrom('keter.quotes').selectAll().where('id', '=', id).where('workspace_id', '=', caller.workspace).forUpdate().executeTakeFirst()
  if (!quote) throw new Refusal('not_found', `There is no quote ${id}.`)
  return quote
}
