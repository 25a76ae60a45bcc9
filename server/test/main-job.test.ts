// The main job over HTTP with real engines: project, upload, estimate, quote, hold, edit, settle, verdict, receipt, history, proof.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accept, type Member, openWorld, picture, quoted, until, type World } from './world.ts'

let world: World
let owner: Member
beforeAll(async () => {
  world = await openWorld()
  await world.worker()
  owner = await world.workspace({ credits: '100' })
}, 60_000)
afterAll(() => world.close())

const key = () => `test-${Math.random().toString(36).slice(2)}-key`
const project = async (member = owner) => (await member.call('POST', '/projects', { name: 'Flight museum' })).body.id as string

test('an edit costs what was quoted or less, and everything about it can be read afterwards', async () => {
  const id = await project()
  const { asset } = await owner.upload(id, 'photo.png', await picture())
  expect(asset).toMatch(/^ast_/)

  const asked = { tool: 'image-upscale', quality: 'draft', options: { scale: 2 }, iterations: 2 }
  const estimate = await owner.call('POST', '/estimates', { ...asked, sources: [{ asset }] })
  expect(estimate.status).toBe(200)
  const quote = await owner.call('POST', '/quotes', { ...asked, project: id, sources: [{ asset }] })
  expect(quote.status).toBe(201)
  expect(quote.body).toMatchObject({ low: estimate.body.low, most: estimate.body.most, state: 'open' })

  const accepted = await owner.call('POST', `/quotes/${quote.body.quote}/accept`, { maxCredits: quote.body.most }, { 'idempotency-key': key() })
  expect(accepted.status).toBe(201)
  expect(await owner.balance()).toEqual({ available: String(100 - Number(quote.body.most)), held: quote.body.most })

  const waiting = await until(
    () => owner.call('GET', `/runs/${accepted.body.id}`),
    ({ body }) => body.state !== 'running',
  )
  const [first] = waiting.body.sources[0].iterations
  expect(first).toMatchObject({ state: 'done', charge: quote.body.low, refunded: '0', model: 'esrgan-slim', inspection: { ok: true } })
  expect(first.result.measurement).toMatchObject({ width: 192, height: 128 })

  const rejected = await owner.call(
    'POST',
    `/iterations/${first.id}/verdict`,
    { verdict: 'rejected', again: { options: { scale: 2, format: 'webp' } } },
    { 'idempotency-key': key() },
  )
  expect(rejected.status).toBe(200)
  const second = await until(
    () => owner.call('GET', `/runs/${accepted.body.id}`),
    ({ body }) => body.state !== 'running',
  )
  expect(second.body.sources[0].iterations[1]).toMatchObject({ attempt: 2, state: 'done', result: { measurement: { format: 'webp' } } })

  const kept = await owner.call('POST', `/iterations/${second.body.sources[0].iterations[1].id}/verdict`, { verdict: 'kept' }, { 'idempotency-key': key() })
  expect(kept.body).toMatchObject({ state: 'ended', held: '0', sources: [{ state: 'kept' }] })
  expect(Number(kept.body.charged)).toBeLessThanOrEqual(Number(quote.body.most))
  expect(Number(kept.body.charged)).toBeGreaterThan(0)
  expect(await owner.balance()).toEqual({ available: String(100 - Number(kept.body.charged)), held: '0' })

  const receipt = await owner.call('GET', `/receipts/${kept.body.receipt}`)
  expect(receipt.body).toMatchObject({ state: 'closed', charged: kept.body.charged, returned: kept.body.returned, quoted: { most: quote.body.most } })
  const charges = await owner.call('GET', '/charges?limit=200')
  expect(charges.body.items.filter((row: { kind: string }) => row.kind === 'charge' && row).length).toBeGreaterThan(0)
  expect(charges.body.items[0].balance).toBe(String(100 - Number(kept.body.charged)))
  const proof = await owner.call('GET', '/ledger/verification')
  expect(proof.body).toMatchObject({ ok: true, findings: [] })
  expect(proof.body.head).toBe((await owner.call('GET', '/balance')).body.head)
}, 60_000)

test('a watcher is told the run as it is, its progress, and its end', async () => {
  const one = await quoted(owner, { bytes: await picture(400, 300), scale: 4 })
  const run = (await accept(owner, one)).body.id
  const headers = { host: '127.0.0.1:7420', authorization: `Bearer ${owner.key}` }
  const stream = await world.app.request(`http://127.0.0.1:7420/api/v1/runs/${run}/events`, { headers })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const events = [...(await stream.text()).matchAll(/event: (\w+)\ndata: (.*)/g)].map(([, event, data]) => ({ event, data: JSON.parse(data!) }))
  const shares = events.filter(({ event }) => event === 'progress').map(({ data }) => data.progress)
  expect(shares.length).toBeGreaterThan(0)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  const runs = events.filter(({ event }) => event === 'run').map(({ data }) => data.state)
  expect(runs[0]).toBe('running')
  expect(runs.at(-1)).toBe('ended')
  expect(events.at(-1)!.event).toBe('end')
  const late = await world.app.request(`http://127.0.0.1:7420/api/v1/runs/${run}/events`, { headers })
  expect(await late.text()).toMatch(/event: run\n.*"state":"ended"[\s\S]*event: end/)
})
