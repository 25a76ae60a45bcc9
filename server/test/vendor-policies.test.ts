// Each policy that vendors were found to have, said as data in a price book or as a limit, and seen to hold. The table of them: docs/vendor-policies.md.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { performDueChanges } from '../src/plans/change-plan.ts'
import { grantWhatIsDue } from '../src/workspaces/grant.ts'
import * as ledger from '../src/ledger/ledger.ts'
import { type Draft, minute, nextBook } from './books.ts'
import { type FakeStripe, fakeStripe } from './fake-stripe.ts'
import { accept, type Member, newKey, openWorld, quoted, settled, type World } from './world.ts'

const day = 86_400_000
const money = (amount: string) => ({ amount, currency: 'usd' })

let stripe: FakeStripe
let world: World
beforeAll(async () => {
  stripe = await fakeStripe()
  world = await openWorld({ stripe: stripe.config })
  await world.worker()
  await publish(policies)
}, 60_000)
afterAll(async () => {
  await world.close()
  await stripe.close()
})

const publish = async (change: (book: Draft) => void) => {
  const publisher = await world.workspace()
  const answer = await publisher.call('POST', '/price-books', { document: nextBook(world, change), note: 'policies' })
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  world.advance(2 * minute)
}

const policies = (book: Draft) => {
  const plan = (grant: string, rest: object) => ({ ...book.studio.plans.free, name: grant, grant, rollOver: '0', ...rest })
  Object.assign(book.studio.plans, {
    'no-roll-over': plan('100', {}),
    'half-over': plan('100', { rollOver: '0.5' }),
    'twice-over': plan('100', { rollOver: '2', freeRetries: 1 }),
    'thrice-over': plan('200', { rollOver: '3', freeRetries: 'unlimited' }),
    'for-ever': plan('100', { rollOver: 'unlimited' }),
    'a-year': plan('1200', { period: 'year' }),
    'small-forfeit': plan('50', { rollOver: '1', onDowngrade: 'forfeit' }),
    relaxed: plan('100', {}),
  })
  book.studio.packs = {
    'ends-in-90-days': { name: '100', credits: '100', price: money('1.00'), expireAfterDays: 90 },
    'ends-in-a-year': { name: '200', credits: '200', price: money('2.00'), expireAfterDays: 365 },
    'never-ends': { name: '400', credits: '400', price: money('4.00') },
  }
  book.tools['image-upscale'].rows.unshift({ when: { plan: 'relaxed', quality: 'draft' }, lines: [{ label: 'Relaxed lane', base: '0' }] })
}

const later = async (member: Member, days: number) => {
  world.advance(days * day)
  await performDueChanges(world.studio)
  await grantWhatIsDue(world.studio, member.workspace)
  await world.studio.database.transaction((tx) => ledger.expireLots(tx, { at: world.studio.now() }))
}
const available = async (member: Member) => Number((await member.balance()).available)
const buy = async (member: Member, pack: string) => {
  const { body } = await member.call('POST', '/purchases', { pack }, newKey())
  const session = { ...stripe.sessions.get(body.payAt.split('/').at(-1))!, payment_status: 'paid', payment_intent: `pi_${body.id}` }
  const event = stripe.event('checkout.session.completed', session)
  const headers = { host: '127.0.0.1:7420', 'stripe-signature': event.signature }
  await world.app.request('http://127.0.0.1:7420/api/v1/payments/stripe', { method: 'POST', body: event.body, headers })
}
const estimate = async (member: Member, { iterations = 1, quality = 'standard' } = {}) => {
  const measurement = { media: 'image', format: 'png', width: 2000, height: 1500, bytes: 1000 }
  const asked = { tool: 'image-upscale', quality, options: { scale: 2 }, iterations, sources: [{ name: 'x.png', measurement }] }
  return (await member.call('POST', '/estimates', asked)).body
}
const spend = async (member: Member) => {
  const run = await settled(member, (await accept(member, await quoted(member, { quality: 'standard', scale: 3 }))).body.id)
  await member.call('POST', `/runs/${run.id}/end`)
  return Number(run.charged)
}
const lots = async (member: Member) => (await member.call('GET', '/balance')).body.expiring as { amount: string; at: string }[]

test.each([
  ['no-roll-over', [100, 100, 100, 100, 100]],
  ['half-over', [100, 150, 150, 150, 150]],
  ['twice-over', [100, 200, 300, 300, 300]],
  ['thrice-over', [200, 400, 600, 800, 800]],
  ['for-ever', [100, 200, 300, 400, 500]],
])('roll-over: %s', async (plan, months) => {
  const owner = await world.workspace({ plan })
  const seen = [await available(owner)]
  for (let n = 1; n < months.length; n++) {
    await later(owner, 31)
    seen.push(await available(owner))
  }
  expect(seen).toEqual(months)
})

test('a year at once, gone at its end', async () => {
  const owner = await world.workspace({ plan: 'a-year' })
  await later(owner, 200)
  expect(await available(owner)).toBe(1200)
  await later(owner, 170)
  expect(await available(owner)).toBe(1200)
  expect((await owner.call('GET', '/charges?kind=expiry')).body.items).toMatchObject([{ amount: '-1200' }])
})

