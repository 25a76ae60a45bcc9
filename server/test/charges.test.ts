// The charge history through the door: filters, exports of exactly what is filtered, statements that add up, and what work has cost. docs/rules/history.md.
import { decimal, type Rational } from '@keter/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { focusColumns } from '../src/charges/focus.ts'
import { accept, type Member, newKey, openWorld, quoted, settled, type World } from './world.ts'

let world: World
let owner: Member
let project: string
let other: string
let run: { id: string; receipt: string; sources: { iterations: { id: string }[] }[] }

beforeAll(async () => {
  world = await openWorld()
  await world.worker()
  owner = await world.workspace({ credits: '50' })
  other = (await owner.call('POST', '/projects', { name: '=cmd|calc', client: 'Äcme, "Ltd"' })).body.id
  const one = await quoted(owner, { quality: 'standard', scale: 3, iterations: 2 })
  project = one.project
  run = await settled(owner, (await accept(owner, one)).body.id)
  // Rejected and tried again, then kept.
  const [first] = run.sources[0]!.iterations
  await owner.call('POST', `/iterations/${first!.id}/verdict`, { verdict: 'rejected', again: { options: { scale: 4 } } }, newKey())
  run = await settled(owner, run.id)
  await owner.call('POST', `/iterations/${run.sources[0]!.iterations[1]!.id}/verdict`, { verdict: 'kept' }, newKey())
  const two = await quoted(await owner.withRole('editor'), { project: other, quality: 'standard', scale: 3 })
  await settled(owner, (await accept(owner, two)).body.id)
}, 90_000)
afterAll(() => world.close())

const kinds = async (query: string) => (await owner.call('GET', `/charges${query}`)).body.items.map(({ kind }: { kind: string }) => kind)
const sum = (amounts: readonly Rational[]) => amounts.reduce((total, amount) => total.add(amount), decimal('0'))
const text = async (path: string) => {
  const response = await world.app.request(`http://127.0.0.1:7420/api/v1${path}`, { headers: { host: '127.0.0.1:7420', authorization: `Bearer ${owner.key}` } })
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() }
}
/** A small reader of RFC 4180, to check the writer. */
function csvRows(body: string): string[][] {
  const found: string[][] = [[]]
  for (const [, quoted, plain, end] of body.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    found.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'))
    if (end === '\r\n') found.push([])
  }
  found.pop()
  return found
}

test('filters by project, client, member, key, receipt and day', async () => {
  expect(await kinds(`?project=${project}`)).toEqual(['return', 'charge', 'charge', 'hold'])
  expect(await kinds(`?client=${encodeURIComponent('Äcme, "Ltd"')}`)).toContain('charge')
  expect(await kinds('?client=nobody')).toEqual([])
  expect(await kinds(`?receipt=${run.receipt}&kind=charge`)).toEqual(['charge', 'charge'])
  expect(await kinds(`?member=${owner.user}&kind=hold`)).toEqual(['hold', 'hold'])
  expect(await kinds('?member=nobody')).toEqual([])
  const today = new Date().toISOString().slice(0, 10)
  expect(await kinds(`?from=${today}&kind=hold`)).toHaveLength(2)
  expect(await kinds(`?until=${today}`)).toEqual([])
  for (const query of ['?from=yesterday', '?kind=gift', '?cursor=x', '?from=2026-13-40'])
    expect((await owner.call('GET', `/charges${query}`)).body).toMatchObject({ code: 'malformed_request', charged: 'nothing' })
  expect((await owner.call('GET', '/charges?receipt=rcp_none')).body).toMatchObject({ code: 'not_found' })
})

test('a CSV is exactly what is filtered, and no cell of it is a formula (C1, C4)', async () => {
  const { type, body } = await text(`/charges/export?format=csv&project=${other}`)
  expect(type).toBe('text/csv; charset=utf-8')
  const [head, ...lines] = csvRows(body)
  const listed = (await owner.call('GET', `/charges?project=${other}`)).body.items
  expect(lines.map((line) => line[head!.indexOf('id')])).toEqual(listed.map(({ id }: { id: string }) => id))
  expect(lines[0]![head!.indexOf('projectName')]).toBe("'=cmd|calc")
  expect(lines[0]![head!.indexOf('client')]).toBe('Äcme, "Ltd"')
  expect(lines.map((line) => line[head!.indexOf('amount')])).toContain('-2')
})

test('a JSON export is the same rows as the pages; an empty one is an empty list (C4)', async () => {
  const { body } = await text('/charges/export?format=json')
  expect(JSON.parse(body)).toEqual((await owner.call('GET', '/charges?limit=200')).body.items)
  expect(JSON.parse((await text('/charges/export?format=json&tool=none')).body)).toEqual([])
})

