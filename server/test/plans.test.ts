// Plans through the door, on both databases, with the months passing. Numbers are those of docs/rules/plans.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { performDueChanges } from '../src/plans/change-plan.ts'
import { grantWhatIsDue } from '../src/workspaces/grant.ts'
import * as ledger from '../src/ledger/ledger.ts'
import { accept, type Member, newKey, openWorld, quoted, settled, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]
const day = 86_400_000

describe.each(kinds)('plans on the $kind database', ({ server }) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ server })
    await world.worker()
  })
  afterAll(() => world.close())

  const change = (member: Member, plan: string, when: 'now' | 'period-end', key = newKey()) => member.call('POST', '/plan/change', { plan, when }, key)
  /** What upkeep does, after so many days. */
  const later = async (member: Member, days: number) => {
    world.advance(days * day)
    await performDueChanges(world.studio)
    await grantWhatIsDue(world.studio, member.workspace)
    await world.studio.database.transaction((tx) => ledger.expireLots(tx, { at: world.studio.now() }))
  }
  const available = async (member: Member) => Number((await member.balance()).available)

  test('a larger plan now: the difference of the grants for the rest of the period, and what it costs, shown before (N2, N3)', async () => {
    const owner = await world.workspace({ plan: 'pro' })
    expect(await available(owner)).toBe(600)
    const until = Date.parse((await owner.call('GET', '/plan')).body.period.until)
    const share = (until - world.studio.now().getTime()) / (until - Date.parse((await owner.call('GET', '/plan')).body.period.from))
    const preview = (await owner.call('POST', '/plan/preview', { plan: 'team', when: 'now' })).body
    expect(preview).toMatchObject({ from: 'pro', to: 'team', keepsAtMost: null })
    expect(Number(preview.credits)).toBeCloseTo(1800 * share, 0)
    expect(Number(preview.due.amount)).toBeCloseTo(13 * share, 1)
    const key = newKey()
    const changed = (await change(owner, 'team', 'now', key)).body
    expect(changed).toMatchObject({ state: 'done', to: 'team', due: { currency: 'usd' } })
    expect((await change(owner, 'team', 'now', key)).body.id).toBe(changed.id)
    expect(await available(owner)).toBeCloseTo(600 + Number(changed.credits), 3)
    expect((await owner.call('GET', '/plan')).body).toMatchObject({ plan: 'team', pending: null })
    expect((await change(owner, 'team', 'now')).body).toMatchObject({ code: 'plan_same' })
    expect((await change(owner, 'free', 'now', key)).body).toMatchObject({ code: 'idempotency_key_reused' })
    expect((await change(owner, 'gold', 'now')).body).toMatchObject({ code: 'unknown_plan' })
  })

  test('a smaller plan at the end of the period: nothing is paid back, it can be taken back until then; the next grant is the smaller one (N4, N5)', async () => {
    const owner = await world.workspace({ plan: 'pro' })
    const changed = (await change(owner, 'free', 'period-end')).body
    expect(changed).toMatchObject({ state: 'pending', credits: '0', due: { amount: '0.00', currency: 'usd' } })
    expect((await change(owner, 'team', 'now')).body).toMatchObject({ code: 'plan_change_pending', data: { change: changed.id } })
    expect((await owner.call('DELETE', '/plan/change')).status).toBe(204)
    expect((await owner.call('DELETE', '/plan/change')).body).toMatchObject({ code: 'not_found' })
    await change(owner, 'free', 'period-end')
    await later(owner, 32)
    expect((await owner.call('GET', '/plan')).body.plan).toBe('free')
    // What was granted before lives as long as it was to: the pro plan rolls over once.
    expect(await available(owner)).toBe(660)
    await later(owner, 31)
    expect(await available(owner)).toBe(60)
  })

  test('roll-over is capped at its number of grants, month after month (N1)', async () => {
    const owner = await world.workspace({ plan: 'team' })
    const seen = [await available(owner)]
    for (let month = 0; month < 4; month++) {
      await later(owner, 31)
      seen.push(await available(owner))
    }
    expect(seen).toEqual([2400, 4800, 7200, 7200, 7200])
    expect((await owner.call('GET', '/plan')).body.runOut).toMatchObject({ pace: null, likely: null })
  })

  test('only an owner changes the plan; everybody sees it', async () => {
    const owner = await world.workspace({ plan: 'pro' })
    const admin = await owner.withRole('admin')
    expect((await change(admin, 'free', 'now')).body).toMatchObject({ code: 'not_allowed' })
    expect((await (await owner.withRole('viewer')).call('GET', '/plan')).body).toMatchObject({ plan: 'pro', packs: [{ id: 'small' }, { id: 'large' }] })
  })

  test('the adviser says when there is too little to go by, then what would have been cheapest; it may be a smaller plan (N6)', {
    timeout: 90_000,
  }, async () => {
    const owner = await world.workspace({ plan: 'team' })
    expect((await owner.call('GET', '/plan/advice')).body).toMatchObject({ why: 'too-little-history', best: null, current: 'team' })
    for (let n = 0; n < 6; n++) {
      const run = await settled(owner, (await accept(owner, await quoted(owner, { quality: 'standard', scale: 3 }))).body.id)
      await owner.call('POST', `/runs/${run.id}/end`)
      await later(owner, 4)
    }
    const { body } = await owner.call('GET', '/plan/advice')
    expect(body).toMatchObject({ why: 'downgrade', best: 'free', edits: 6 })
    const free = body.plans.find(({ plan }: { plan: string }) => plan === 'free')
    expect(free).toMatchObject({ money: { amount: '0.00', currency: 'usd' }, refused: 0, short: 0, packs: 0 })
    const { runOut } = (await owner.call('GET', '/plan')).body
    expect(Number(runOut.pace)).toBeGreaterThan(0)
  })
})
