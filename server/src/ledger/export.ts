// The export: every entry, wallet by wallet, in the order of its chain. It is read in pages, and since entries are only ever added,
// what comes out is each wallet's history up to some moment, whole.
import { formatCredits, type LedgerEntry, milli } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'

const pageSize = 1000

type EntryRow = Omit<LedgerEntry, 'version' | 'refundOf' | 'amount' | 'balance'> & {
  readonly version: bigint
  readonly refundOf: bigint | null
  readonly amount: bigint
  readonly balance: bigint | null
}

/** Of one wallet, or of all. */
export async function* entriesOf(q: Queries, wallet?: string): AsyncGenerator<LedgerEntry> {
  const which = wallet === undefined ? sql`true` : sql`e.wallet = ${wallet}`
  let last: EntryRow | undefined
  for (;;) {
    const after = last ? sql`(e.wallet, e.version, e.position) > (${last.wallet}, ${last.version}, ${last.position})` : sql`true`
    const { rows } = await sql<EntryRow>`
      select e.wallet, e.version, e.position, m.kind, ledger.time_text(m.at) as at, m.key, encode(m.digest, 'hex') as digest, m.hold, m.refund_of as "refundOf",
             m.reference, m.actor, m.api_key as "apiKey", m.project, m.tool, m.iteration, m.quote, e.account, e.amount, e.balance,
             encode(e.previous, 'hex') as previous, encode(e.hash, 'hex') as hash
        from ledger.entries as e join ledger.movements as m on m.wallet = e.wallet and m.version = e.version
       where ${which} and ${after} order by e.wallet, e.version, e.position limit ${pageSize}`.execute(q)
    for (const row of rows) yield entryOf(row)
    if (rows.length < pageSize) return
    last = rows.at(-1)
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
