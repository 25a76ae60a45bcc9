// The charge history: every movement of the wallet with its cause in words: who, which project, tool, file, attempt, and the receipt it belongs to.
import { addCredits, formatCredits, milli, type MovementKind, Refusal } from '@keter/core'
import * as ledger from '../ledger/ledger.ts'
import type { HistoryRow } from '../ledger/types.ts'
import type { Caller, Studio } from '../studio.ts'

export interface ChargesQuery {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly project?: string | undefined
  readonly tool?: string | undefined
  readonly kind?: string | undefined
}

const kinds: readonly MovementKind[] = ['grant', 'hold', 'charge', 'return', 'refund', 'expiry']

export async function listCharges(studio: Studio, caller: Caller, query: ChargesQuery) {
  const page = await ledger.historyPage(studio.database.query, {
    wallet: caller.workspace,
    limit: query.limit,
    before: cursorOf(query.cursor),
    project: query.project,
    tool: query.tool,
    kinds: kindsOf(query.kind),
  })
  const context = await contextOf(studio, caller, page.rows)
  return { items: page.rows.map((row) => movementDocument(row, context)), next: page.next === null ? null : String(page.next) }
}

function cursorOf(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,18}$/.test(text))
    throw new Refusal('malformed_request', 'This cursor is not one that the studio gave.', { fields: [{ path: 'cursor', message: 'not a cursor' }] })
  return BigInt(text)
}

function kindsOf(text: string | undefined): MovementKind[] | undefined {
  if (text === undefined) return undefined
  return text.split(',').map((asked) => {
    const kind = kinds.find((known) => known === asked)
    if (!kind)
      throw new Refusal('malformed_request', `There is no kind of movement called "${asked}".`, {
        fields: [{ path: 'kind', message: `one of ${kinds.join(', ')}` }],
      })
    return kind
  })
}

type Context = Awaited<ReturnType<typeof contextOf>>

/** Everything the rows of a page speak of, in four queries. */
async function contextOf(studio: Studio, caller: Caller, rows: readonly HistoryRow[]) {
  const queries = studio.database.query
  const named = <Key extends keyof HistoryRow['cause']>(key: Key) => [...new Set(rows.flatMap(({ cause }) => cause[key] ?? []))]
  const [projects, quotes, iterations] = [named('project'), named('quote'), named('iteration')]
  const projectRows = projects.length ? await queries.selectFrom('keter.projects').select(['id', 'name']).where('id', 'in', projects).execute() : []
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
    projects: new Map(projectRows.map((row) => [row.id, row.name])),
    quotes: new Map(quoteRows.map((row) => [row.id, row])),
    iterations: new Map(iterationRows.map((row) => [row.id, row])),
  }
}

function movementDocument(row: HistoryRow, { names, projects, quotes, iterations }: Context) {
  const { cause } = row
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
    projectName: cause.project ? (projects.get(cause.project) ?? null) : null,
    tool: cause.tool,
    by: names.get(cause.apiKey ?? cause.actor ?? '') ?? null,
    source: iteration?.name ?? (quote && quote.sources.length === 1 ? quote.sources[0]!.name : quote ? `${quote.sources.length} files` : null),
    attempt: iteration?.attempt ?? null,
    iteration: cause.iteration,
    quote: cause.quote,
    quoted: quote ? { low: formatCredits(milli(quote.low)), most: formatCredits(milli(quote.most)) } : null,
    receipt: quote?.receipt_id ?? null,
    refunds: row.refundOf,
  }
}
