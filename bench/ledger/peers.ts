// What the ledger is measured against: the same money moved by plain double-entry transfers (transfers.sql), and the least a commit can do (floor.sql).
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Database } from '../../server/src/db/database.ts'
import type { Work } from './rounds.ts'

const text = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const wallets = 1000
/** Accounts: wallet n has 10n + 1 (available), 10n + 2 (held) and 10n + 3 (a revenue account of its own); the house has one revenue account. Wallet 0 is the hot one. */
const house = 9
const some = () => 1 + Math.floor(Math.random() * wallets)

export async function peers({ query, run }: Database): Promise<Work[]> {
  await run(text('transfers.sql'))
  await run(text('floor.sql'))
  await run(`insert into plain.accounts select 10 * n + part, 1000000000000 from generate_series(0, ${wallets}) n, generate_series(1, 3) part;
    insert into plain.accounts values (${house}, 0); insert into floor.accounts select n, 0 from generate_series(0, ${wallets}) n`)
  const transfer = (from: number, to: number) => sql`select plain.transfer(${from}, ${to}, ${3000}) as id`.execute(query)
  /** Wallet to held, held to revenue: what a hold and a settle do. */
  const cycle = async (wallet: number, revenue: number) => {
    await transfer(10 * wallet + 1, 10 * wallet + 2)
    await transfer(10 * wallet + 2, revenue)
  }
  const commit = (account: number) =>
    sql`with moved as (update floor.accounts set balance = balance + ${3000} where id = ${account} returning id)
      insert into floor.history (account, amount) select id, ${3000} from moved`.execute(query)
  return [
    { name: 'two transfers, hot', turn: () => cycle(0, house) },
    { name: 'two transfers, spread', turn: () => cycle(some(), house) },
    {
      name: 'two transfers, spread, no shared revenue row',
      turn: () => {
        const wallet = some()
        return cycle(wallet, 10 * wallet + 3)
      },
    },
    { name: 'bare commit, hot', turn: () => commit(0) },
    { name: 'bare commit, spread', turn: () => commit(some()) },
  ]
}
