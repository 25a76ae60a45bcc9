// Credits that are bought, through the door, on both databases; the provider is a Stripe on loopback that signs as Stripe does. Numbers are those of docs/rules/payments.md.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lookAfterPayments } from '../src/purchases/purchases.ts'
import { type FakeStripe, fakeStripe, type StripeSession } from './fake-stripe.ts'
import { accept, type Member, newKey, openWorld, quoted, settled, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]
const minute = 60_000

describe.each(kinds)('purchases on the $kind database', ({ server }) => {
  let stripe: FakeStripe
  let world: World
  beforeAll(async () => {
    stripe = await fakeStripe()
    world = await openWorld({ server, stripe: stripe.config })
    await world.worker()
  })
  afterAll(async () => {
    await world.close()
    await stripe.close()
  })

  const workspace = () => world.workspace({ plan: 'free', credits: '0' })
  const available = async (member: Member) => (await member.balance()).available
  const buy = async (member: Member, pack = 'small', key = newKey()) => (await member.call('POST', '/purchases', { pack }, key)).body
  const sessionOf = ({ payAt }: { payAt: string }): StripeSession => stripe.sessions.get(payAt.split('/').at(-1)!)!
  const paid = (session: StripeSession): StripeSession =>
    Object.assign(session, { payment_status: 'paid', status: 'complete', payment_intent: `pi_${session.id}` } as const)
  const send = async ({ body, signature }: { body: string; signature: string }): Promise<{ status: number; body: { changed?: boolean } }> => {
    const response = await world.app.request('http://127.0.0.1:7420/api/v1/payments/stripe', {
      method: 'POST',
      body,
      headers: { host: '127.0.0.1:7420', 'stripe-signature': signature },
    })
    return { status: response.status, body: (await response.json()) as { changed?: boolean } }
  }
  const tell = (type: string, object: unknown, options = {}) => send(stripe.event(type, object, options))
  const completed = 'checkout.session.completed'
  const record = (member: Member, body = {}, key = newKey()) =>
    member.call('POST', '/purchases/recorded', { credits: '100', amount: '12.50', currency: 'usd', reference: 'INV 7', ...body }, key)

  test('a pack: the same key is the same checkout; paid is granted once, told ten times at once by two kinds of event (Y1, Y2, Y3)', async () => {
    const owner = await workspace()
    const key = newKey()
    const purchase = await buy(owner, 'small', key)
    expect(purchase).toMatchObject({ state: 'open', provider: 'stripe', pack: 'small', invoice: null })
    expect(await buy(owner, 'small', key)).toEqual(purchase)
    expect(await buy(owner, 'large', key)).toMatchObject({ code: 'idempotency_key_reused' })
    expect(await buy(owner, 'gigantic')).toMatchObject({ code: 'unknown_pack' })
    expect(await available(owner)).toBe('0')
    const session = paid(sessionOf(purchase))
    const first = stripe.event(completed, session)
    const answers = await Promise.all(
      [...Array(5).fill(first), ...Array.from({ length: 5 }, () => stripe.event('checkout.session.async_payment_succeeded', session))].map(send),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(answers.filter(({ body }) => body.changed)).toHaveLength(1)
    expect(await available(owner)).toBe(purchase.credits)
    const read = (await owner.call('GET', `/purchases/${purchase.id}`)).body
    expect(read).toMatchObject({ state: 'paid', payAt: null, invoice: expect.stringMatching(/^\d{4}-\d{4}$/) })
    expect((await owner.call('GET', '/purchases')).body.items).toEqual([read])
  })

  test('forged, altered, old, too long, not an event: nothing changes (Y4)', async () => {
    const owner = await workspace()
    const session = paid(sessionOf(await buy(owner)))
    const forged = { status: 400, body: { code: 'payment_forged', charged: 'nothing' } }
    expect(await tell(completed, session, { secret: 'whsec_guessed' })).toMatchObject(forged)
    expect(await tell(completed, session, { at: new Date(Date.now() - 6 * minute) })).toMatchObject(forged)
    const real = stripe.event(completed, session)
    expect(await send({ ...real, body: real.body.replace('"usd"', '"USD"') })).toMatchObject(forged)
    expect(await send({ ...real, signature: '' })).toMatchObject(forged)
    expect(await send({ body: 'x'.repeat(2_000_000), signature: real.signature })).toMatchObject(forged)
    expect(await available(owner)).toBe('0')
    expect(await tell('customer.created', { id: 'cus_1' })).toEqual({ status: 200, body: { changed: false } })
    expect(await tell(completed, { ...session, client_reference_id: 'pur_of_another_shop', payment_intent: 'pi_other' })).toEqual({
      status: 200,
      body: { changed: false },
    })
  })

  test('out of order: late paid is paid, paid never runs out, given back before it was told grants nothing (Y5)', async () => {
    const owner = await workspace()
    const late = await buy(owner)
    expect((await tell('checkout.session.expired', sessionOf(late))).body).toEqual({ changed: true })
    expect((await owner.call('GET', `/purchases/${late.id}`)).body).toMatchObject({ state: 'expired', payAt: null })
    expect((await tell(completed, paid(sessionOf(late)))).body).toEqual({ changed: true })
    expect((await tell('checkout.session.expired', sessionOf(late))).body).toEqual({ changed: false })
    expect((await owner.call('GET', `/purchases/${late.id}`)).body.state).toBe('paid')
    const before = await available(owner)
    const odd = await buy(owner)
    const session = paid(sessionOf(odd))
    expect((await tell('charge.refunded', { payment_intent: session.payment_intent, refunded: true })).body).toEqual({ changed: false })
    expect((await tell(completed, session)).body).toEqual({ changed: true })
    expect((await owner.call('GET', `/purchases/${odd.id}`)).body).toMatchObject({ state: 'refunded', invoice: null })
    expect(await available(owner)).toBe(before)
    const failing = await buy(owner)
    expect((await tell('checkout.session.async_payment_failed', sessionOf(failing))).body).toEqual({ changed: true })
    expect((await owner.call('GET', `/purchases/${failing.id}`)).body.state).toBe('failed')
  })

  test('a wrong amount grants nothing, and is told again (Y6)', async () => {
    const owner = await workspace()
    const session = paid(sessionOf(await buy(owner)))
    const wrong = stripe.event(completed, { ...session, amount_total: 1 })
    for (let n = 0; n < 2; n++) expect(await send(wrong)).toMatchObject({ status: 422, body: { code: 'payment_mismatch', charged: 'nothing' } })
    expect(await tell(completed, { ...session, currency: 'jpy' })).toMatchObject({ status: 422 })
    expect(await available(owner)).toBe('0')
    expect((await tell(completed, session)).body).toEqual({ changed: true })
  })

  test('given back: what is left of that pack is taken, no more (Y7)', { timeout: 60_000 }, async () => {
    const owner = await workspace()
    const purchase = await buy(owner)
    const session = paid(sessionOf(purchase))
    await tell(completed, session)
    const run = await settled(owner, (await accept(owner, await quoted(owner, { quality: 'standard', scale: 3 }))).body.id)
    await owner.call('POST', `/runs/${run.id}/end`)
    const left = await available(owner)
    expect(Number(left)).toBeLessThan(Number(purchase.credits))
    await record(owner)
    expect((await tell('charge.refunded', { payment_intent: session.payment_intent, refunded: false })).body).toEqual({ changed: false })
    expect((await tell('charge.refunded', { payment_intent: session.payment_intent, refunded: true })).body).toEqual({ changed: true })
    expect((await tell('charge.dispute.created', { payment_intent: session.payment_intent })).body).toEqual({ changed: false })
    expect((await owner.call('GET', `/purchases/${purchase.id}`)).body).toMatchObject({ state: 'refunded', takenBack: left })
    expect(await available(owner)).toBe('100')
  })

  test('lost events: an open checkout is asked after; a provider that fails harms no other (Y8)', async () => {
    const owner = await workspace()
    const [lost, gone, open] = [await buy(owner), await buy(owner), await buy(owner)]
    paid(sessionOf(lost))
    sessionOf(gone).status = 'expired'
    expect(await available(owner)).toBe('0')
    world.advance(6 * minute)
    stripe.broken = true
    await lookAfterPayments(world.studio)
    expect(await available(owner)).toBe('0')
    expect(await buy(owner)).toMatchObject({ code: 'payment_failed', charged: 'nothing' })
    stripe.broken = false
    await lookAfterPayments(world.studio)
    const states = await Promise.all([lost, gone, open].map(async ({ id }) => (await owner.call('GET', `/purchases/${id}`)).body.state))
    expect(states).toEqual(['paid', 'expired', 'open'])
    expect(await available(owner)).toBe(lost.credits)
  })

  test('recorded by an owner: once, numbers without gaps however many at once, an invoice that is always the same (Y2, Y9, Y11)', async () => {
    const owner = await workspace()
    const key = newKey()
    const one = await record(owner, {}, key)
    expect(one).toMatchObject({
      status: 201,
      body: { state: 'paid', provider: 'manual', money: { amount: '12.50', currency: 'usd' }, credits: '100', reference: 'INV 7' },
    })
    expect((await record(owner, {}, key)).body).toEqual(one.body)
    expect((await record(owner, { amount: '12.51' }, key)).body).toMatchObject({ code: 'idempotency_key_reused' })
    const many = await Promise.all(Array.from({ length: 12 }, () => record(owner)))
    const numbers = [one, ...many].map(({ body }) => Number(body.invoice.slice(5))).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i))
    expect(await available(owner)).toBe('1300')
    for (const wrong of [{ amount: '12.505' }, { amount: '12.50', currency: 'jpy' }, { credits: '0' }, { amount: '-1' }, { currency: 'dollar' }])
      expect((await record(owner, wrong)).body).toMatchObject({ code: 'malformed_request', charged: 'nothing' })
    expect((await record(await owner.withRole('admin'))).body).toMatchObject({ code: 'not_allowed' })
    const invoice = async () =>
      Buffer.from(
        await (
          await world.app.request(`http://127.0.0.1:7420/api/v1/purchases/${one.body.id}/invoice`, {
            headers: { host: '127.0.0.1:7420', authorization: `Bearer ${owner.key}` },
          })
        ).arrayBuffer(),
      )
    const pdf = await invoice()
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await invoice()).equals(pdf)).toBe(true)
    const open = await buy(owner)
    expect((await owner.call('GET', `/purchases/${open.id}/invoice`)).body).toMatchObject({ code: 'not_now' })
  })

  test('without a provider a pack cannot be bought, and nothing is opened (Y1)', async () => {
    const bare = await openWorld({ server })
    try {
      const owner = await bare.workspace({ plan: 'free' })
      expect((await owner.call('POST', '/purchases', { pack: 'small' }, newKey())).body).toMatchObject({ code: 'no_payment_provider', charged: 'nothing' })
      expect((await owner.call('GET', '/purchases')).body.items).toEqual([])
    } finally {
      await bare.close()
    }
  })
})
