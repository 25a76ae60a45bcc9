// Limits: what each member, project, key and the workspace may hold and spend in a period, taken in the same step as the credits. Numbers are those of docs/rules/ledger.md.
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import { testDatabases } from './test-database.ts'
import { credits, editor, later, noon, refused, testWallet } from './test-wallet.ts'

describe.each(testDatabases())('limits on the $kind database', ({ fresh }) => {
  const on = testWallet(fresh)
  const { grant, hold, settle, release, refund, balance } = on
  const hours = (count: number) => later(count * 60)
  const limit = (
    scope: ledger.LimitScope,
    subject: string | null,
    period: ledger.LimitPeriod,
    mode: ledger.LimitMode,
    maximum: number,
    at = noon,
  ): Promise<bigint> => ledger.setLimit(on.database.query, { wallet: on.wallet, at, scope, subject, period, mode, maximum: credits(maximum) })
  const by = (actor: string) => ({ cause: { ...editor, actor } })
  const headroom = async (at = noon) =>
    (await ledger.headroomOf(on.database.query, on.wallet, at)).map(({ who, held, spent, left, renews }) => [
      who,
      ...[held, spent, left].map((amount) => Number(amount) / 1000),
      renews?.toISOString() ?? null,
    ])

  test('a hold finds the limits it falls under by itself, takes all or none, and says which one stops it (L19)', async () => {
    await grant(100)
    await limit('workspace', null, 'total', 'hard', 50)
    const narrow = await limit('member', 'user_1', 'total', 'hard', 5)
    await limit('member', 'user_2', 'total', 'hard', 1)
    await hold('h1', 4)
    await expect(hold('h2', 2)).rejects.toEqual(
      refused('limit_reached', {
        ...{ limit: String(narrow), scope: 'member', subject: 'user_1', period: 'total', mode: 'hard', limits: [] },
        ...{ needed: '2', maximum: '5', spent: '0', held: '4' },
      }),
    )
    await hold('h3', 40, by('user_3'))
    await expect(hold('h4', 7, by('user_3'))).rejects.toEqual(refused('limit_reached', { scope: 'workspace', maximum: '50', held: '44' }))
    expect(await balance()).toEqual([56, 44])
    expect(await headroom()).toEqual([
      [null, 44, 0, 6, null],
      ['user_1', 4, 0, 1, null],
      ['user_2', 0, 0, 1, null],
    ])
  })

  test('a limit counts what is held and spent, refunds off; changing it touches no open hold (L20)', async () => {
    await grant(100)
    const id = await limit('project', 'prj_1', 'month', 'hard', 10)
    await hold('h', 8)
    expect(await limit('project', 'prj_1', 'month', 'hard', 2)).toBe(id)
    const { movement } = await settle('h', 5)
    expect(await headroom()).toEqual([['prj_1', 3, 5, -6, '2026-12-01T00:00:00.000Z']])
    await refund(movement, 4)
    await release('h')
    expect(await headroom()).toEqual([['prj_1', 0, 1, 1, '2026-12-01T00:00:00.000Z']])
    await expect(hold('h2', 1.001)).rejects.toEqual(refused('limit_reached', { until: '2026-12-01T00:00:00+00:00' }))
    await hold('h3', 1)
  })

  test('a limit counts what was spent in its period before it was made (L28)', async () => {
    await grant(100)
    const then = { at: hours(24 * 10), expiresAt: hours(24 * 20) }
    await hold('before', 3, { expiresAt: then.expiresAt })
    await hold('this month', 4, then)
    await settle('this month', 2, then)
    await limit('member', 'user_1', 'month', 'hard', 10, then.at)
    expect(await headroom(then.at)).toEqual([['user_1', 2, 2, 6, '2027-01-01T00:00:00.000Z']])
    await hold('today', 6, then)
    // What becomes of holds from before the limit moves it, too.
    await settle('this month', 1, then)
    await release('this month', then)
    await settle('before', 3, then)
    expect(await headroom(then.at)).toEqual([['user_1', 6, 3, 1, '2027-01-01T00:00:00.000Z']])
  })

  test('a day and a month begin at midnight UTC; a hold counts in the period it began in (L29)', async () => {
    await grant(100)
    await limit('workspace', null, 'day', 'hard', 5)
    await hold('h1', 5, { at: hours(11.9), expiresAt: hours(100) })
    await expect(hold('h2', 1, { at: hours(11.95), expiresAt: hours(100) })).rejects.toEqual(refused('limit_reached', { period: 'day' }))
    await hold('h3', 5, { at: hours(12), expiresAt: hours(100) })
    await settle('h1', 5, { at: hours(13) })
    expect(await headroom(hours(13))).toEqual([[null, 5, 0, 0, '2026-11-24T00:00:00.000Z']])
  })

  test('a rolling limit counts the last 24 hours, hold by hold (L29)', async () => {
    await grant(100)
    await limit('key', null, 'rolling', 'hard', 10)
    await hold('h1', 4, { at: hours(0), expiresAt: hours(100) })
    await hold('h2', 4, { at: hours(10), expiresAt: hours(100) })
    await expect(hold('h3', 4, { at: hours(23.9), expiresAt: hours(100) })).rejects.toEqual(
      refused('limit_reached', { period: 'rolling', held: '8', until: '2026-11-23T12:00:00+00:00' }),
    )
    await hold('h3', 4, { at: hours(24), expiresAt: hours(100) })
    // What has left the window no longer moves the limit.
    await settle('h1', 4, { at: hours(25) })
    await release('h2', { at: hours(25) })
    expect(await headroom(hours(25))).toEqual([['key_1', 4, 0, 6, '2026-11-23T22:00:00.000Z']])
  })

  test("a limit for each member counts each apart; a member's own stands in its place (L30)", async () => {
    await grant(100)
    await limit('member', null, 'total', 'hard', 3)
    await hold('ann', 3, by('ann'))
    await hold('bob', 3, by('bob'))
    await expect(hold('bob 2', 1, by('bob'))).rejects.toEqual(refused('limit_reached', { subject: 'bob' }))
    await limit('member', 'bob', 'total', 'hard', 10)
    await hold('bob 3', 7, by('bob'))
    await expect(hold('ann 2', 1, by('ann'))).rejects.toEqual(refused('limit_reached', { subject: 'ann', maximum: '3' }))
    // Nobody in particular: there is no member whose limit it could be.
    await hold('upkeep', 9, { cause: { ...editor, actor: null } })
  })

  test('an own limit of another mode comes on top of the one for each (L30)', async () => {
    await grant(100)
    await limit('member', null, 'total', 'hard', 3)
    const soft = await limit('member', 'ann', 'total', 'soft', 1)
    expect((await hold('ann', 2, by('ann'))).warned).toEqual([soft])
    await expect(hold('ann 2', 2, by('ann'))).rejects.toEqual(refused('limit_reached', { subject: 'ann', mode: 'hard', maximum: '3' }))
  })

  test('soft warns and lets pass, ask refuses until somebody lifts it for this hold, hard cannot be lifted (L31)', async () => {
    await grant(100)
    const soft = await limit('workspace', null, 'month', 'soft', 1)
    const ask = await limit('workspace', null, 'month', 'ask', 4)
    const own = await limit('member', 'user_1', 'month', 'ask', 3)
    expect((await hold('h1', 1)).warned).toEqual([])
    const write = on.write()
    expect((await hold('h2', 1, write)).warned).toEqual([soft])
    expect(await hold('h2', 1, write)).toMatchObject({ replayed: true, warned: [soft] })
    await expect(hold('h3', 3)).rejects.toEqual(refused('limit_reached', { limit: String(ask), mode: 'ask', limits: [String(ask), String(own)] }))
    await expect(hold('h3', 3, { passes: [ask] })).rejects.toEqual(refused('limit_reached', { limit: String(own), mode: 'ask', limits: [String(own)] }))
    expect((await hold('h3', 3, { passes: [ask, own] })).warned).toEqual([soft])
    const hard = await limit('workspace', null, 'month', 'hard', 5)
    await expect(hold('h4', 1, { passes: [ask, own, hard] })).rejects.toEqual(refused('limit_reached', { limit: String(hard), mode: 'hard' }))
  })

  test('a removed limit stops nothing; made again, it counts what happened meanwhile (L28)', async () => {
    await grant(100)
    const id = await limit('member', 'user_1', 'month', 'hard', 3)
    await hold('h1', 3)
    const remove = (limit: bigint) => ledger.removeLimit(on.database.query, { wallet: on.wallet, at: noon, id: limit })
    await remove(id)
    await remove(id)
    await hold('h2', 5)
    await settle('h1', 3)
    const again = await limit('member', 'user_1', 'month', 'hard', 9)
    expect(again).not.toBe(id)
    await expect(hold('h3', 2)).rejects.toEqual(refused('limit_reached', { spent: '3', held: '5' }))
    await settle('h2', 1)
    await release('h2')
    await hold('h3', 5)
    await expect(remove(999_999_999n)).rejects.toEqual(refused('not_found'))
  })

  test('what is no limit is refused (L8)', async () => {
    const malformed = refused('malformed_request')
    await expect(limit('workspace', 'user_1', 'day', 'hard', 1)).rejects.toEqual(malformed)
    await expect(limit('member', '', 'day', 'hard', 1)).rejects.toEqual(malformed)
    await expect(limit('member', null, 'day', 'hard', -1)).rejects.toEqual(malformed)
    await expect(limit('member', null, 'week' as never, 'hard', 1)).rejects.toEqual(malformed)
    await expect(
      ledger.setLimit(on.database.query, { wallet: 'nowhere', at: noon, scope: 'member', subject: null, period: 'day', mode: 'hard', maximum: credits(1) }),
    ).rejects.toEqual(refused('not_found'))
  })

  test('of limits of another wallet nothing counts, and none can be removed (L19)', async () => {
    await grant(5)
    const mine = on.wallet
    await on.open()
    const foreign = await limit('workspace', null, 'total', 'hard', 0)
    await expect(ledger.removeLimit(on.database.query, { wallet: mine, at: noon, id: foreign })).rejects.toEqual(refused('not_found'))
    await hold('h', 1, { wallet: mine })
  })

  test('a wallet that is stopped holds nothing more; what is held is charged and returned, and all can be read (L33)', async () => {
    await grant(10)
    const held = on.write()
    await hold('h', 5, held)
    await ledger.stopSpending(on.database.query, on.wallet, noon, 'a lot does not add up')
    await expect(hold('h2', 1)).rejects.toEqual(refused('spending_stopped', { since: '2026-11-22T12:00:00+00:00' }))
    expect(await hold('h', 5, held)).toMatchObject({ replayed: true })
    expect((await ledger.balanceOf(on.database.query, on.wallet, noon)).stopped).toEqual({ since: noon, why: 'a lot does not add up' })
    const { movement } = await settle('h', 2)
    await refund(movement, 1)
    await release('h')
    await ledger.resumeSpending(on.database.query, on.wallet)
    await hold('h3', 9)
  })

  test('several holds in one call are placed or refused each by itself, in order (L14)', async () => {
    await grant(10)
    await limit('member', 'bob', 'total', 'hard', 1)
    const request = (hold: string, amount: number, more: object = {}) => ({
      ...{ key: `key of ${hold}`, at: noon, cause: editor, hold, amount: credits(amount), expiresAt: hours(1) },
      ...more,
    })
    const asked = [request('a', 4), request('b', 2, by('bob')), request('c', 5), request('d', 2), request('a', 1, { key: 'other' }), request('e', 0)]
    const answers = await ledger.holdMany(on.database.query, on.wallet, asked)
    expect(answers).toEqual([
      expect.objectContaining({ replayed: false, available: 6000n, held: 4000n }),
      refused('limit_reached', { subject: 'bob' }),
      expect.objectContaining({ replayed: false, available: 1000n, held: 9000n }),
      refused('insufficient_credits', { needed: '2', available: '1' }),
      refused('idempotency_key_reused'),
      refused('malformed_request'),
    ])
    expect(await ledger.holdMany(on.database.query, on.wallet, [asked[0]!, asked[2]!])).toEqual([
      { ...answers[0], replayed: true },
      { ...answers[2], replayed: true },
    ])
    expect(await balance()).toEqual([1, 9])
    const { rows } = await sql<{ total: bigint }>`select count(*) as total from ledger.movements where wallet = ${on.wallet}`.execute(on.database.query)
    expect(rows[0]!.total).toBe(3n)
    expect(await ledger.holdMany(on.database.query, on.wallet, [])).toEqual([])
    await expect(ledger.holdMany(on.database.query, 'nowhere', [asked[0]!])).rejects.toEqual(refused('not_found'))
  })

  test('a trim takes what is above the cap, the soonest to expire first, and says so once (L32)', async () => {
    await grant(5, { source: 'plan', expiresAt: hours(10) })
    const { movement } = await grant(5, { source: 'plan', expiresAt: hours(20) })
    await grant(5)
    await hold('h', 2)
    const write = { ...on.write(), source: 'plan', keep: credits(6), reference: 'Pro plan, above the cap' } as const
    const first = await ledger.trimLots(on.database.query, write)
    expect(first).toMatchObject({ trimmed: 2000n, available: 11_000n, held: 2000n })
    expect(await on.remaining()).toEqual([1, 5, 5])
    expect(await ledger.trimLots(on.database.query, write)).toEqual({ ...first, replayed: true })
    expect(await ledger.trimLots(on.database.query, { ...on.write(), source: 'plan', keep: credits(100), reference: '' })).toMatchObject({ trimmed: 0n })
    expect(await ledger.trimLots(on.database.query, { ...on.write(), source: 'plan', keep: credits(1), movement, reference: 'paid back' })).toMatchObject({
      trimmed: 4000n,
    })
    expect(await on.remaining()).toEqual([1, 1, 5])
    await expect(ledger.trimLots(on.database.query, { ...write, keep: credits(7) })).rejects.toEqual(refused('idempotency_key_reused'))
    await expect(ledger.trimLots(on.database.query, { ...on.write(), source: 'plan', keep: credits(-1), reference: '' })).rejects.toEqual(
      refused('malformed_request'),
    )
  })
})
