// Refunds, bad input, and what the books show afterwards: history, chain, export. Numbers are those of docs/rules/ledger.md.
import { createHash } from 'node:crypto'
import { type Credits, milli, parseEntry, verifyEntries } from '@keter/core'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import { testDatabases } from './test-database.ts'
import { editor, later, nobody, noon, refused, testWallet } from './test-wallet.ts'

describe.each(testDatabases())('the books on the $kind database', ({ fresh }) => {
  const on = testWallet(fresh)
  const { grant, hold, settle, release, refund, balance, lots } = on

  test('a charge can be given back in parts, never more than it took; both stay visible (L21, L23)', async () => {
    await grant(10)
    await hold('h', 5)
    const { movement } = await settle('h', 4)
    expect(await refund(movement, 1)).toMatchObject({ refunded: 1000n, available: 6000n, held: 1000n })
    await expect(refund(movement, 3.001)).rejects.toEqual(refused('refund_too_large', { asked: '3.001', charged: '4', left: '3' }))
    await release('h')
    await refund(movement, 3)
    await expect(refund(movement, 0.001)).rejects.toEqual(refused('refund_too_large', { left: '0' }))
    expect(await balance()).toEqual([10, 0])
    const { rows } = await ledger.historyPage(on.database.query, { wallet: on.wallet, limit: 10, kinds: ['charge', 'refund'] })
    expect(rows.map(({ kind, amountAvailable, amountHeld, refundOf, reference }) => [kind, amountAvailable, amountHeld, refundOf, reference])).toEqual([
      ['refund', 3000n, 0n, movement, 'defective result'],
      ['refund', 1000n, 0n, movement, 'defective result'],
      ['charge', 0n, -4000n, null, ''],
    ])
  })

  test('only a charge of this wallet can be refunded (L21)', async () => {
    const { movement } = await grant(10)
    await expect(refund(movement, 1)).rejects.toEqual(refused('not_found'))
    await expect(refund(`${on.wallet}.99`, 1)).rejects.toEqual(refused('not_found'))
    await expect(refund('ws_1.3', 1)).rejects.toEqual(refused('not_found'))
    await expect(refund('nonsense', 1)).rejects.toEqual(refused('not_found'))
  })

  test('credits come back with the priority and expiry they had, last taken first; what would be gone lives until keepUntil (L22)', async () => {
    await grant(2, { priority: 10, expiresAt: later(30), source: 'plan' })
    await grant(2, { priority: 50 })
    await hold('h', 4)
    const { movement } = await settle('h', 4)
    await refund(movement, 3, { at: later(40), keepUntil: later(90) })
    expect((await lots()).slice(2)).toMatchObject([
      { source: 'refund', priority: 50, remaining: 2000n, expires_at: null },
      { source: 'refund', priority: 10, remaining: 1000n, expires_at: later(90) },
    ])
    await refund(movement, 1, { at: later(50) })
    expect((await lots()).at(-1)).toMatchObject({ priority: 10, remaining: 1000n, expires_at: later(30) })
    expect(await balance(later(50))).toEqual([3, 0])
  })

  test('every movement says who caused it and for what; what a charge, return or refund does not say it takes from its hold (L24)', async () => {
    await grant(5)
    await hold('h', 3)
    const { movement } = await settle('h', 2, { cause: { ...nobody, iteration: 'itr_1' } })
    await refund(movement, 1, { cause: { ...nobody, actor: 'owner' } })
    await release('h', { cause: nobody })
    const { rows } = await ledger.historyPage(on.database.query, { wallet: on.wallet, hold: 'h', limit: 10 })
    expect(rows.map(({ kind, cause }) => [kind, cause])).toEqual([
      ['return', editor],
      ['refund', { ...editor, actor: 'owner', iteration: 'itr_1' }],
      ['charge', { ...editor, iteration: 'itr_1' }],
      ['hold', editor],
    ])
  })

  test('amounts that are no amounts are refused and change nothing (L8)', async () => {
    await grant(5)
    await hold('h', 2)
    const { movement } = await settle('h', 1)
    const before = await ledger.balanceOf(on.database.query, on.wallet, noon)
    const malformed = refused('malformed_request')
    const tooLarge = 9_223_372_036_854_775_808n as Credits
    for (const amount of [0n as Credits, -1n as Credits, tooLarge]) {
      await expect(grant(0, { amount })).rejects.toEqual(malformed)
      await expect(hold('x', 0, { amount })).rejects.toEqual(malformed)
      await expect(refund(movement, 0, { amount })).rejects.toEqual(malformed)
    }
    await expect(settle('h', 0, { actual: -1n as Credits })).rejects.toEqual(malformed)
    await expect(settle('h', 0, { actual: tooLarge })).rejects.toEqual(malformed)
    await expect(grant(0, { amount: milli(9_223_372_036_854_775_807n) })).rejects.toEqual(malformed) // the balance would not fit
    await expect(hold('x', 0, { amount: milli(9_223_372_036_854_775_807n) })).rejects.toEqual(refused('insufficient_credits'))
    expect(await ledger.balanceOf(on.database.query, on.wallet, noon)).toEqual(before)
  })

  test('texts and times that are none are refused (L8)', async () => {
    await grant(5)
    const malformed = refused('malformed_request')
    await expect(hold('x', 1, { key: '' })).rejects.toEqual(malformed)
    await expect(hold('x', 1, { key: 'k'.repeat(301) })).rejects.toEqual(malformed)
    await expect(hold('nul\u0000', 1)).rejects.toEqual(malformed)
    await expect(hold('x', 1, { expiresAt: noon })).rejects.toEqual(malformed)
    await expect(grant(1, { expiresAt: noon })).rejects.toEqual(malformed)
    await expect(grant(1, { source: 'refund' as never })).rejects.toEqual(malformed)
    await expect(grant(1, { source: 'gift' as never })).rejects.toEqual(malformed)
    await expect(hold('x', 1, { at: new Date('1969-12-31T23:59:59Z') })).rejects.toEqual(malformed)
    await expect(hold('x', 1, { at: new Date('+010000-01-01T00:00:00Z'), expiresAt: new Date('+010001-01-01T00:00:00Z') })).rejects.toEqual(malformed)
    expect(await balance()).toEqual([5, 0])
  })

  test('unknown wallets and holds are not found (L8)', async () => {
    const missing = refused('not_found')
    await expect(grant(1, { wallet: 'nowhere' })).rejects.toEqual(missing)
    await expect(hold('h', 1, { wallet: 'nowhere' })).rejects.toEqual(missing)
    await expect(ledger.balanceOf(on.database.query, 'nowhere', noon)).rejects.toEqual(missing)
    await expect(settle('nothing', 1)).rejects.toEqual(missing)
    await expect(release('nothing')).rejects.toEqual(missing)
    await grant(3)
    await hold('mine', 1)
    const other = await on.open()
    await expect(settle('mine', 1, { wallet: other })).rejects.toEqual(missing)
  })

  test('a clock that goes back: the history is dated no earlier than before, decisions follow the time given (L3)', async () => {
    await grant(5, { at: later(60), expiresAt: later(61) })
    expect(await hold('h', 2, { at: later(-30), expiresAt: later(10) })).toMatchObject({ available: 3000n })
    const { rows } = await ledger.historyPage(on.database.query, { wallet: on.wallet, limit: 2 })
    expect(rows.map(({ at }) => at)).toEqual([later(60), later(60)])
    expect(await ledger.sweepHolds(on.database.query, { at: later(10) })).toMatchObject([{ hold: 'h' }])
  })

  test('hostile texts keep their meaning: the chain tells every field apart (L4)', async () => {
    const odd = '1:a\'"\\;--\n%_ é 漢 🜂 {}'
    await grant(5, { key: `k${odd}`, reference: odd, cause: { ...nobody, actor: odd, project: '' } })
    await hold(`h${odd}`, 1, { cause: { ...editor, tool: odd } })
    await settle(`h${odd}`, 1)
    expect(await ledger.verifyWallet(on.database.query, on.wallet)).toMatchObject({ ok: true, movements: 3, entries: 6 })
  })

  test('an export verifies on its own, and ends at the head of the wallet (L26)', async () => {
    await grant(5)
    await hold('h', 3)
    const { movement } = await settle('h', 4)
    const { head } = await refund(movement, 1.5)
    const lines: string[] = []
    for await (const line of ledger.exportEntries(on.database.query, on.wallet)) lines.push(line)
    const report = await verifyEntries(lines.map(parseEntry), (bytes) => createHash('sha256').update(bytes).digest())
    expect(report).toEqual({
      ok: true,
      wallets: 1,
      movements: 4,
      entries: 9,
      findings: [],
      heads: { [on.wallet]: head },
      balances: { [on.wallet]: { available: '3.5', held: '0' } },
    })
  })

  test('an export of many pages loses and doubles nothing (L26)', async () => {
    await sql`do $$ begin for i in 1..1200 loop perform ledger.grant_credits('${sql.raw(on.wallet)}', 'g' || i, '2026-11-22 12:00Z', null, i, 'top-up', 1, null, ''); end loop; end $$`.execute(
      on.database.query,
    )
    expect(await ledger.verifyWallet(on.database.query, on.wallet)).toMatchObject({ ok: true, movements: 1200, entries: 2400 })
  })

  test('movements are only ever added (L5)', async () => {
    await grant(5)
    for (const statement of ["update ledger.movements set reference = 'x'", 'delete from ledger.movements', 'truncate ledger.movements'])
      await expect(on.database.run(statement)).rejects.toMatchObject({ code: 'KL405' })
  })

  test('the charge history pages backwards without gaps, filtered and by period', async () => {
    await grant(100)
    for (let i = 0; i < 6; i++) {
      const cause = { ...editor, project: i % 2 ? 'prj_odd' : 'prj_even', actor: i < 3 ? 'ann' : 'bob', tool: i < 2 ? 'image-convert' : 'image-upscale' }
      await hold(`h${i}`, 1, { cause, at: later(i * 10) })
      await settle(`h${i}`, 1, { at: later(i * 10 + 1), cause: nobody })
    }
    const all: bigint[] = []
    let before: bigint | undefined
    for (;;) {
      const { rows, next } = await ledger.historyPage(on.database.query, { wallet: on.wallet, limit: 5, before })
      all.push(...rows.map(({ version }) => version))
      if (next === null) break
      before = next
    }
    expect(all).toEqual(Array.from({ length: 13 }, (_, i) => BigInt(13 - i)))
    const versions = async (filter: object) =>
      (await ledger.historyPage(on.database.query, { wallet: on.wallet, limit: 50, ...filter })).rows.map(({ version }) => Number(version))
    expect(await versions({ projects: ['prj_odd'] })).toEqual([13, 12, 9, 8, 5, 4])
    expect(await versions({ actor: 'ann', kinds: ['charge'] })).toEqual([7, 5, 3])
    expect(await versions({ tool: 'image-convert' })).toEqual([5, 4, 3, 2])
    expect(await versions({ from: later(20), until: later(31) })).toEqual([8, 7, 6])
    expect(await versions({ from: later(-10), until: noon })).toEqual([])
    expect(await versions({ from: later(51) })).toEqual([13])
  })

  test('what will expire is told, soonest first', async () => {
    await grant(5, { expiresAt: later(20) })
    await grant(1, { expiresAt: later(10) })
    await grant(2, { expiresAt: later(20) })
    await grant(9)
    await hold('h', 2)
    expect(await ledger.expiringLots(on.database.query, on.wallet, noon)).toEqual([{ amount: 6000n, at: later(20) }])
    expect(await ledger.lastMovementOfHold(on.database.query, on.wallet, 'h')).toMatchObject({ kind: 'hold', movement: `${on.wallet}.5` })
    expect(await ledger.lastMovementOfHold(on.database.query, on.wallet, 'nothing')).toBeNull()
  })
})
