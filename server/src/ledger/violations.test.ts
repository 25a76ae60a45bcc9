// The view of violations is always empty, so it has to be shown that it can fill: each corruption here is found, and called by its name (L25).
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import { testDatabases } from './test-database.ts'
import { credits, later, noon, testWallet } from './test-wallet.ts'

class Rollback extends Error {}

const corruptions: readonly (readonly [what: string, statement: string])[] = [
  ['a movement does not sum to zero', 'update ledger.movements set held = held + 1 where version = 3'],
  ['a movement is not of its kind', "update ledger.movements set kind = 'grant' where version = 3"],
  ['a movement is not of its kind', 'update ledger.movements set overrun = 9 where version = 3'],
  ['the balance is not the sum of the entries', 'update ledger.wallets set available = available + 1'],
  ['the balance is not the sum of the lots', 'update ledger.wallets set available = available + 1'],
  ['held is not the sum of the open holds', "update ledger.holds set captured = captured + 1 where id = 'open'"],
  ['the balance after a movement does not follow', 'update ledger.movements set available_after = available_after + 1 where version = 4'],
  ['a version is missing', 'delete from ledger.movements where version = 5'],
  ['a date lies before the one before it', "update ledger.movements set at = at - interval '1 year' where version = 5"],
  ['the version is not the last movement', 'update ledger.wallets set version = version + 1'],
  ['the version is not the last movement', "update ledger.wallets set latest_at = latest_at - interval '1 day'"],
  ['a movement of no wallet', 'delete from ledger.wallets'],
  ['a movement is not what its head says', "update ledger.movements set actor = 'somebody else' where version = 3"],
  ['a movement is not what its head says', 'update ledger.movements set overrun = 9 where version = 4'],
  ['a movement is not what its head says', "update ledger.movements set head = decode(repeat('11', 32), 'hex') where version = 3"],
  ['the head is not the last hash', "update ledger.wallets set head = decode(repeat('11', 32), 'hex')"],
  ['a hold is not what its movements say', "update ledger.holds set amount = amount + 1 where id = 'done'"],
  ['a hold is not what its movements say', "update ledger.holds set refunded = refunded + 1 where id = 'done'"],
  ['a hold is not what its movements say', "update ledger.holds set actor = 'somebody else' where id = 'done'"],
  ['a hold does not end exactly once', "update ledger.holds set ended_by = null, ended_as = null where id = 'done'"],
  ['a hold does not end exactly once', "update ledger.holds set ended_as = null where id = 'done'"],
  ['a movement of no hold', "delete from ledger.holds where id = 'done'"],
  ['a hold is not the sum of its lots', "update ledger.holds set parts_refunded[1] = parts_refunded[1] + 1 where id = 'done'"],
  ['a hold is not the sum of its lots', "update ledger.holds set parts[1] = parts[1] + 1 where id = 'done'"],
  ['a lot does not add up', 'update ledger.lots set granted = granted + 1'],
  ['a lot does not add up', 'update ledger.lots set open = not open'],
  ['lots were made that no movement gave', 'update ledger.lots set version = 2 where version = 1'],
  ['what expired is not what was written off', 'update ledger.lots set expired = expired + 1 where expired > 0'],
  ['a limit is not its holds and spend', 'update ledger.limit_counters set spent = spent + 1'],
  ['a limit is not its holds and spend', 'update ledger.limit_counters set held = held + 1'],
  ['a limit is not its holds and spend', "update ledger.limit_counters set since_version = 1 where period = 'day'"],
  ['a limit is not its holds and spend', "update ledger.limit_counters set leaves_at = leaves_at + interval '1 second' where period = 'rolling'"],
  ['refunds are above the charge', "update ledger.movements set refund_of = 1 where kind = 'refund'"],
]

describe.each(testDatabases())('violations on the $kind database', ({ fresh }) => {
  const on = testWallet(fresh)

  // A wallet in which everything has happened once.
  beforeEach(async () => {
    const limit = { wallet: on.wallet, at: noon, scope: 'member', subject: 'user_1', mode: 'hard', maximum: credits(100) } as const
    for (const period of ['day', 'rolling'] as const) await ledger.setLimit(on.database.query, { ...limit, period })
    await on.grant(10, { expiresAt: later(60) })
    await on.grant(10)
    await on.hold('done', 12)
    const { movement } = await on.settle('done', 13)
    await on.refund(movement, 1)
    await on.release('done')
    await on.hold('open', 2, { at: later(1) })
    await on.grant(3, { expiresAt: later(5) })
    await ledger.expireLots(on.database.query, { at: later(6) })
  })

  test.each(corruptions)('%s: %s', async (what, statement) => {
    const only = (text: string) =>
      text.replaceAll(/(update|delete from) (ledger\.\w+)([^;]*)/g, (_, verb: string, table: string, rest: string) => {
        const column = table === 'ledger.wallets' ? 'id' : 'wallet'
        return `${verb} ${table}${rest}${rest.includes(' where ') ? ' and' : ' where'} ${column} = '${on.wallet}'`
      })
    let found: readonly string[] = []
    const corrupted = on.database.transaction(async (tx) => {
      await sql`alter table ledger.movements disable trigger append_only`.execute(tx)
      for (const one of only(statement).split('; ')) await sql.raw(one).execute(tx)
      found = (await ledger.violations(tx, on.wallet)).map((violation) => violation.what)
      throw new Rollback()
    })
    await expect(corrupted).rejects.toThrow(Rollback)
    expect(found).toContain(what)
  })

  test('nothing is found in a sound wallet, and a history cut off at its end is (L26)', async () => {
    expect(await ledger.violations(on.database.query, on.wallet)).toEqual([])
    let found: readonly string[] = []
    const cut = on.database.transaction(async (tx) => {
      await sql`alter table ledger.movements disable trigger append_only`.execute(tx)
      await sql`delete from ledger.movements where wallet = ${on.wallet} and version = 9`.execute(tx)
      found = (await ledger.verifyLedger(tx, on.wallet)).findings.map(({ what }) => what)
      throw new Rollback()
    })
    await expect(cut).rejects.toThrow(Rollback)
    expect(found).toContain('the history ends before the head in the wallet')
  })
})
