// The charge history: every movement of the wallet with its cause in words: who, which project, tool, file, attempt, and the receipt it belongs to.
import { addCredits, formatCredits, milli } from '@keter/core'
import type { HistoryRequest } from '../ledger/history.ts'
import * as ledger from '../ledger/ledger.ts'
import type { HistoryRow } from '../ledger/types.ts'
import type { Caller, Studio } from '../studio.ts'
import { type ChargesFilter, cursorOf, filterOf } from './filter.ts'

export interface ChargesQuery extends ChargesFilter {
  readonly cursor?: string | undefined
  readonly limit: number
}

export type MovementDocument = ReturnType<typeof movementDocument>

export async function listCharges(studio: Studio, caller: Caller, query: ChargesQuery) {
  const page = await chargesPage(studio, caller, { ...(await filterOf(studio, caller, query)), limit: query.limit, before: cursorOf(query.cursor) })
  return { items: page.items, next: page.next === null ? null : String(page.next) }
}

/** A page of movements, each with its cause in words. */
export async function chargesPage(studio: Studio, caller: Caller, request: HistoryRequest) {
  const page = await ledger.historyPage(studio.database.query, request)
  const context = await contextOf(studio, caller, page.rows)
  return { items: page.rows.map((row) => movementDocument(row, context)), next: page.next }
}

type Context = Awaited<ReturnType<typeof contextOf>>

/** Everything the rows of a page speak of, in four queries. */
async function contextOf(studio: Studio, caller: Caller, rows: readonly HistoryRow[]) {
  const queries = studio.database.query
  const named = <Key extends keyof HistoryRow['cause']>(key: Key) => [...new Set(rows.flatMap(({ cause }) => cause[key] ?? []))]
  const [projects, quotes, iterations] = [named('project'), named('quote'), named('iteration')]
  const projectRows = projects.length ? await queries.selectFrom('keter.projects').select(['id', 'name', 'client']).where('id', 'in', projects).execute() : []
  const quoteRows = quotes.length
    ? await queries
        .selectFrom('keter.quotes as q')
        .leftJoin('keter.runs as r', 'r.quote_id', 'q.id')
        .select(['q.id', 'q.low', 'q.most', 'q.sources', 'r.receipt_id'])
        .where('q.id', 'in', quotes)
        .where('q.workspace_id', '=', caller.workspace)
        .execute()
    : []
  const iterationRows = iterations.length
    ? await queries
        .selectFrom('keter.iterations as i')
        .innerJoin('keter.run_sources as s', (join) => join.onRef('s.run_id', '=', 'i.run_id').onRef('s.position', '=', 'i.position'))
        .select(['i.id', 'i.attempt', 's.name'])
        .where('i.id', 'in', iterations)
        .execute()
    : []
  return {
    names: await studio.accounts.names(named('actor'), named('apiKey')),
    projects: new Map(projectRows.map((row) => [row.id, row])),
    quotes: new Map(quoteRows.map((row) => [row.id, row])),
    iterations: new Map(iterationRows.map((row) => [row.id, row])),
  }
}

function movementDocument(row: HistoryRow, { names, projects, quotes, iterations }: Context) {
  const { cause } = row
  const project = cause.project ? projects.get(cause.project) : undefined
  const quote = cause.quote ? quotes.get(cause.quote) : undefined
  const iteration = cause.iteration ? iterations.get(cause.iteration) : undefined
  return {
    id: row.movement,
    at: row.at.toISOString(),
    kind: row.kind,
    amount: formatCredits(addCredits(row.amountAvailable, row.amountHeld)),
    balance: formatCredits(addCredits(row.availableAfter, row.heldAfter)),
    available: formatCredits(row.availableAfter),
    held: formatCredits(row.heldAfter),
    reason: row.reference,
    project: cause.project,
    projectName: project?.name ?? null,
    client: project?.client ?? null,
    tool: cause.tool,
    by: names.get(cause.apiKey ?? cause.actor ?? '') ?? null,
    member: cause.actor,
    key: cause.apiKey,
    source: iteration?.name ?? (quote && quote.sources.length === 1 ? quote.sources[0]!.name : quote ? `${quote.sources.length} files` : null),
    attempt: iteration?.attempt ?? null,
    iteration: cause.iteration,
    quote: cause.quote,
    quoted: quote ? { low: formatCredits(milli(quote.low)), most: formatCredits(milli(quote.most)) } : null,
    receipt: quote?.receipt_id ?? null,
    refunds: row.refundOf,
  }
}
