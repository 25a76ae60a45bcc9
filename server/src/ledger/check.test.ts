// The periodic check and what follows from it (L33). Numbers are those of docs/rules/ledger.md.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { checkWallets } from './check.ts'
import * as ledger from './ledger.ts'
import { testDatabases } from './test-database.ts'
import { later, noon, refused, testWallet } from './test-wallet.ts'

describe.each(testDatabases())('the periodic check on the $kind database', ({ fresh }) => {
  const on = testWallet(fresh)
  const { grant, hold, settle, balance } = on
  const check = async (at = noon) => (await checkWallets(on.database, { at, most: 1000 })).filter(({ wallet }) => wallet === on.wallet)
  const corrupt = (statement: ReturnType<typeof sql>) =>
    on.database.transaction(async (tx) => {
      await sql`alter table ledger.movements disable trigger append_only`.execute(tx)
      await statement.execute(tx)
      await sql`alter table ledger.movements enable trigger append_only`.execute(tx)
    })

  test('a sound wallet goes on; what moved since is checked from there', async () => {
    await grant(5)
    expect(await check()).toEqual([])
    await hold('h', 2)
    await settle('h', 1)
    expect(await check(later(1))).toEqual([])
    const { rows } = await sql`select version, whole_at from ledger.checks where wallet = ${on.wallet}`.execute(on.database.query)
    expect(rows).toEqual([{ version: 3n, whole_at: noon }])
  })

  test('a wallet in which something cannot be is stopped, and goes on once it is repaired; reading goes on throughout (L33)', async () => {
    await grant(5)
    await hold('h', 2)
    await check()
    await sql`update ledger.wallets set available = available + 1000 where id = ${on.wallet}`.execute(on.database.query)
    await settle('h', 1)
    expect(await check(later(1))).toMatchObject([{ changed: 'stopped' }])
    await expect(hold('h2', 1)).rejects.toEqual(refused('spending_stopped'))
    expect(await balance()).toEqual([4, 1])
    expect((await ledger.historyPage(on.database.query, { wallet: on.wallet, limit: 10 })).rows).toHaveLength(3)
    expect(await check(later(2))).toMatchObject([{ changed: null }])
    // Put right: the change undone, and what was posted on top of it taken back by hand.
    await corrupt(sql`delete from ledger.movements where wallet = ${on.wallet} and version = 3`)
    await sql`update ledger.wallets as w set version = 2, head = m.head, available = m.available_after, held = m.held_after
      from ledger.movements as m where w.id = ${on.wallet} and m.wallet = w.id and m.version = 2`.execute(on.database.query)
    await sql`update ledger.holds set captured = 0 where wallet = ${on.wallet}`.execute(on.database.query)
    expect(await check(later(3))).toEqual([{ wallet: on.wallet, findings: [], changed: 'resumed' }])
    await hold('h2', 1)
  })

  test('a change of the old history is found by the daily whole check', async () => {
    await grant(5)
    await hold('h', 2)
    await check()
    await settle('h', 1)
    await corrupt(sql`update ledger.movements set reference = 'another' where wallet = ${on.wallet} and version = 1`)
    expect(await check(later(1))).toEqual([])
    expect(await check(later(25 * 60))).toMatchObject([{ changed: 'stopped', findings: [{ what: 'a movement is not what its head says', ref: '1' }] }])
    await corrupt(sql`update ledger.movements set reference = 'invoice 1' where wallet = ${on.wallet} and version = 1`)
    expect(await check(later(26 * 60))).toMatchObject([{ changed: 'resumed' }])
  })
})
