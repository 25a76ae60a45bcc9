// The export: every entry, wallet by wallet, in the order of its chain. It is read in pages, and since entries are only ever added,
// what comes out is each wallet's history up to some moment, whole.
import { formatCredits, type LedgerEntry, milli } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'

/** Movements; each has one to three entries. */
const pageSize = 500

type EntryRow = Omit<LedgerEntry, 'version' | 'refundOf' | 'amount' | 'balance'> & {
  readonly version: bigint
  readonly refundOf: bigint | null
  readonly amount: bigint
  readonly balance: bigint | null
}

/** Of one wallet, or of all. */
export async function* entriesOf(q: Queries, wallet?: string): AsyncGenerator<LedgerEntry> {
  const which = wallet === undefined ? sql`true` : sql`m.wallet = ${wallet}`
  let last: EntryRow | undefined
  for (;;) {
    const after = last ? sql`(m.wallet, m.version) > (${last.wallet}, ${last.version})` : sql`true`
    const { rows } = await sql<EntryRow>`
      select m.wallet, m.version, e.position, m.kind, ledger.time_text(m.at) as at, m.key, encode(m.digest, 'hex') as digest, m.hold, m.refund_of as "refundOf",
             m.reference, m.actor, m.api_key as "apiKey", m.project, m.tool, m.iteration, m.quote, e.account, e.amount, e.balance,
             encode(e.before, 'hex') as previous, encode(e.hash, 'hex') as hash
        from (select * from ledger.movements as m where ${which} and ${after} order by m.wallet, m.version limit ${pageSize}) as m
        left join ledger.movements as p on p.wallet = m.wallet and p.version = m.version - 1
        cross join lateral ledger.chained_legs(
          (select whole from ledger.movements as whole where whole.wallet = m.wallet and whole.version = m.version), coalesce(p.head, decode(repeat('00', 32), 'hex'))) as e
       order by m.wallet, m.version, e.position`.execute(q)
    for (const row of rows) yield entryOf(row)
    last = rows.at(-1)
    if (!last) return
  }
}

const entryOf = (row: EntryRow): LedgerEntry => ({
  ...row,
  version: Number(row.version),
  refundOf: row.refundOf === null ? null : Number(row.refundOf),
  amount: formatCredits(milli(row.amount)),
  balance: row.balance === null ? null : formatCredits(milli(row.balance)),
})

/** One JSON document a line, without the line's end. */
export async function* exportEntries(q: Queries, wallet?: string): AsyncGenerator<string> {
  for await (const entry of entriesOf(q, wallet)) yield JSON.stringify(entry)
}
