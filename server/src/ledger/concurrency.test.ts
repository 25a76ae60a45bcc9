// What only a server can show: many connections at once, some of them killed. On the embedded database there is one connection, so nothing of this can happen.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import { lostOrDoubled, storm } from './test-storm.ts'
import { ledgerSql, type TestDatabase, testDatabases } from './test-database.ts'

describe.each(testDatabases().filter(({ kind }) => kind === 'server'))('many connections at once', ({ fresh }) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await fresh()
  })
  afterAll(() => opened.drop())

  test('nothing acknowledged is lost or doubled, nothing deadlocks, whatever is killed (L7, L25, L27)', { timeout: 120_000 }, async () => {
    const report = await storm(opened.url!, { milliseconds: 5000, kill: true })
    console.log(`ledger storm: ${report.kills} connections killed, ${report.acknowledged.size} operations acknowledged`, report.outcomes)
    expect(report.unexpected).toEqual([])
    expect(report.kills).toBeGreaterThan(5)
    expect(report.acknowledged.size).toBeGreaterThan(50)
    expect(await lostOrDoubled(opened.url!, report)).toEqual([])
    expect(await ledger.verifyLedger(opened.database.query)).toMatchObject({ ok: true, findings: [] })
  })

  test('without the wallet lock the same storm fails: it can tell', { timeout: 120_000 }, async () => {
    const lock = 'select * into v_wallet from ledger.wallets where id = p_wallet for no key update;'
    expect(ledgerSql.split(lock).length).toBe(2)
    await opened.database.run(`drop schema ledger cascade; ${ledgerSql.replace(lock, 'select * into v_wallet from ledger.wallets where id = p_wallet;')}`)
    const report = await storm(opened.url!, { milliseconds: 2000, kill: false })
    expect(report.unexpected.length + (await ledger.violations(opened.database.query)).length).toBeGreaterThan(0)
  })
})

test.skipIf(testDatabases().some(({ kind }) => kind === 'server'))('skipped: many connections need a PostgreSQL server', () => {})
