// Limits: what may be held and spent by whom in one period. A hold finds those it falls under and takes them in the same step as the credits.
import { milli } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { causeRow } from './outcome.ts'
import { refusing } from './refusal.ts'
import type { Cause, Headroom, LimitMode, LimitPeriod, LimitRequest, LimitScope, PastHold } from './types.ts'

/** Makes it, or changes the maximum of the one of the same scope, subject, period and mode; open holds are never touched. Answers its id. */
export async function setLimit(q: Queries, { wallet, at, scope, subject, period, mode, maximum }: LimitRequest): Promise<bigint> {
  const { rows } = await refusing(() =>
    sql<{ id: bigint }>`select ledger.set_limit(${wallet}, ${at}, ${scope}, ${subject}, ${period}, ${mode}, ${maximum}) as id`.execute(q),
  )
  return rows[0]!.id
}

/** Removing it again changes nothing. @throws Refusal `not_found` */
export async function removeLimit(q: Queries, { wallet, at, id }: { readonly wallet: string; readonly at: Date; readonly id: bigint }): Promise<void> {
  await refusing(() => sql`select ledger.remove_limit(${wallet}, ${at}, ${id})`.execute(q))
}

interface HeadroomRow {
  id: bigint
  scope: LimitScope
  subject: string | null
  who: string | null
  period: LimitPeriod
  mode: LimitMode
  maximum: bigint
  held: bigint
  spent: bigint
  renews: Date | null
}

/** Every limit of a wallet, and what has been used of it at that time; with a cause, those that a hold of that cause would fall under. */
export async function headroomOf(q: Queries, wallet: string, at: Date, cause?: Cause): Promise<Headroom[]> {
  const of = cause ? causeRow(cause) : sql`null`
  const { rows } = await sql<HeadroomRow>`
    select id, scope, subject, nullif(who, '') as who, period, mode, maximum, held, spent, renews from ledger.headroom(${wallet}, ${at}, ${of})`.execute(q)
  return rows.map(({ maximum, held, spent, ...row }) => ({
    ...row,
    ...{ maximum: milli(maximum), held: milli(held), spent: milli(spent), left: milli(maximum - spent - held) },
  }))
}

/** Limits that bind each member, project or key apart: they themselves, whoever has used them. */
export async function limitsForEach(q: Queries, wallet: string): Promise<Headroom[]> {
  const { rows } = await sql<Pick<HeadroomRow, 'id' | 'scope' | 'period' | 'mode' | 'maximum'>>`
    select id, scope, period, mode, maximum from ledger.limits where wallet = ${wallet} and removed_at is null and subject is null and scope <> 'workspace'`.execute(
    q,
  )
  return rows.map(({ maximum, ...row }) => ({
    ...{ ...row, subject: null, who: null, renews: null },
    ...{ maximum: milli(maximum), held: milli(0n), spent: milli(0n), left: milli(maximum) },
  }))
}

/** What limits could have stopped: every hold that began in a period of time, in order, with what it came to. */
export async function holdsBetween(q: Queries, wallet: string, from: Date, until: Date): Promise<PastHold[]> {
  const { rows } = await sql<Omit<PastHold, 'amount' | 'spent'> & { amount: bigint; spent: bigint }>`
    select h.id as hold, h.begun_at as "begunAt", e.at as "endedAt", h.amount, h.captured - h.refunded as spent, h.actor, h.api_key as "apiKey", h.project, h.tool, h.quote
      from ledger.movements as m join ledger.holds as h on h.wallet = m.wallet and h.id = m.hold
      left join ledger.movements as e on e.wallet = h.wallet and e.version = h.ended_by
     where m.wallet = ${wallet} and m.kind = 'hold'
       and m.version > ledger.version_before(${wallet}, ${from}) and m.version <= ledger.version_before(${wallet}, ${until})
     order by m.version`.execute(q)
  return rows.map((row) => ({ ...row, amount: milli(row.amount), spent: milli(row.spent) }))
}
