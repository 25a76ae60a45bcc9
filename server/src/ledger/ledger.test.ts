// Granting, holding, charging, returning: what the ledger promises about every credit, on both databases. Numbers are those of docs/rules/ledger.md.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import { testDatabases } from './test-database.ts'
import { credits, editor, later, nobody, noon, refused, testWallet } from './test-wallet.ts'

describe.each(testDatabases())('spending on the $kind database', ({ fresh }) => {
  const on = testWallet(fresh)
  const { grant, hold, settle, release, balance, lots, remaining } = on

  test('a hold sets credits aside, settles charge attempts, a release gives back the rest (L2, L15, L16)', async () => {
    await grant(10)
    expect(await hold('h', 6)).toMatchObject({ replayed: false, available: 4000n, held: 6000n })
    expect(await settle('h', 2)).toMatchObject({ captured: 2000n, overrun: 0n, available: 4000n, held: 4000n })
    expect(await settle('h', 1.5)).toMatchObject({ captured: 1500n, held: 2500n })
    expect(await release('h')).toMatchObject({ returned: 2500n, available: 6500n, held: 0n })
    expect(await balance()).toEqual([6.5, 0])
  })

  test("a charge is never above what the hold still has; the overrun is the house's, in its own account (L15)", async () => {
    await grant(10)
    await hold('h', 3)
    await settle('h', 2)
    expect(await settle('h', 5)).toMatchObject({ captured: 1000n, overrun: 4000n, available: 7000n, held: 0n })
    expect(await settle('h', 1)).toMatchObject({ captured: 0n, overrun: 1000n })
    const { rows } = await sql`select account, amount from ledger.entries where wallet = ${on.wallet} and version = 4 order by position`.execute(
      on.database.query,
    )
    expect(rows).toEqual([
      { account: 'held', amount: -1000n },
      { account: 'revenue', amount: 5000n },
      { account: 'overrun', amount: -4000n },
    ])
  })

  test('a movement that moves nothing still has its entry in the chain (L4)', async () => {
    await grant(1)
    await hold('h', 1)
    await settle('h', 0)
    await settle('h', 1)
    expect(await release('h')).toMatchObject({ returned: 0n, movement: `${on.wallet}.5` })
    const { rows } = await sql`select version, account, amount from ledger.entries where wallet = ${on.wallet} and amount = 0`.execute(on.database.query)
    expect(rows).toEqual([
      { version: 3n, account: 'held', amount: 0n },
      { version: 5n, account: 'held', amount: 0n },
    ])
  })

  test('too little is refused with what is needed and what there is, and nothing happens (L9, L14)', async () => {
    await grant(2.5)
    const before = await ledger.balanceOf(on.database.query, on.wallet, noon)
    await expect(hold('h', 3)).rejects.toEqual(refused('insufficient_credits', { needed: '3', available: '2.5' }))
    expect(await ledger.balanceOf(on.database.query, on.wallet, noon)).toEqual(before)
    await expect(settle('h', 1)).rejects.toEqual(refused('not_found'))
  })

  test('3 credits, 10 holds of 3 at once: exactly one is held (L14)', async () => {
    await grant(3)
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        on.database.transaction((tx) => ledger.hold(tx, { ...on.write(), hold: `h${i}`, amount: credits(3), expiresAt: later(60) })),
      ),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers)
      if (answer.status === 'rejected') expect(answer.reason).toEqual(refused('insufficient_credits', { needed: '3', available: '0' }))
    expect(await balance()).toEqual([0, 3])
  })

  test('the same key at once, ten times: one hold, nine replays (L7)', async () => {
    await grant(30)
    const once = on.write()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => on.database.transaction((tx) => ledger.hold(tx, { ...once, hold: 'h', amount: credits(3), expiresAt: later(60) }))),
    )
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(new Set(answers.map(({ head }) => head)).size).toBe(1)
    expect(await balance()).toEqual([27, 3])
  })

  test('the same key and content replays the stored answer, whatever happened since; other content is refused (L7)', async () => {
    const granted = { ...on.write(), amount: credits(10), source: 'plan', priority: 1, expiresAt: later(600), reference: 'Free plan' } as const
    const held = { ...on.write(), hold: 'h', amount: credits(4), expiresAt: later(60) }
    const settled = { ...on.write(), hold: 'h', actual: credits(3) }
    const released = { ...on.write(), hold: 'h', reason: 'finished' } as const
    const first = [
      await ledger.grant(on.database.query, granted),
      await ledger.hold(on.database.query, held),
      await ledger.settle(on.database.query, settled),
      await ledger.release(on.database.query, released),
    ] as const
    const refunded = { ...on.write(), movement: first[2].movement, amount: credits(1), reason: 'dark' }
    const fifth = await ledger.refund(on.database.query, refunded)
    // A retry comes later: neither the time nor the hold's new expiry makes it another request.
    const at = later(5)
    expect(await ledger.grant(on.database.query, { ...granted, at })).toEqual({ ...first[0], replayed: true })
    expect(await ledger.hold(on.database.query, { ...held, at, expiresAt: later(65) })).toEqual({ ...first[1], replayed: true })
    expect(await ledger.settle(on.database.query, { ...settled, at })).toEqual({ ...first[2], replayed: true })
    expect(await ledger.release(on.database.query, { ...released, at })).toEqual({ ...first[3], replayed: true })
    expect(await ledger.refund(on.database.query, { ...refunded, at })).toEqual({ ...fifth, replayed: true })

    const reused = refused('idempotency_key_reused')
    await expect(ledger.grant(on.database.query, { ...granted, amount: credits(11) })).rejects.toEqual(reused)
    await expect(ledger.grant(on.database.query, { ...granted, expiresAt: later(601) })).rejects.toEqual(reused)
    await expect(ledger.grant(on.database.query, { ...granted, reference: 'Pro plan' })).rejects.toEqual(reused)
    await expect(ledger.hold(on.database.query, { ...held, amount: credits(3) })).rejects.toEqual(reused)
    await expect(ledger.hold(on.database.query, { ...held, hold: 'other' })).rejects.toEqual(reused)
    await expect(ledger.hold(on.database.query, { ...held, cause: { ...editor, project: 'prj_2' } })).rejects.toEqual(reused)
    await expect(ledger.settle(on.database.query, { ...settled, actual: credits(2) })).rejects.toEqual(reused)
    await expect(ledger.release(on.database.query, { ...released, reason: 'failed' })).rejects.toEqual(reused)
    await expect(ledger.refund(on.database.query, { ...refunded, amount: credits(2) })).rejects.toEqual(reused)
    await expect(ledger.settle(on.database.query, { ...settled, key: held.key })).rejects.toEqual(reused)
    await expect(hold('h', 1)).rejects.toEqual(reused)
  })

  test('a key means one thing in each wallet: another wallet may use it, too (L7)', async () => {
    const key = 'shared-key'
    await grant(1, { key })
    await on.open()
    expect(await grant(2, { key })).toMatchObject({ replayed: false, available: 2000n })
  })

  test('spent first: lower priority, then the soonest to expire, then the oldest; one that never expires comes last (L10)', async () => {
    await grant(1, { priority: 50 })
    await grant(1, { priority: 50, expiresAt: later(200) })
    await grant(1, { priority: 50, expiresAt: later(100) })
    await grant(1, { priority: 10 })
    await grant(1, { priority: 50, expiresAt: later(100) })
    const order: number[] = []
    for (let i = 0; i < 5; i++) {
      await hold(`h${i}`, 1)
      order.push((await lots()).findIndex((lot, n) => lot.remaining === 0n && !order.includes(n)))
    }
    expect(order).toEqual([3, 2, 4, 1, 0])
  })

  test('a hold over several lots captures what expires soonest and gives back what lives longest (L10, L16)', async () => {
    await grant(2, { expiresAt: later(100) })
    await grant(2)
    await hold('h', 3)
    await settle('h', 2.5)
    await release('h')
    expect(await remaining()).toEqual([0, 1.5])
  })

  test('expired lots never count, swept or not (L11)', async () => {
    await grant(5, { expiresAt: later(10) })
    await grant(1)
    expect(await balance(later(9))).toEqual([6, 0])
    expect(await balance(later(10))).toEqual([1, 0])
    await expect(hold('h', 2, { at: later(10) })).rejects.toEqual(refused('insufficient_credits', { needed: '2', available: '1' }))
    await hold('h', 1, { at: later(10) })
    expect(await remaining()).toEqual([5, 0])
    expect(await ledger.expireLots(on.database.query, { at: later(10) })).toMatchObject([{ wallet: on.wallet, expired: 5000n }])
    expect(await ledger.expireLots(on.database.query, { at: later(10) })).toEqual([])
    expect(await balance(later(10))).toEqual([0, 1])
  })

  test('what a hold has of an expiring lot lives until the hold ends, and only its own lot is debited (L12, L13)', async () => {
    await grant(5, { expiresAt: later(10), reference: 'Free plan, November' })
    await grant(7)
    await hold('h', 4)
    expect(await ledger.expireLots(on.database.query, { at: later(20) })).toMatchObject([{ expired: 1000n }])
    await settle('h', 3, { at: later(30) })
    await release('h', { at: later(30) })
    expect(await balance(later(30))).toEqual([7, 0])
    expect(await ledger.expireLots(on.database.query, { at: later(30) })).toMatchObject([{ expired: 1000n }])
    expect(await lots()).toMatchObject([
      { remaining: 0n, expired: 2000n },
      { remaining: 7000n, expired: 0n },
    ])
    const { rows } = await ledger.historyPage(on.database.query, { wallet: on.wallet, limit: 1 })
    expect(rows[0]).toMatchObject({ kind: 'expiry', amountAvailable: -1000n, reference: 'Free plan, November', cause: nobody })
  })

  test('a hold ends exactly once; afterwards nothing is charged on it (L16)', async () => {
    await grant(5)
    await hold('h', 3)
    await release('h', { reason: 'cancelled' })
    await expect(release('h')).rejects.toEqual(refused('hold_ended', { hold: 'h', reason: 'cancelled', movement: `${on.wallet}.3` }))
    await expect(settle('h', 1)).rejects.toEqual(refused('hold_ended'))
    expect(await balance()).toEqual([5, 0])
  })

  test('a hold past its time is good until it is swept, then it has ended as expired (L17, L18)', async () => {
    await grant(5)
    await hold('h', 3, { expiresAt: later(10) })
    expect(await ledger.sweepHolds(on.database.query, { at: later(9) })).toEqual([])
    expect(await settle('h', 1, { at: later(11) })).toMatchObject({ captured: 1000n })
    expect(await ledger.sweepHolds(on.database.query, { at: later(12) })).toEqual([
      { wallet: on.wallet, hold: 'h', returned: 2000n, movement: `${on.wallet}.4` },
    ])
    expect(await ledger.sweepHolds(on.database.query, { at: later(12) })).toEqual([])
    await expect(settle('h', 1, { at: later(13) })).rejects.toEqual(refused('hold_ended', { reason: 'expired' }))
    expect(await balance()).toEqual([4, 0])
  })
})
