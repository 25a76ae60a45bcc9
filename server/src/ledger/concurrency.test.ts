// What only a server can show: many connections at once, some of them killed. On the embedded database there is one connection, so nothing of this can happen;
// what can happen there is in killed.test.ts. The seed is pinned; KETER_SEED chooses other operations and moments. `npm run chaos` runs it for longer.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import { ledgerSql, type TestDatabase, testDatabases } from './test-database.ts'
import { deadlocks } from './test-kill-connections.ts'
import { storm } from './test-storm.ts'

const seed = Number(process.env.KETER_SEED ?? 20261127)
const kills = 50
const acknowledgements = 500

describe.each(testDatabases().filter(({ kind }) => kind === 'server'))('many connections at once', ({ fresh }) => {
  let opened: TestDatabase
  beforeAll(async () => {
    opened = await fresh()
  })
  afterAll(() => opened.drop())
  const found = async ({ acknowledged, unexpected }: Awaited<ReturnType<typeof storm>>) => [
    ...unexpected,
    ...(await acknowledged.lostOrDoubled(opened.database.query)),
    ...(await ledger.violations(opened.database.query)),
  ]

  test(`nothing acknowledged is lost or doubled, nothing deadlocks, whatever is killed (L7, L25, L27; seed ${seed})`, { timeout: 120_000 }, async () => {
    const report = await storm(opened.url!, { seed, seconds: 8, kills, acknowledgements })
    console.log(`ledger storm, seed ${seed}: ${report.kills} connections killed, ${report.acknowledged.size} operations acknowledged`, report.outcomes)
    expect(report.unexpected).toEqual([])
    expect(report.kills).toBeGreaterThanOrEqual(kills)
    expect(report.acknowledged.size).toBeGreaterThanOrEqual(acknowledgements)
    for (const outcome of ['connection lost', 'aborted', 'lock timeout', 'sent again', 'twins', 'limit_reached', 'hold_ended'])
      expect(report.outcomes[outcome], outcome).toBeGreaterThan(0)
    expect(await report.acknowledged.lostOrDoubled(opened.database.query)).toEqual([])
    expect(await ledger.verifyLedger(opened.database.query)).toMatchObject({ ok: true, findings: [] })
    expect(await deadlocks(opened.url!)).toBe(0)
  })

  test('where success is reported before the commit, the same storm fails: it can tell', { timeout: 120_000 }, async () => {
    expect(await found(await storm(opened.url!, { seed: seed + 1, seconds: 1, kills: 5, acknowledgeEarly: true }))).not.toEqual([])
  })

  test('without the wallet lock the same storm fails: it can tell', { timeout: 120_000 }, async () => {
    const lock = ' from ledger.wallets where id = p_wallet for no key update;'
    expect(ledgerSql.split(lock).length).toBeGreaterThan(3)
    await opened.database.run(`drop schema ledger cascade; ${ledgerSql.replaceAll(lock, ' from ledger.wallets where id = p_wallet;')}`)
    expect(await found(await storm(opened.url!, { seed: seed + 2, seconds: 2, kills: 0 }))).not.toEqual([])
  })
})

test.skipIf(testDatabases().some(({ kind }) => kind === 'server'))('skipped: many connections need a PostgreSQL server', () => {})
