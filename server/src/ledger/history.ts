// The charge history: movements, newest first, one page at a time. A page costs the same however long the history is.
import { type MovementKind, milli, movementId } from '@keter/core'
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { HistoryRow } from './types.ts'

export interface HistoryRequest {
  readonly wallet: string
  readonly limit: number
  /** The cursor: only what came before this version. */
  readonly before?: bigint | undefined
  readonly kinds?: readonly MovementKind[] | undefined
  readonly project?: string | undefined
  readonly actor?: string | undefined
  readonly tool?: string | undefined
  readonly hold?: string | undefined
  /** From this time on, and before that one. */
  readonly from?: Date | undefined
  readonly until?: Date | undefined
}

export interface HistoryPage {
  readonly rows: readonly HistoryRow[]
  /** `before` of the next page; null where this was the last. */
  readonly next: bigint | null
}

export async function historyPage(q: Queries, request: HistoryRequest): Promise<HistoryPage> {
  const { rows } = await sql<MovementRow>`
    select *, encode(head, 'hex') as head_text from ledger.movements where ${sql.join(conditionsOf(request), sql` and `)} order by version desc limit ${request.limit + 1}
  `.execute(q)
  const page = rows.slice(0, request.limit).map(historyRow)
  return { rows: page, next: rows.length > request.limit ? page.at(-1)!.version : null }
}

export async function lastMovementOfHold(q: Queries, wallet: string, hold: string): Promise<HistoryRow | null> {
  return (await historyPage(q, { wallet, hold, limit: 1 })).rows[0] ?? null
}

function conditionsOf({ wallet, before, kinds, project, actor, tool, hold, from, until }: HistoryRequest): RawBuilder<unknown>[] {
  const conditions = [sql`wallet = ${wallet}`]
  if (before !== undefined) conditions.push(sql`version < ${before}`)
  // Dates never fall along the versions, so a period is a range of versions, which ends every index.
  if (from !== undefined) conditions.push(sql`version > (select ledger.version_before(${wallet}, ${from}))`)
  if (until !== undefined) conditions.push(sql`version <= (select ledger.version_before(${wallet}, ${until}))`)
  if (kinds !== undefined) conditions.push(sql`kind = any (${`{${kinds.join(',')}}`}::ledger.kind[])`)
  if (project !== undefined) conditions.push(sql`project = ${project}`)
  if (actor !== undefined) conditions.push(sql`actor = ${actor}`)
  if (tool !== undefined) conditions.push(sql`tool = ${tool}`)
  if (hold !== undefined) conditions.push(sql`hold = ${hold}`)
  return conditions
}

interface MovementRow {
  wallet: string
  version: bigint
  kind: MovementKind
  at: Date
  hold: string | null
  refund_of: bigint | null
  reference: string
  actor: string | null
  api_key: string | null
  project: string | null
  tool: string | null
  iteration: string | null
  quote: string | null
  available: bigint
  held: bigint
  available_after: bigint
  held_after: bigint
  overrun: bigint
  head_text: string
}

const historyRow = (row: MovementRow): HistoryRow => ({
  movement: movementId(row.wallet, row.version),
  version: row.version,
  at: row.at,
  kind: row.kind,
  amountAvailable: milli(row.available),
  amountHeld: milli(row.held),
  availableAfter: milli(row.available_after),
  heldAfter: milli(row.held_after),
  overrun: milli(row.overrun),
  cause: { actor: row.actor, apiKey: row.api_key, project: row.project, tool: row.tool, quote: row.quote, iteration: row.iteration },
  hold: row.hold,
  refundOf: row.refund_of === null ? null : movementId(row.wallet, row.refund_of),
  reference: row.reference,
  head: row.head_text,
})