test('FOCUS 1.3: every mandatory column, allowed values, costs that add up to the charges', async () => {
  const [head, ...lines] = csvRows((await text('/charges/export?format=focus')).body)
  expect(head).toEqual([...focusColumns])
  const charges = (await owner.call('GET', '/charges?kind=charge,refund')).body.items
  expect(lines).toHaveLength(charges.length)
  const cell = (line: string[], name: (typeof focusColumns)[number]) => line[head!.indexOf(name)]!
  const notNull = [
    'BilledCost',
    'BillingAccountId',
    'BillingCurrency',
    'BillingPeriodStart',
    'BillingPeriodEnd',
    'ChargeCategory',
    'ChargePeriodStart',
    'ChargePeriodEnd',
  ] as const
  const named = [
    'ContractedCost',
    'EffectiveCost',
    'ListCost',
    'InvoiceIssuerName',
    'ProviderName',
    'PublisherName',
    'ServiceCategory',
    'ServiceName',
    'ServiceProviderName',
  ] as const
  for (const line of lines) {
    for (const name of [...notNull, ...named]) expect(cell(line, name), name).not.toBe('')
    expect(['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment']).toContain(cell(line, 'ChargeCategory'))
    expect(['', 'Correction']).toContain(cell(line, 'ChargeClass'))
    expect(cell(line, 'BillingCurrency')).toMatch(/^[A-Z]{3}$/)
    for (const name of ['BillingPeriodStart', 'BillingPeriodEnd', 'ChargePeriodStart', 'ChargePeriodEnd'] as const)
      expect(cell(line, name)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(cell(line, 'ChargePeriodStart') < cell(line, 'ChargePeriodEnd')).toBe(true)
    expect(cell(line, 'BillingPeriodStart') <= cell(line, 'ChargePeriodStart') && cell(line, 'ChargePeriodEnd') <= cell(line, 'BillingPeriodEnd')).toBe(true)
    expect(() => JSON.parse(cell(line, 'Tags'))).not.toThrow()
    expect(cell(line, 'EffectiveCost')).toMatch(/^-?\d+(\.\d+)?$/)
  }
  const worth = decimal('0.01')
  const charged = sum(charges.map(({ amount }: { amount: string }) => decimal('0').sub(decimal(amount)).mul(worth)))
  expect(sum(lines.map((line) => decimal(cell(line, 'BilledCost')))).compare(charged)).toBe(0)
})

test('a statement adds up: opening and what moved make closing (C5)', async () => {
  const now = Date.now()
  const days = (n: number) => new Date(now + n * 86_400_000).toISOString()
  for (const [from, until] of [
    [days(-1), days(1)],
    [days(-2), days(-1)],
    [days(1), days(2)],
  ]) {
    const { body } = await owner.call('GET', `/charges/statement?from=${from}&until=${until}`)
    const moved = (key: string) => sum(body.lines.map((line: Record<string, string>) => decimal(line[key]!)))
    expect(decimal(body.opening.available).add(moved('available')).compare(decimal(body.closing.available))).toBe(0)
    expect(decimal(body.opening.held).add(moved('held')).compare(decimal(body.closing.held))).toBe(0)
    expect(body.movements).toBe(body.lines.reduce((total: number, { count }: { count: number }) => total + count, 0))
  }
  const balance = await owner.balance()
  expect((await owner.call('GET', `/charges/statement?from=${days(-1)}&until=${days(1)}`)).body.closing).toMatchObject(balance)
  expect((await owner.call('GET', `/charges/statement?from=${days(1)}&until=${days(1)}`)).body).toMatchObject({ code: 'malformed_request' })
})

test('costs tell first tries, retries, refunds and what was kept apart, and add up to the charges (C6)', async () => {
  const { body } = await owner.call('GET', '/charges/costs?by=project')
  const mine = body.items.find(({ group }: { group: string }) => group === project)
  expect(mine).toMatchObject({ name: 'Test project', firstTries: '2', retries: '1', refunds: '0', net: '3', attempts: 2, kept: 1 })
  expect(body.total).toMatchObject({ net: '5', attempts: 3, kept: 1 })
  expect((await owner.call('GET', '/charges/costs?by=client')).body.items.map(({ group, net }: { group: string; net: string }) => [group, net])).toEqual([
    [null, '3'],
    ['Äcme, "Ltd"', '2'],
  ])
  for (const by of ['member', 'key', 'tool', 'month']) expect((await owner.call('GET', `/charges/costs?by=${by}`)).body.total.net).toBe('5')
  expect((await owner.call('GET', '/charges/costs?from=2020-01-01&until=2026-01-01')).body).toMatchObject({ code: 'malformed_request' })
  const stranger = await world.workspace({ credits: '5' })
  expect((await stranger.call('GET', '/charges/costs')).body.items).toEqual([])
})

describe('a project', () => {
  test('may have a client, which can be changed and taken away', async () => {
    const made = (await owner.call('POST', '/projects', { name: 'P', client: 'One' })).body
    expect(made.client).toBe('One')
    expect((await owner.call('PATCH', `/projects/${made.id}`, { client: null })).body.client).toBeNull()
    expect((await owner.call('PATCH', `/projects/${made.id}`, { name: 'Q' })).body).toMatchObject({ name: 'Q', client: null })
  })
})
