// Quotes and holds under contention, on both databases: what the wallet cannot pay is not started.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from '../src/ledger/ledger.ts'
import { accept, newKey, openWorld, quoted, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]

describe.each(kinds)('on the $kind database', ({ server }) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ server })
  })
  afterAll(() => world.close())

  test('of ten quotes of 3 credits accepted at once with 3 credits in the wallet, exactly one is held', async () => {
    const owner = await world.workspace({ credits: '3', plan: 'free' })
    const project = (await owner.call('POST', '/projects', { name: 'Race' })).body.id
    const quotes = []
    for (let i = 0; i < 10; i++) quotes.push(await quoted(owner, { project, quality: 'standard', scale: 3 }))
    expect(quotes.map(({ quote }) => quote.most)).toEqual(Array(10).fill('3'))
    const answers = await Promise.all(quotes.map((one) => accept(owner, one)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(402)])
    for (const { status, body } of answers)
      if (status === 402) expect(body).toMatchObject({ code: 'insufficient_credits', charged: 'nothing', data: { needed: '3', available: '0' } })
    expect(await owner.balance()).toEqual({ available: '0', held: '3' })
    expect((await owner.call('GET', '/runs')).body.items).toHaveLength(1)
    expect(await violations(world.studio.database.query)).toEqual([])
  })

  test('a quote accepted ten times at once with different keys starts one run', async () => {
    const owner = await world.workspace({ credits: '50' })
    const one = await quoted(owner)
    const answers = await Promise.all(Array.from({ length: 10 }, () => accept(owner, one)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    for (const { status, body } of answers) if (status !== 201) expect(body).toMatchObject({ status: 409, code: 'quote_used', charged: 'nothing' })
  })

  test('the same acceptance sent ten times with one key is one run, answered ten times', async () => {
    const owner = await world.workspace({ credits: '50' })
    const one = await quoted(owner)
    const key = newKey()
    const answers = await Promise.all(Array.from({ length: 10 }, () => accept(owner, one, {}, key)))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect(answers.every(({ status }) => status === 201)).toBe(true)
    expect((await owner.balance()).held).toBe(one.quote.most)
  })

  test('a key that was used for another request is refused', async () => {
    const owner = await world.workspace({ credits: '50' })
    const [first, second] = [await quoted(owner), await quoted(owner)]
    const key = newKey()
    await accept(owner, first, {}, key)
    expect((await accept(owner, second, {}, key)).body).toMatchObject({ code: 'idempotency_key_reused', status: 409 })
    expect((await accept(owner, first, { maxCredits: '40' }, key)).body).toMatchObject({ code: 'idempotency_key_reused' })
    expect((await owner.balance()).held).toBe(first.quote.most)
  })

  test('spending without a key is refused before anything happens', async () => {
    const owner = await world.workspace({ credits: '50' })
    expect((await accept(owner, await quoted(owner), {}, {})).body).toMatchObject({ code: 'idempotency_key_missing', status: 400, charged: 'nothing' })
    expect((await owner.balance()).held).toBe('0')
  })

  test('a quote that has expired is refused, and nothing is held', async () => {
    const owner = await world.workspace({ credits: '50' })
    const one = await quoted(owner)
    world.advance(31 * 60_000)
    expect((await accept(owner, one)).body).toMatchObject({ code: 'quote_expired', status: 410, charged: 'nothing' })
    expect((await owner.call('GET', `/quotes/${one.quote.quote}`)).body.state).toBe('expired')
    expect((await owner.balance()).held).toBe('0')
  })

  test('a quote above what the caller allows is refused', async () => {
    const owner = await world.workspace({ credits: '50' })
    const one = await quoted(owner, { quality: 'standard', scale: 8 })
    expect((await accept(owner, one, { maxCredits: '1' })).body).toMatchObject({ code: 'above_max_credits', data: { allowed: '1', most: one.quote.most } })
  })

  test('a source that is not what was quoted is refused, and a new quote is offered', async () => {
    const owner = await world.workspace({ credits: '50' })
    const one = await quoted(owner)
    const { body } = await accept(owner, one, { sources: [{ asset: one.asset, sha256: 'a'.repeat(64) }] })
    expect(body).toMatchObject({
      code: 'quote_mismatch',
      status: 409,
      charged: 'nothing',
      data: { asset: one.asset, quote: { state: 'open', most: one.quote.most } },
    })
    expect(body.data.quote.quote).not.toBe(one.quote.quote)
    expect((await owner.balance()).held).toBe('0')
  })

  test('a free edit needs no credits and holds none', async () => {
    const owner = await world.workspace({ credits: '0' })
    const one = await quoted(owner)
    const quote = (
      await owner.call('POST', '/quotes', {
        project: one.project,
        tool: 'image-convert',
        options: { width: 20 },
        iterations: 1,
        sources: [{ asset: one.asset }],
      })
    ).body
    expect(quote.most).toBe('0')
    expect((await accept(owner, { ...one, quote })).status).toBe(201)
    expect(await owner.balance()).toEqual({ available: '0', held: '0' })
  })
})
