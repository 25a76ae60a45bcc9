// What work has cost, by project, client, member, key, tool or month: first tries, retries and refunds apart, and what was kept of it.
// It reads every charge of the period, so a period has an end: 400 days at most.
import { formatCredits, milli, Refusal } from '@keter/core'
import { type RawBuilder, sql } from 'kysely'
import type { Caller, Studio } from '../studio.ts'
import { type ChargesFilter, filterOf } from './filter.ts'

export const costGroups = ['project', 'client', 'member', 'key', 'tool', 'month'] as const
export type CostGroup = (typeof costGroups)[number]

const mostDays = 400
const day = 86_400_000
const mostGroups = 500

const groupings: Readonly<Record<CostGroup, RawBuilder<unknown>>> = {
  project: sql`m.project`,
  client: sql`p.client`,
  member: sql`m.actor`,
  key: sql`m.api_key`,
  tool: sql`m.tool`,
  month: sql`to_char(m.at at time zone 'UTC', 'YYYY-MM')`,
}

interface Row {
  readonly group: string | null
  readonly first: bigint
  readonly retries: bigint
  readonly refunds: bigint
  readonly attempts: bigint
  readonly kept: bigint
}

/** @throws Refusal `malformed_request` for a period that is too long */
export async function readCosts(studio: Studio, caller: Caller, asked: ChargesFilter & { readonly by: CostGroup }) {
  const { wallet, projects, actor, apiKey, tool, hold, from: asFrom, until: asUntil } = await filterOf(studio, caller, { ...asked, kind: undefined })
  const until = asUntil ?? studio.now()
  const from = asFrom ?? new Date(until.getTime() - 90 * day)
  if (until <= from || until.getTime() - from.getTime() > mostDays * day)
    throw new Refusal('malformed_request', `Costs are of 1 to ${mostDays} days.`, {
      fields: [{ path: 'from', message: `at most ${mostDays} days before "until"` }],
    })
  const where = [
    sql`m.wallet = ${wallet} and m.kind in ('charge', 'refund')`,
    sql`m.version > (select ledger.version_before(${wallet}, ${from})) and m.version <= (select ledger.version_before(${wallet}, ${until}))`,
    ...(projects === undefined ? [] : [sql`m.project = any (${projects}::text[])`]),
    ...(actor === undefined ? [] : [sql`m.actor = ${actor}`]),
    ...(apiKey === undefined ? [] : [sql`m.api_key = ${apiKey}`]),
    ...(tool === undefined ? [] : [sql`m.tool = ${tool}`]),
    ...(hold === undefined ? [] : [sql`m.hold = ${hold}`]),
  ]
  const { rows } = await sql<Row>`
    select ${groupings[asked.by]} as "group",
           coalesce(-sum(m.held) filter (where m.kind = 'charge' and coalesce(i.attempt, 1) = 1), 0)::bigint as first,
           coalesce(-sum(m.held) filter (where m.kind = 'charge' and i.attempt > 1), 0)::bigint as retries,
           coalesce(sum(m.available) filter (where m.kind = 'refund'), 0)::bigint as refunds,
           count(*) filter (where m.kind = 'charge') as attempts,
           count(*) filter (where m.kind = 'charge' and i.verdict = 'kept') as kept
      from ledger.movements as m left join keter.iterations as i on i.id = m.iteration left join keter.projects as p on p.id = m.project
     where ${sql.join(where, sql` and `)} group by 1 order by sum(-m.held - m.available) desc, 1 limit ${mostGroups}`.execute(studio.database.query)
  const names = await namesOf(studio, asked.by, rows)
  return {
    ...{ by: asked.by, from: from.toISOString(), until: until.toISOString() },
    items: rows.map((row) => ({ group: row.group, name: (row.group && names.get(row.group)) ?? row.group, ...figures(row) })),
    total: figures(rows.reduce(added, { group: null, first: 0n, retries: 0n, refunds: 0n, attempts: 0n, kept: 0n })),
  }
}

const added = (a: Row, b: Row): Row => ({
  ...{ group: null, first: a.first + b.first, retries: a.retries + b.retries, refunds: a.refunds + b.refunds },
  ...{ attempts: a.attempts + b.attempts, kept: a.kept + b.kept },
})

const figures = ({ first, retries, refunds, attempts, kept }: Row) => ({
  ...{ firstTries: formatCredits(milli(first)), retries: formatCredits(milli(retries)), refunds: formatCredits(milli(refunds)) },
  ...{ net: formatCredits(milli(first + retries - refunds)), attempts: Number(attempts), kept: Number(kept) },
})

async function namesOf(studio: Studio, by: CostGroup, rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ group }) => group ?? [])
  if (by === 'member') return studio.accounts.names(ids, [])
  if (by === 'key') return studio.accounts.names([], ids)
  if (by !== 'project' || ids.length === 0) return new Map()
  const projects = await studio.database.query.selectFrom('keter.projects').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(projects.map(({ id, name }) => [id, name]))
}
