// What a price book says of the moment and the cases of a charge, seen to hold on both databases: charged at submit and refunded, failed attempts that cost,
// cancelled ones that do or do not. (docs/rules/jobs.md J4, J7, J12; docs/vendor-policies.md) Only the engine is a fake here.
import type { ChargeRules } from '@keter/core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Engine, EngineError, type EngineRun } from '../src/engines/engine.ts'
import type { Engines } from '../src/engines/registry.ts'
import { verifyLedger, violations } from '../src/ledger/ledger.ts'
import { minute, nextBook } from './books.ts'
import { accept, type Member, newKey, openWorld, quoted, settled, until, type World } from './world.ts'

const kinds = [{ kind: 'embedded', server: false }, ...(process.env.TEST_DATABASE_URL ? [{ kind: 'server', server: true }] : [])]

describe.each(kinds)('charges on the $kind database', ({ server }) => {
  let world: World
  let run: Engine['run'] | null = null
  let defective = false
  beforeAll(async () => {
    const findings = [{ rule: 'I5', name: 'Not blank', ok: false, detail: 'blank', severity: 'defect' }] as const
    const engines = (real: Engines): Engines => ({
      ...real,
      engineFor: (edit) => behaving(real.engineFor(edit), () => run),
      inspect: (request) => (defective ? Promise.resolve({ ok: false, findings }) : real.inspect(request)),
    })
    world = await openWorld({ server, engines })
    await world.worker()
  }, 60_000)
  beforeEach(() => {
    run = null
    defective = false
  })
  afterEach(async () => {
    expect(await violations(world.studio.database.query)).toEqual([])
    expect(await verifyLedger(world.studio.database.query)).toMatchObject({ ok: true })
  })
  afterAll(() => world.close())

  const charging = async (rules: Partial<ChargeRules>) => {
    const publisher = await world.workspace()
    const document = nextBook(world, (book) =>
      Object.assign(book.tools['image-upscale'].charges, { moment: 'delivery', failed: 'nothing', cancelled: 'delivered', ...rules }),
    )
    expect((await publisher.call('POST', '/price-books', { document, note: 'charges' })).status).toBe(201)
    world.advance(2 * minute)
  }
  const fails: Engine['run'] = () => Promise.reject(new EngineError('engine_failed', 'no such layer', false))
  const hangs: Engine['run'] = ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  /** 2 credits an attempt of standard, three times as large; the second costs 1. */
  const two = (owner: Member, iterations = 1) => quoted(owner, { quality: 'standard', scale: 3, iterations })
  const movements = async (owner: Member) =>
    (await owner.call('GET', '/charges?kind=charge,refund')).body.items
      .map(({ kind, amount, reason }: { kind: string; amount: string; reason: string }) => [kind, amount, reason])
      .toReversed()
  const running = (owner: Member, id: string) =>
    until(
      () => owner.call('GET', `/runs/${id}`),
      ({ body }) => body.sources[0].iterations.at(-1).state === 'running',
    )

  test('charged at submit: the charge stands before anything is delivered, and no second one follows (J12)', async () => {
    await charging({ moment: 'submit' })
    const owner = await world.workspace({ credits: '50' })
    const one = await two(owner)
    expect(one.quote.onFailure.failed).toBe('Each attempt is charged when it is submitted. If it fails, its charge is refunded.')
    const begun = await accept(owner, one)
    expect(begun.body).toMatchObject({ charged: '2', held: '0' })
    const done = await settled(owner, begun.body.id)
    expect(done).toMatchObject({ state: 'ended', charged: '2', refunded: '0', returned: '0' })
    expect((await movements(owner)).map(([kind]: [string]) => kind)).toEqual(['charge'])
    expect((await owner.call('GET', `/receipts/${done.receipt}`)).body).toMatchObject({
      charged: '2',
      final: '2',
      iterations: [{ charge: '2', lines: expect.arrayContaining([expect.objectContaining({ amount: '2.1' })]) }],
    })
  })

  test.each([
    ['failed', 'failed attempt'],
    ['defective', 'defective result'],
  ] as const)('charged at submit, %s: refunded, and both entries stay (J12)', async (how, reason) => {
    await charging({ moment: 'submit' })
    if (how === 'failed') run = fails
    else defective = true
    const owner = await world.workspace({ credits: '50' })
    const done = await settled(owner, (await accept(owner, await two(owner))).body.id)
    expect(done).toMatchObject({ state: 'ended', charged: '2', refunded: '2' })
    expect(await movements(owner)).toEqual([
      ['charge', '-2', expect.any(String)],
      ['refund', '2', reason],
    ])
    expect(await owner.balance()).toEqual({ available: '50', held: '0' })
    expect((await owner.call('GET', `/receipts/${done.receipt}`)).body).toMatchObject({ charged: '2', refunded: '2', final: '0' })
  })

  test('charged at submit: what is tried again is charged when it is submitted, never above the quote (J12)', async () => {
    await charging({ moment: 'submit' })
    const owner = await world.workspace({ credits: '50' })
    const one = await two(owner, 3)
    const { id } = (await accept(owner, one)).body
    const first = await until(
      () => owner.call('GET', `/runs/${id}`),
      ({ body }) => body.sources[0].iterations[0].state === 'done',
    )
    run = fails
    const again = await owner.call(
      'POST',
      `/iterations/${first.body.sources[0].iterations[0].id}/verdict`,
      { verdict: 'rejected', again: { options: { format: 'webp' } } },
      newKey(),
    )
    expect(Number(again.body.charged)).toBeGreaterThan(2)
    const failed = await until(
      () => owner.call('GET', `/runs/${id}`),
      ({ body }) => body.sources[0].iterations.at(-1).state === 'failed',
    )
    expect(Number(failed.body.charged) - Number(failed.body.refunded)).toBe(2)
    run = null
    const third = failed.body.sources[0].iterations.at(-1).id
    await owner.call('POST', `/iterations/${third}/verdict`, { verdict: 'rejected', again: { options: { format: 'png' } } }, newKey())
    const done = await settled(owner, id)
    expect(Number(done.charged)).toBeLessThanOrEqual(Number(one.quote.most))
    expect((await owner.balance()).held).toBe('0')
  })

  test('four variations at once are charged at submit, one after the other, as the quote has them (J12)', async () => {
    await charging({ moment: 'submit' })
    const owner = await world.workspace({ credits: '50' })
    const one = await two(owner, 4)
    const begun = await accept(owner, one, { variations: true })
    expect(begun.body.charged).toBe(one.quote.most)
    // One edit of the same bytes: the first is delivered, the others return it and are free.
    const done = await settled(owner, begun.body.id)
    expect([done.charged, Number(done.charged) - Number(done.refunded)]).toEqual([one.quote.most, 2])
  })

  test('a failed attempt is charged where the book says so, once, and the person is told (J4)', async () => {
    await charging({ failed: 'price' })
    run = fails
    const owner = await world.workspace({ credits: '50' })
    const one = await two(owner)
    expect(one.quote.onFailure.failed).toBe('If it fails, it is charged all the same.')
    const done = await settled(owner, (await accept(owner, one)).body.id)
    expect(done).toMatchObject({ charged: '2', refunded: '0' })
    expect(done.sources[0].iterations[0]).toMatchObject({ state: 'failed', charge: '2', failure: { charged: '2 credits' } })
    expect(await owner.balance()).toEqual({ available: '48', held: '0' })
  })

  test.each([
    ['submit', 'delivered', '0', '50'],
    ['submit', 'price', '2', '48'],
    ['submit', 'nothing', '0', '50'],
    ['delivery', 'delivered', '0', '50'],
    ['delivery', 'price', '2', '48'],
  ] as const)(
    'charged at %s, cancelled %s: what is under way costs %s in the end, and that was said before (J7)',
    async (moment, cancelled, final, available) => {
      await charging({ moment, cancelled })
      run = hangs
      const owner = await world.workspace({ credits: '50' })
      const begun = await accept(owner, await two(owner))
      const { body } = await running(owner, begun.body.id)
      const before = await owner.balance()
      const stopped = await owner.call('POST', `/runs/${begun.body.id}/cancel`)
      expect(stopped.body.state).toBe('ended')
      expect(Number(stopped.body.charged) - Number(stopped.body.refunded)).toBe(Number(final))
      expect(await owner.balance()).toEqual({ available, held: '0' })
      expect(Number(available) - Number(before.available)).toBe(Number(body.cancelReturns))
    },
  )

  test('cancelled, and nothing is charged: what was delivered before comes back, too (J7)', async () => {
    await charging({ cancelled: 'nothing' })
    const owner = await world.workspace({ credits: '50' })
    const one = await two(owner, 2)
    const { body } = await accept(owner, one)
    await until(
      () => owner.call('GET', `/runs/${body.id}`),
      (answer) => answer.body.sources[0].iterations[0].state === 'done',
    )
    expect((await owner.call('GET', `/runs/${body.id}`)).body.cancelReturns).toBe(one.quote.most)
    expect((await owner.call('POST', `/runs/${body.id}/cancel`)).body).toMatchObject({ charged: '2', refunded: '2' })
    expect(await owner.balance()).toEqual({ available: '50', held: '0' })
  })
})

function behaving(engine: Engine, run: () => Engine['run'] | null): Engine {
  return {
    ...{ id: engine.id, tools: engine.tools },
    refusal: (edit, measurement) => engine.refusal(edit, measurement),
    predict: (edit, measurement) => engine.predict(edit, measurement),
    model: (edit) => engine.model(edit),
    close: () => engine.close(),
    run: (asked: EngineRun) => run()?.(asked) ?? engine.run(asked),
  }
}
