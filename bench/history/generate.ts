// A long history for the benchmark: movements shaped like real ones, in a database of their own. Each movement stands for its two entries, which follow from it.
// 300 projects, 40 members, 5 keys, 12 tools; a hold, a charge and a return in turn, one refund in a hundred, one grant in a thousand, one expiry in five thousand;
// dates over three years. The chain is not computed: hashes are not read by a page.
import { sql } from 'kysely'
import type { Database } from '../../server/src/db/database.ts'
import { migrate } from '../../server/src/db/migrate.ts'
import { openDatabase } from '../../server/src/db/open.ts'
import { serverUrl } from '../ledger/database.ts'
import { createServerDatabase } from '../../server/test/server-database.ts'

/** @param kept of an earlier run: it is read again, and not dropped */
export async function historyDatabase(kept?: string): Promise<{ database: Database; url: string; drop: () => Promise<void> }> {
  if (kept) {
    const database = await openDatabase({ url: kept })
    return { database, url: kept, drop: () => database.close() }
  }
  const { url, drop } = await createServerDatabase(serverUrl)
  const database = await openDatabase({ url })
  await migrate(database)
  return { database, url, drop: () => database.close().then(drop) }
}

const chunk = 250_000

/** A wallet with so many movements, and ten lots. */
export async function generate({ query }: Database, wallet: string, movements: number): Promise<void> {
  await sql`insert into ledger.wallets (id, latest_at, created_at) values (${wallet}, '2024-01-01Z', '2024-01-01Z')`.execute(query)
  await sql`insert into ledger.lots (wallet, version, source, reference, priority, expires_at, granted, remaining)
    select ${wallet}, n, 'top-up', '', 50, timestamptz '2027-01-01Z' + n * interval '1 month', 1000, 1000 from generate_series(1, 10) as n`.execute(query)
  for (let after = 0; after < movements; after += chunk)
    await sql`insert into ledger.movements
      select ${wallet}, n, kind::ledger.kind, timestamptz '2024-01-01Z' + n * (interval '3 years' / ${movements}), 'key:' || ${wallet} || n, ${Buffer.alloc(32)}, 'hold_' || n / 3,
             case when kind = 'refund' then n - 1 end, '', 'usr_' || chance % 40, case when chance % 3 = 0 then 'key_' || chance % 5 end,
             'prj_' || (chance / 40) % 300, 'tool-' || (chance / 7) % 12, 'itr_' || n / 3, 'qt_' || n / 3, 0, 0, 1000, 1000, 0, ${Buffer.alloc(32)}
        from (select n, (hashint8(n / 3)::bigint + 2147483648) as chance,
                     case when n % 5000 = 0 then 'expiry' when n % 1000 = 1 then 'grant' when n % 100 = 2 then 'refund' when n % 3 = 0 then 'hold' when n % 3 = 1 then 'charge' else 'return' end as kind
                from generate_series(${after + 1}::bigint, ${Math.min(after + chunk, movements)}::bigint) as n) as made`.execute(query)
  await sql`update ledger.wallets set version = ${movements}, latest_at = '2027-01-01Z' where id = ${wallet}`.execute(query)
}
