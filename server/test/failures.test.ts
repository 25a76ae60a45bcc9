// What happens when it does not go as planned: who pays (nobody), what comes back, and what is said. Only the engine is a fake here.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Engine, EngineError, type EngineRun, type Finding } from '../src/engines/engine.ts'
import type { Engines } from '../src/engines/registry.ts'
import { verifyLedger, violations } from '../src/ledger/ledger.ts'
import { accept, newKey, openWorld, picture, quoted, settled, until, type World } from './world.ts'

let world: World
/** What the engines do in this test. */
let behave: (real: Engines) => Engines
beforeAll(async () => {
  world = await openWorld({
    engines: (real) => ({ ...real, engineFor: (edit) => behave(real).engineFor(edit), inspect: (request) => behave(real).inspect(request) }),
  })
  await world.worker()
})
beforeEach(() => {
  behave = (real) => real
})
afterEach(async () => {
  expect(await violations(world.studio.database.query)).toEqual([])
  expect(await verifyLedger(world.studio.database.query)).toMatchObject({ ok: true })
})
afterAll(() => world.close())

const blank: Finding = { rule: 'I4', name: 'not blank', ok: false, detail: 'every pixel is the same', severity: 'defect' }
const defective = (real: Engines): Engines => ({ ...real, inspect: async () => ({ ok: false, findings: [blank] }) })

/** The real engine, but for what happens when it runs. */
function running(engine: Engine, run: Engine['run']): Engine {
  return {
    id: engine.id,
    tools: engine.tools,
    refusal: (edit, measurement) => engine.refusal(edit, measurement),
    predict: (edit, measurement) => engine.predict(edit, measurement),
    model: (edit) => engine.model(edit),
    close: () => engine.close(),
    run,
  }
}

const withRun =
  (run: Engine['run']) =>
  (real: Engines): Engines => ({ ...real, engineFor: (edit) => running(real.engineFor(edit), run) })

test('[J5] a defective result is charged and refunded in one step; both are visible, and the reason is told', async () => {
  behave = defective
  const owner = await world.workspace({ credits: '50' })
  const one = await quoted(owner)
  const run = await settled(owner, (await accept(owner, one)).body.id)
  expect(run).toMatchObject({ state: 'ended', charged: one.quote.low, refunded: one.quote.low, held: '0' })
  expect(run.sources[0].iterations[0]).toMatchObject({ state: 'defective', verdict: 'defective', inspection: { ok: false, findings: [{ rule: 'I4' }] } })
  expect(await owner.balance()).toEqual({ available: '50', held: '0' })
  const { body } = await owner.call('GET', '/charges?kind=charge,refund')
  const [refund, charge] = body.items
  expect(refund).toMatchObject({ kind: 'refund', amount: one.quote.low, refunds: charge.id, reason: 'defective result' })
  expect(charge).toMatchObject({ kind: 'charge', amount: `-${one.quote.low}` })
  expect((await owner.call('GET', `/receipts/${run.receipt}`)).body).toMatchObject({ final: '0', refunded: one.quote.low })
})

test('[J4] an edit that fails is not charged, and what was held comes back', async () => {
  behave = withRun(() => Promise.reject(new EngineError('engine_failed', 'no such layer', false)))
  const owner = await world.workspace({ credits: '50' })
  const run = await settled(owner, (await accept(owner, await quoted(owner))).body.id)
  expect(run).toMatchObject({ state: 'ended', charged: '0', held: '0' })
  expect(run.sources[0].iterations[0]).toMatchObject({
    state: 'failed',
    charge: '0',
    failure: { code: 'edit_failed', charged: 'nothing', data: { cause: 'engine_failed' } },
  })
  expect(run.sources[0].iterations[0].failure.next).not.toBe('')
  expect(await owner.balance()).toEqual({ available: '50', held: '0' })
})

test('[J6] what breaks once is tried again, and charged once', async () => {
  let broke = 0
  behave = (real) => ({
    ...real,
    engineFor: (edit) => {
      const engine = real.engineFor(edit)
      return running(engine, (run) => (broke++ === 0 ? Promise.reject(new EngineError('engine_crashed', 'gone', true)) : engine.run(run)))
    },
  })
  const owner = await world.workspace({ credits: '50' })
  const one = await quoted(owner)
  const run = await settled(owner, (await accept(owner, one)).body.id)
  expect(broke).toBe(2)
  expect(run).toMatchObject({ charged: one.quote.low, refunded: '0' })
  expect(run.sources[0].iterations).toHaveLength(1)
})

