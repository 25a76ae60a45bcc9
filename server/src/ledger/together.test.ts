// Requests of one wallet that go together: each gets its own answer, whatever becomes of the others.
import { Refusal } from '@keter/core'
import { describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import { testDatabases } from './test-database.ts'
import { credits, editor, later, noon, testWallet } from './test-wallet.ts'
import { together } from './together.ts'

test('the first goes at once, what comes meanwhile goes as one, at most 50; wallets do not wait for each other', async () => {
  const calls: string[] = []
  let open!: () => void
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  const ask = together<number, number>(async (wallet, requests) => {
    calls.push(`${wallet} ${requests.length}`)
    if (wallet === 'a' && requests[0] === 0) await gate
    return requests.map((n) => n * 2)
  })
  const answers = Array.from({ length: 61 }, (_, n) => ask('a', n))
  expect(await ask('b', 7)).toBe(14)
  open()
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 61 }, (_, n) => n * 2))
  expect(calls).toEqual(['a 1', 'b 1', 'a 50', 'a 10'])
})

test('an error among the answers is thrown to the one who asked; a call that fails fails for all in it, and the next goes on', async () => {
  const ask = together<number, number>(async (_, requests) => {
    if (requests.includes(3)) throw new Error('the database went away')
    return requests.map((n) => (n === 1 ? new Error('no') : n))
  })
  const first = await Promise.allSettled([ask('a', 0), ask('a', 1), ask('a', 2)])
  expect(first.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([0, 'no', 2])
  const second = await Promise.allSettled([ask('a', 3), ask('a', 4)])
  expect(second.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
})

describe.each(testDatabases())('holds that go together on the $kind database', ({ fresh }) => {
  const on = testWallet(fresh)

  test('120 at once against credits for 100: 100 are held, 20 refused, and the chain is whole (L14)', async () => {
    await on.grant(100)
    const hold = together<Omit<ledger.HoldRequest, 'wallet'>, ledger.Held>((wallet, requests) => ledger.holdMany(on.database.query, wallet, requests))
    const answers = await Promise.allSettled(
      Array.from({ length: 120 }, (_, i) =>
        hold(on.wallet, { key: `key of ${i}`, at: noon, cause: editor, hold: `hold ${i}`, amount: credits(1), expiresAt: later(60) }),
      ),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
    expect(
      answers
        .flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
        .every((error) => error instanceof Refusal && error.code === 'insufficient_credits'),
    ).toBe(true)
    expect(await on.balance()).toEqual([0, 100])
  })
})
