// Disputes as they are read: each with its evidence, all of a workspace in pages, and what became of them in figures.
import { formatCredits, milli, Refusal } from '@keter/core'
import { type Selectable, sql } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { pageOf } from '../db/page.ts'
import type { Caller, Studio } from '../studio.ts'

type DisputeRow = Selectable<Schema['keter.disputes']>

export async function readDispute(studio: Studio, { workspace }: Caller, id: string) {
  const row = await studio.database.query.selectFrom('keter.disputes').selectAll().where('id', '=', id).where('workspace_id', '=', workspace).executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no dispute ${id}.`)
  return (await documents(studio, [row]))[0]!
}

export async function listDisputes(
  studio: Studio,
  caller: Caller,
  { cursor, limit, state, mine }: { cursor?: string | undefined; limit: number; state?: DisputeRow['state'] | undefined; mine?: boolean | undefined },
) {
  let query = studio.database.query
    .selectFrom('keter.disputes')
    .selectAll()
    .where('workspace_id', '=', caller.workspace)
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor) query = query.where('id', '<', cursor)
  if (state) query = query.where('state', '=', state)
  if (mine) query = query.where('opened_by', '=', caller.user)
  const { rows, next } = pageOf(await query.execute(), limit)
  return { items: await documents(studio, rows), next }
}

async function documents(studio: Studio, rows: readonly DisputeRow[]) {
  const people = rows.flatMap(({ opened_by, api_key, decided_by }) => [opened_by, api_key ?? '', decided_by ?? ''])
  const names = await studio.accounts.names(people, people)
  return rows.map((row) => ({
    ...{ id: row.id, iteration: row.iteration_id, charge: row.movement, reason: row.reason, note: row.note, state: row.state, rule: row.rule },
    refunded: formatCredits(milli(row.refunded)),
    openedBy: names.get(row.api_key ?? row.opened_by) ?? null,
    decidedBy: (row.decided_by && names.get(row.decided_by)) ?? null,
    decisionNote: row.decision_note,
    evidence: row.evidence,
    ...{ openedAt: row.opened_at.toISOString(), decidedAt: row.decided_at?.toISOString() ?? null },
  }))
}

interface Figures {
  readonly opened: bigint
  readonly open: bigint
  readonly by_rule: bigint
  readonly by_person: bigint
  readonly declined: bigint
  readonly withdrawn: bigint
  readonly refunded: bigint
  readonly hours: number | null
}

/** Of everything that was opened in the last days: what came of it, by tool and reason, and how many of the charges were disputed at all. */
export async function disputeStatistics(studio: Studio, { workspace }: Caller, days: number) {
  const { query } = studio.database
  const since = new Date(studio.now().getTime() - days * 86_400_000)
  const figures = sql`count(*) as opened, count(*) filter (where d.state = 'open') as open,
    count(*) filter (where d.state = 'refunded' and d.rule is not null) as by_rule, count(*) filter (where d.state = 'refunded' and d.rule is null) as by_person,
    count(*) filter (where d.state = 'declined') as declined, count(*) filter (where d.state = 'withdrawn') as withdrawn, coalesce(sum(d.refunded), 0)::bigint as refunded,
    (percentile_cont(0.5) within group (order by extract(epoch from d.decided_at - d.opened_at) / 3600) filter (where d.decided_by is not null))::float8 as hours`
  const of = sql`from keter.disputes as d where d.workspace_id = ${workspace} and d.opened_at >= ${since}`
  const total = (await sql<Figures>`select ${figures} ${of}`.execute(query)).rows[0]!
  const groups = await sql<Figures & { tool: string; reason: string }>`
    select d.evidence #>> '{edit,tool}' as tool, d.reason, ${figures} ${of} group by 1, 2 order by 3 desc, 1, 2`.execute(query)
  // Of the charges of these days: one that was disputed twice, or only now, counts once, or not.
  const { charges, disputed } = await query
    .selectFrom('keter.iterations as i')
    .select([
      sql<bigint>`count(*)`.as('charges'),
      sql<bigint>`count(*) filter (where exists (select from keter.disputes as d where d.iteration_id = i.id))`.as('disputed'),
    ])
    .where('i.workspace_id', '=', workspace)
    .where('i.ended_at', '>=', since)
    .where('i.charge', '>', 0n)
    .executeTakeFirstOrThrow()
  return {
    ...{ days, charges: Number(charges), share: charges === 0n ? 0 : Number(disputed) / Number(charges) },
    ...figuresDocument(total),
    groups: groups.rows.map((row) => ({ tool: row.tool, reason: row.reason as DisputeRow['reason'], ...figuresDocument(row) })),
  }
}

const figuresDocument = (row: Figures) => ({
  ...{ opened: Number(row.opened), open: Number(row.open), refundedByRule: Number(row.by_rule), refundedByPerson: Number(row.by_person) },
  ...{ declined: Number(row.declined), withdrawn: Number(row.withdrawn), refunded: formatCredits(milli(row.refunded)), medianHours: row.hours },
})