test('[J7] cancelling stops what runs within a second, costs nothing, and says before what comes back', async () => {
  let stopped = 0
  const hanging = ({ signal }: EngineRun) =>
    new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => {
        stopped = Date.now()
        reject(signal.reason)
      }),
    )
  behave = withRun(hanging)
  const owner = await world.workspace({ credits: '50' })
  const one = await quoted(owner, { iterations: 3 })
  const { body } = await accept(owner, one)
  const running = await until(
    () => owner.call('GET', `/runs/${body.id}`),
    (answer) => answer.body.sources[0].iterations[0].state === 'running',
  )
  expect(running.body.cancelReturns).toBe(one.quote.most)
  const asked = Date.now()
  const cancelled = await owner.call('POST', `/runs/${body.id}/cancel`)
  expect(cancelled.body).toMatchObject({ state: 'ended', charged: '0', returned: one.quote.most })
  await until(
    async () => stopped,
    (at) => at > 0,
  )
  expect(stopped - asked).toBeLessThan(1000)
  expect(await owner.balance()).toEqual({ available: '50', held: '0' })
  expect((await owner.call('POST', `/runs/${body.id}/cancel`)).status).toBe(200)
})

test('[J8] duplicates in one run are performed and charged once, and each gets its result', async () => {
  const owner = await world.workspace({ credits: '50' })
  const project = (await owner.call('POST', '/projects', { name: 'x' })).body.id
  const [same, other] = [await picture(), await picture()]
  const assets = []
  for (const [i, bytes] of [same, other, same].entries()) assets.push((await owner.upload(project, `${i}.png`, bytes)).asset)
  const quote = (
    await owner.call('POST', '/quotes', { project, tool: 'image-upscale', options: { scale: 2 }, iterations: 1, sources: assets.map((asset) => ({ asset })) })
  ).body
  expect(quote.sources.map(({ most }: { most: string }) => most)).toEqual(['1', '1', '0'])
  const run = await settled(owner, (await accept(owner, { project, asset: '', quote })).body.id)
  expect(run).toMatchObject({ state: 'ended', charged: '2' })
  const results = run.sources.map(({ iterations }: { iterations: { result: { sha256: string } }[] }) => iterations[0]!.result.sha256)
  expect(results[2]).toBe(results[0])
  expect(results[1]).not.toBe(results[0])
})

test('[J8] the same edit of the same bytes again returns the stored result and costs nothing', async () => {
  const owner = await world.workspace({ credits: '50' })
  const bytes = await picture()
  const first = await settled(owner, (await accept(owner, await quoted(owner, { bytes }))).body.id)
  const second = await quoted(owner, { bytes })
  expect(second.quote).toMatchObject({ low: '0', most: '0' })
  const again = await settled(owner, (await accept(owner, second)).body.id)
  expect(again).toMatchObject({ state: 'ended', charged: '0' })
  expect(again.sources[0].iterations[0].result.sha256).toBe(first.sources[0].iterations[0].result.sha256)
  expect(again.sources[0].iterations[0].lines[0].label).toMatch(/free/)
})

test('[J9] with attempts left the hold stays until a result is kept or the series is ended', async () => {
  const owner = await world.workspace({ credits: '50' })
  const one = await quoted(owner, { iterations: 3, quality: 'standard', scale: 2 })
  const run = await settled(owner, (await accept(owner, one)).body.id)
  expect(run).toMatchObject({ state: 'waiting', charged: one.quote.low, sources: [{ attemptsLeft: 2 }] })
  expect(Number(run.held) + Number(run.charged)).toBe(Number(one.quote.most))
  const ended = (await owner.call('POST', `/runs/${run.id}/end`)).body
  expect(ended).toMatchObject({ state: 'ended', held: '0', returned: run.held })
  const late = await owner.call(
    'POST',
    `/iterations/${run.sources[0].iterations[0].id}/verdict`,
    { verdict: 'rejected', again: { options: { scale: 3 } } },
    newKey(),
  )
  expect(late.body).toMatchObject({ code: 'hold_ended', charged: 'nothing' })
})

test('[J9] a dearer retry than the quote has left is refused, and one attempt too many, too', async () => {
  const owner = await world.workspace({ credits: '50' })
  const one = await quoted(owner, { iterations: 2 })
  const run = await settled(owner, (await accept(owner, one)).body.id)
  const verdict = (iteration: string, again: unknown) => owner.call('POST', `/iterations/${iteration}/verdict`, { verdict: 'rejected', again }, newKey())
  const [first] = run.sources[0].iterations
  expect((await verdict(first.id, { quality: 'standard', options: { scale: 8 } })).body).toMatchObject({ code: 'quote_mismatch', charged: 'nothing' })
  expect((await verdict(first.id, { options: { scale: 2, format: 'webp' } })).status).toBe(200)
  const done = await settled(owner, run.id)
  expect(done.state).toBe('ended')
  expect(Number(done.charged)).toBeLessThanOrEqual(Number(one.quote.most))
})

test('[J10] a hold that has lived its time ends, and its credits come back', async () => {
  const { endExpired } = await import('../src/runs/stop-run.ts')
  const owner = await world.workspace({ credits: '50' })
  const run = await settled(owner, (await accept(owner, await quoted(owner, { iterations: 2, quality: 'standard' }))).body.id)
  expect(run.state).toBe('waiting')
  world.advance(25 * 3_600_000)
  await endExpired(world.studio)
  expect((await owner.call('GET', `/runs/${run.id}`)).body).toMatchObject({ state: 'ended', held: '0', returned: run.held })
})
