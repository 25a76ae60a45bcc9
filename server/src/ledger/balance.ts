// A wallet's balance at a time: what a hold could take then, what is held, and what will expire when.
import { type Credits, milli, Refusal } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { Balance } from './types.ts'

/** @throws Refusal `not_found` */
export async function balanceOf(q: Queries, wallet: string, at: Date): Promise<Balance> {
  const { rows } = await sql<{ available: bigint; held: bigint; version: bigint; head: string; stopped_at: Date | null; stopped_why: string | null }>`
    select w.held, w.version, w.stopped_at, w.stopped_why, encode(w.head, 'hex') as head, (w.available - coalesce(
      (select sum(remaining) from ledger.lots as l where l.wallet = w.id and l.open and l.expires_at <= ${at}), 0))::bigint as available
    from ledger.wallets as w where w.id = ${wallet}`.execute(q)
  const row = rows[0]
  if (!row) throw new Refusal('not_found', 'The ledger has no such wallet.', { wallet })
  return {
    available: milli(row.available),
    held: milli(row.held),
    version: row.version,
    head: row.head,
    stopped: row.stopped_at && { since: row.stopped_at, why: row.stopped_why ?? '' },
  }
}

/** What will leave the balance when, soonest first; what is held of it is not in it. */
export async function expiringLots(q: Queries, wallet: string, at: Date): Promise<{ readonly amount: Credits; readonly at: Date }[]> {
  const { rows } = await sql<{ amount: bigint; at: Date }>`
    select expires_at as at, sum(remaining)::bigint as amount from ledger.lots
    where wallet = ${wallet} and open and remaining > 0 and expires_at > ${at} group by expires_at order by expires_at`.execute(q)
  return rows.map((row) => ({ amount: milli(row.amount), at: row.at }))
}