test('a larger plan at once with prorated credits; a smaller one at the end of the period, where what is above its cap is forfeited', async () => {
  const owner = await world.workspace({ plan: 'twice-over' })
  const now = (await owner.call('POST', '/plan/change', { plan: 'thrice-over', when: 'now' }, newKey())).body
  expect(now).toMatchObject({ state: 'done', cut: '0' })
  expect(Number(now.credits)).toBeCloseTo(100, 0)
  await later(owner, 31)
  expect(await available(owner)).toBeCloseTo(400, 0)
  const down = (await owner.call('POST', '/plan/change', { plan: 'small-forfeit', when: 'period-end' }, newKey())).body
  expect(down).toMatchObject({ state: 'pending', credits: '0' })
  await later(owner, 31)
  // What is carried over and the grant of 50 together are the cap.
  expect(await available(owner)).toBe(100)
  expect((await owner.call('GET', '/plan')).body).toMatchObject({ plan: 'small-forfeit', pending: null })
})

test('packs that end after 90 days, after a year, and never', async () => {
  const owner = await world.workspace({ plan: 'no-roll-over' })
  for (const pack of ['ends-in-90-days', 'ends-in-a-year', 'never-ends']) await buy(owner, pack)
  const bought = async () => (await available(owner)) - 100
  expect(await bought()).toBe(700)
  await later(owner, 91)
  expect(await bought()).toBe(600)
  await later(owner, 280)
  expect(await bought()).toBe(400)
  await later(owner, 700)
  expect(await bought()).toBe(400)
})

test('the plan is spent first and bought credits then; or whatever ends soonest', { timeout: 60_000 }, async () => {
  const ends = async (plan: string, pack: string) => {
    const owner = await world.workspace({ plan })
    await buy(owner, pack)
    const charged = await spend(owner)
    return { charged, lots: (await lots(owner)).map(({ amount }) => Number(amount)) }
  }
  // The year's grant ends long after the pack: plan first takes from it all the same.
  const first = await ends('a-year', 'ends-in-90-days')
  expect(first.lots).toEqual([100, 1200 - first.charged])
  await publish((book) => {
    book.studio.spendOrder = 'soonest-ending'
  })
  const soonest = await ends('a-year', 'ends-in-90-days')
  expect(soonest.lots).toEqual([100 - soonest.charged, 1200])
})

test('free retries: none, some, without end, by plan', async () => {
  const cost = async (plan: string) => {
    const owner = await world.workspace({ plan })
    return [await estimate(owner), await estimate(owner, { iterations: 2 }), await estimate(owner, { iterations: 4 })].map(({ most }) => Number(most))
  }
  const [one, two, four] = await cost('no-roll-over')
  expect([one! < two!, two! < four!]).toEqual([true, true])
  const [first, second, fourth] = await cost('twice-over')
  expect([first, second]).toEqual([one, one])
  expect(fourth).toBeGreaterThan(first!)
  expect(await cost('thrice-over')).toEqual([one, one, one])
})

test('a relaxed lane that costs 0 under one plan and not under another', async () => {
  expect((await estimate(await world.workspace({ plan: 'relaxed' }), { quality: 'draft' })).most).toBe('0')
  expect(Number((await estimate(await world.workspace({ plan: 'relaxed' }))).most)).toBeGreaterThan(0)
  expect(Number((await estimate(await world.workspace({ plan: 'no-roll-over' }), { quality: 'draft' })).most)).toBeGreaterThan(0)
})

test('a cap for each member and each key, a day and a month, warned of at 80 percent', async () => {
  const owner = await world.workspace({ credits: '500' })
  const limits = [
    { scope: 'member', period: 'day', mode: 'hard', maximum: '3' },
    { scope: 'key', period: 'month', mode: 'hard', maximum: '5' },
    { scope: 'member', period: 'day', mode: 'soft', maximum: '2.4' },
  ]
  for (const limit of limits) expect((await owner.call('POST', '/limits', limit)).status).toBeLessThan(300)
  const one = await quoted(owner, { quality: 'standard', scale: 3 })
  expect((await accept(owner, one)).status).toBe(201)
  const two = await quoted(owner, { quality: 'standard', scale: 3, project: one.project })
  expect((await accept(owner, two)).body).toMatchObject({ code: 'limit_reached', charged: 'nothing', data: { mode: 'hard', maximum: '3' } })
})

test('reserved when accepted, settled to what was delivered, the rest at once back: held first, charged on success only', { timeout: 60_000 }, async () => {
  const owner = await world.workspace({ credits: '500' })
  const asked = await quoted(owner, { quality: 'standard', scale: 3, iterations: 3 })
  const run = await settled(owner, (await accept(owner, asked)).body.id)
  await owner.call('POST', `/runs/${run.id}/end`)
  const { items } = (await owner.call('GET', '/charges')).body
  expect(items.map(({ kind }: { kind: string }) => kind).slice(0, 3)).toEqual(['return', 'charge', 'hold'])
  expect(await owner.balance()).toMatchObject({ available: String(500 - Number(run.charged)), held: '0' })
  expect(Number(run.charged)).toBeLessThan(Number(asked.quote.most))
})
