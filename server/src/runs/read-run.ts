// A run as people see it: its sources, the attempts on each, what was held, charged, refunded and returned.
import { type Credits, type Edit, type EstimateLine, formatCredits, milli, noCredits, type Problem, Refusal } from '@keter/core'
import { versionDocument, type VersionDocument } from '../assets/assets.ts'
import type { InspectionRecord } from '../db/schema.ts'
import { pageOf } from '../db/page.ts'
import type { Caller, Studio } from '../studio.ts'
import { attemptPrice } from './attempt-price.ts'
import { chargeRules, isChargedOnCancel, isGivenBack, priceOfAttempt } from './charge-attempt.ts'
import { attemptsLeft } from './close-run.ts'
import { type IterationRow, type RunRow, type RunSourceRow, type WholeRun, wholeRun } from './rows.ts'

export interface IterationDocument {
  readonly id: string
  readonly source: number
  readonly attempt: number
  readonly state: IterationRow['state']
  readonly quality: string | null
  readonly options: Edit['options']
  readonly prompt: string | null
  readonly seed: number | null
  readonly progress: number
  readonly eta: { readonly low: number; readonly high: number } | null
  readonly result: VersionDocument | null
  readonly inspection: InspectionRecord | null
  readonly verdict: IterationRow['verdict']
  readonly lines: readonly EstimateLine[]
  readonly charge: string
  readonly refunded: string
  readonly engine: string | null
  readonly model: string | null
  readonly modelVersion: string | null
  readonly ms: number | null
  readonly failure: Problem | null
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
}

export type RunDocument = Awaited<ReturnType<typeof runDocument>>

export async function readRun(studio: Studio, caller: Caller, id: string): Promise<RunDocument> {
  const run = await studio.database.query
    .selectFrom('keter.runs')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', caller.workspace)
    .executeTakeFirst()
  if (!run) throw new Refusal('not_found', `There is no run ${id}.`)
  return runDocument(studio, await wholeRun(studio.database.query, run))
}

export async function listRuns(
  studio: Studio,
  caller: Caller,
  page: { cursor?: string | undefined; limit: number; project?: string | undefined; state?: RunRow['state'] | undefined },
): Promise<{ items: RunDocument[]; next: string | null }> {
  const found = await studio.database.query
    .selectFrom('keter.runs')
    .selectAll()
    .where('workspace_id', '=', caller.workspace)
    .$if(page.cursor !== undefined, (query) => query.where('id', '<', page.cursor!))
    .$if(page.project !== undefined, (query) => query.where('project_id', '=', page.project!))
    .$if(page.state !== undefined, (query) => query.where('state', '=', page.state!))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  const { rows, next } = pageOf(found, page.limit)
  const items: RunDocument[] = []
  for (const row of rows) items.push(await runDocument(studio, await wholeRun(studio.database.query, row)))
  return { items, next }
}

export interface Sums {
  readonly held: Credits
  readonly charged: Credits
  readonly refunded: Credits
  readonly returned: Credits
}

/** The money of a run. Held is what the hold still has; what was not charged returns when the run ends. */
export function sumsOf({ run, quote, iterations }: WholeRun): Sums {
  const charged = iterations.reduce((sum, { charge }) => sum + charge, 0n)
  const rest = quote.most - charged
  return {
    held: milli(run.state === 'ended' ? 0n : rest),
    charged: milli(charged),
    refunded: milli(iterations.reduce((sum, { refunded }) => sum + refunded, 0n)),
    returned: milli(run.state === 'ended' ? rest : 0n),
  }
}

async function runDocument(studio: Studio, whole: WholeRun) {
  const { run, quote, sources } = whole
  const sums = sumsOf(whole)
  const versions = await versionsOf(studio, whole)
  const items = []
  for (const source of sources) items.push(await sourceDocument(studio, whole, source, versions))
  return {
    id: run.id,
    project: run.project_id,
    quote: run.quote_id,
    receipt: run.receipt_id,
    tool: quote.edit.tool,
    quality: quote.edit.quality,
    options: quote.edit.options,
    state: run.state,
    low: formatCredits(milli(quote.low)),
    most: formatCredits(milli(quote.most)),
    held: formatCredits(sums.held),
    charged: formatCredits(sums.charged),
    refunded: formatCredits(sums.refunded),
    returned: formatCredits(sums.returned),
    cancelReturns: formatCredits(run.state === 'ended' ? noCredits : await cancelReturns(studio, whole, sums.held)),
    sources: items,
    holdExpiresAt: run.state === 'ended' ? null : (run.hold_expires_at?.toISOString() ?? null),
    createdAt: run.created_at.toISOString(),
    endedAt: run.ended_at?.toISOString() ?? null,
  }
}

/** What is still held, and what the book gives back of what was charged; less what it charges of what is under way. */
async function cancelReturns(studio: Studio, whole: WholeRun, held: Credits): Promise<Credits> {
  const { cancelled } = await chargeRules(studio, studio.database.query, whole)
  let returns: bigint = held
  for (const iteration of whole.iterations) {
    if (isGivenBack(iteration, cancelled)) returns += iteration.charge - iteration.refunded
    else if (isChargedOnCancel(iteration, cancelled)) returns -= (await priceOfAttempt(studio, studio.database.query, whole, iteration)).charge
  }
  return milli(returns)
}

async function versionsOf(studio: Studio, { sources, iterations }: WholeRun): Promise<Map<string, VersionDocument>> {
  const ids = [...sources.map(({ version_id }) => version_id), ...iterations.flatMap(({ result_version_id }) => result_version_id ?? [])]
  const rows = await studio.database.query.selectFrom('keter.versions').selectAll().where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, versionDocument(row)]))
}

async function sourceDocument(studio: Studio, whole: WholeRun, source: RunSourceRow, versions: Map<string, VersionDocument>) {
  const left = attemptsLeft(whole, source.position)
  return {
    position: source.position,
    asset: source.asset_id,
    name: source.name,
    version: versions.get(source.version_id)!,
    state: source.state,
    attemptsLeft: left,
    nextCharge: left > 0 ? formatCredits(await nextCharge(studio, whole, source)) : null,
    iterations: whole.iterations.filter(({ position }) => position === source.position).map((iteration) => iterationDocument(iteration, versions)),
  }
}

/** What one more attempt with the quoted settings would charge. */
async function nextCharge(studio: Studio, whole: WholeRun, { position }: RunSourceRow): Promise<Credits> {
  return (await attemptPrice(studio, studio.database.query, whole, position, whole.quote.edit)).owed
}

function iterationDocument(row: IterationRow, versions: Map<string, VersionDocument>): IterationDocument {
  return {
    id: row.id,
    source: row.position,
    attempt: row.attempt,
    state: row.state,
    quality: row.edit.quality,
    options: row.edit.options,
    prompt: row.prompt,
    seed: row.seed === null ? null : Number(row.seed),
    progress: row.progress,
    eta: row.eta,
    result: row.result_version_id ? versions.get(row.result_version_id)! : null,
    inspection: row.inspection,
    verdict: row.verdict,
    lines: row.lines,
    charge: formatCredits(milli(row.charge)),
    refunded: formatCredits(milli(row.refunded)),
    engine: row.engine?.engine ?? null,
    model: row.engine?.model ?? null,
    modelVersion: row.engine?.modelVersion ?? null,
    ms: row.engine?.ms.total ?? null,
    failure: row.failure,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  }
}
