// The charge history: movements, newest first, one page at a time. A page costs the same however long the history is (docs/rules/history.md).
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
  /** Of any of these. */
  readonly projects?: readonly string[] | undefined
  readonly actor?: string | undefined
  readonly apiKey?: string | undefined
  readonly tool?: string | undefined
  readonly hold?: string | undefined
  /** From this time on, and before that one. */
  readonly from?: Date | undefined
  readonly until?: Date | undefined
}

export interface HistoryPage {
  readonly rows: readonly HistoryRow[]
  /** `before` of the next page; null where this was the last. With several filters at once a page may hold fewer rows than asked, or none, and have a next one. */
  readonly next: bigint | null
}

/** Where several filters meet, this many movements are looked at for a page: the rest is for the next one. */
const mostLookedAt = 2000

export async function historyPage(q: Queries, request: HistoryRequest): Promise<HistoryPage> {
  if (request.projects?.length === 0 || request.kinds?.length === 0) return { rows: [], next: null }
  const filters = filtersOf(request)
  const [driver, ...others] = filters
  const range = rangeOf(request)
  // One filter is one index, read in its order; of several, one leads, and the others are looked for among what it finds.
  const lead = others.length ? await mostSelective(q, filters, range) : { filter: driver, floor: null }
  const rest = filters.filter((filter) => filter !== lead.filter)
  const floor = lead.floor === null ? range : sql`${range} and version >= ${lead.floor}`
  const found = await movements(q, lead.filter, rest, floor, request.limit + 1)
  const page = found.slice(0, request.limit).map(historyRow)
  if (found.length > request.limit) return { rows: page, next: page.at(-1)!.version }
  return { rows: page, next: lead.floor }
}

async function movements(q: Queries, lead: Filter | undefined, rest: readonly Filter[], range: RawBuilder<unknown>, most: number) {
  const led = newestFirst(lead, range, rest.length ? mostLookedAt : most)
  // "offset 0" keeps the other filters outside: inside, they could tempt the planner away from the index that leads.
  const all = rest.length
    ? sql`select * from (${led} offset 0) as led where ${sql.join(
        rest.map(({ is }) => is),
        sql` and `,
      )} order by version desc limit ${most}`
    : sql`${led} limit ${most}`
  return (await sql<MovementRow>`select *, encode(head, 'hex') as head_text from (${all}) as page order by version desc`.execute(q)).rows
}

/** What a filter lets through, newest first. One of many projects is read project by project: each has its own order in the index. */
function newestFirst(filter: Filter | undefined, range: RawBuilder<unknown>, most: number): RawBuilder<unknown> {
  if (!filter?.each) return sql`select * from ledger.movements where ${range} and ${filter?.is ?? sql`true`} order by version desc`
  return sql`select one.* from unnest(${[...filter.each]}::text[]) as of (project)
    cross join lateral (select * from ledger.movements where ${range} and project = of.project order by version desc limit ${most}) as one order by version desc`
}

/** The filter that reaches furthest back with so many movements, and how far that is; null: to the beginning. */
async function mostSelective(q: Queries, filters: readonly Filter[], range: RawBuilder<unknown>) {
  const floors = filters.map(
    (filter, i) =>
      sql`(select version from (${newestFirst(filter, range, mostLookedAt)}) as led order by version desc offset ${mostLookedAt - 1} limit 1) as ${sql.raw(`floor_${i}`)}`,
  )
  const { rows } = await sql<Record<string, bigint | null>>`select ${sql.join(floors)}`.execute(q)
  const reached = filters.map((filter, i) => ({ filter, floor: rows[0]![`floor_${i}`] ?? null }))
  return reached.reduce((best, one) => (best.floor !== null && (one.floor === null || one.floor < best.floor) ? one : best))
}

export async function lastMovementOfHold(q: Queries, wallet: string, hold: string): Promise<HistoryRow | null> {
  return (await historyPage(q, { wallet, hold, limit: 1 })).rows[0] ?? null
}

/** Dates never fall along the versions, so a period is a range of versions, in which every index ends. Kinds are written out, so that the indexes of the rare ones serve. */
function rangeOf({ wallet, before, from, until, kinds }: HistoryRequest): RawBuilder<unknown> {
  const conditions = [sql`wallet = ${wallet}`]
  if (before !== undefined) conditions.push(sql`version < ${before}`)
  if (from !== undefined) conditions.push(sql`version > (select ledger.version_before(${wallet}, ${from}))`)
  if (until !== undefined) conditions.push(sql`version <= (select ledger.version_before(${wallet}, ${until}))`)
  if (kinds !== undefined) conditions.push(sql`kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))})`)
  return sql.join(conditions, sql` and `)
}

interface Filter {
  readonly is: RawBuilder<unknown>
  /** Where it is any of several projects. */
  readonly each?: readonly string[]
}

function filtersOf({ projects, actor, apiKey, tool, hold }: HistoryRequest): Filter[] {
  const one = (is: RawBuilder<unknown>, value: unknown) => (value === undefined ? [] : [{ is }])
  const many = projects !== undefined && projects.length > 1 ? [{ is: sql`project = any (${[...projects]}::text[])`, each: projects }] : []
  return [
    ...one(sql`hold = ${hold}`, hold),
    ...(many.length ? many : one(sql`project = ${projects?.[0]}`, projects?.[0])),
    ...one(sql`api_key = ${apiKey}`, apiKey),
    ...one(sql`actor = ${actor}`, actor),
    ...one(sql`tool = ${tool}`, tool),
  ]
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
