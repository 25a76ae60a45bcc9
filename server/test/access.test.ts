// Every route, one by one: nobody without credentials, no role beyond its permissions, nothing of another workspace.
import { randomUUID } from 'node:crypto'
import { mayDo, permissions, type Role, roles, type Action } from '@keter/core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from './contract.ts'
import { accept, type Member, newKey, openWorld, quoted, settled, type World } from './world.ts'

let world: World
let owner: Member
let stranger: Member
const ids: Record<string, string> = {}

beforeAll(async () => {
  world = await openWorld()
  await world.worker()
  owner = await world.workspace({ credits: '50' })
  stranger = await world.workspace({ credits: '50' })
  const one = await quoted(owner)
  const run = await settled(owner, (await accept(owner, one)).body.id)
  const made = run.sources[0].iterations[0]
  const key = await owner.call('POST', '/keys', { name: 'other', role: 'viewer' })
  Object.assign(ids, {
    projects: one.project,
    assets: one.asset,
    quotes: one.quote.quote,
    runs: run.id,
    iterations: made.id,
    versions: made.result.id,
    receipts: run.receipt,
    keys: key.body.id,
    'shared-estimates': (await owner.call('POST', '/estimates/shared', bodies.makeEstimate)).body.id,
  })
}, 60_000)
afterAll(() => world.close())

const guarded = routes.filter((route) => route['x-action'] !== 'none')
const pathOf = (path: string) => path.replace('{id}', ids[path.split('/')[1]!] ?? 'none')
const bodies: Record<string, unknown> = {
  makeEstimate: { tool: 'image-convert', sources: [{ name: 'x', measurement: { media: 'image', format: 'png', width: 1, height: 1, bytes: 1 } }] },
  makeQuote: () => ({ project: ids.projects, tool: 'image-convert', sources: [{ asset: ids.assets }] }),
  acceptQuote: {},
  makeProject: { name: 'x' },
  changeProject: { name: 'x' },
  giveVerdict: { verdict: 'rejected' },
  makeKey: { name: 'x', role: 'viewer' },
  previewPriceBook: { document: {} },
  publishPriceBook: { document: {} },
  shareEstimate: () => bodies.makeEstimate,
  estimateElsewhere: () => bodies.makeEstimate,
  quoteSharedEstimate: {},
  changeWorkspaceSettings: {},
  makeRequest: () => ({ quote: ids.quotes }),
  approveRequest: {},
  declineRequest: {},
  openDispute: () => ({ iteration: ids.iterations, reason: 'other' }),
  decideDispute: { decision: 'decline' },
  previewPlan: { plan: 'pro' },
  changePlan: { plan: 'pro' },
  buyPack: { pack: 'small' },
  recordPurchase: { credits: '5', amount: '1', currency: 'usd', reference: 'x' },
  setLimit: { scope: 'workspace', period: 'day', mode: 'soft', maximum: '5' },
  simulateLimit: { scope: 'workspace', period: 'day', maximum: '5' },
}
const bodyOf = ({ method, operationId }: { method: string; operationId: string }) => {
  const body = bodies[operationId]
  return method === 'get' || method === 'delete' ? undefined : typeof body === 'function' ? body() : body
}

test('only the studio itself, its tools, its prices and links that were shared are open to everyone', () => {
  expect(routes.filter((route) => route['x-action'] === 'none').map(({ operationId }) => operationId)).toEqual([
    'readFirstRun',
    'firstRun',
    'listTools',
    'readPriceBook',
    'readSharedEstimate',
    'paymentEvent',
  ])
})

describe.each(guarded.map((route) => [route.operationId, route] as const))('%s', (_, route) => {
  const ask = (member: Member, headers = {}) => member.call(route.method.toUpperCase(), pathOf(route.path), bodyOf(route), { ...newKey(), ...headers })

  test('is closed without a key, and with a wrong one', async () => {
    expect((await ask(owner, { authorization: '' })).body).toMatchObject({ status: 401, code: 'not_signed_in' })
    expect((await ask(owner, { authorization: 'Bearer keter_wrong' })).body).toMatchObject({ status: 401, code: 'not_signed_in' })
  })

  test.each(roles.filter((role) => !mayDo(role, route['x-action'] as Action)))('is closed to the role %s', async (role: Role) => {
    expect((await ask(await owner.withRole(role))).body).toMatchObject({ status: 403, code: 'not_allowed', charged: 'nothing' })
  })

  test.runIf(route.path.includes('{id}'))('does not know what belongs to another workspace', async () => {
    expect((await ask(stranger)).body).toMatchObject({ status: 404, code: 'not_found' })
  })
})

test('a list shows nothing of another workspace', async () => {
  for (const path of ['/projects', '/runs', '/shared-estimates']) expect((await stranger.call('GET', path)).body.items).toEqual([])
  expect(JSON.stringify((await stranger.call('GET', '/charges')).body)).not.toContain(ids.runs)
  expect((await stranger.call('GET', '/ledger/export')).body).not.toContain(owner.workspace)
})

test('a quote, an estimate and an upload cannot name what belongs to another workspace', async () => {
  const own = (await stranger.call('POST', '/projects', { name: 'x' })).body.id
  const asked = { tool: 'image-convert', sources: [{ asset: ids.assets }] }
  expect((await stranger.call('POST', '/quotes', { ...asked, project: own })).status).toBe(404)
  expect((await stranger.call('POST', '/quotes', { ...asked, project: ids.projects })).status).toBe(404)
  expect((await stranger.call('POST', '/estimates', asked)).status).toBe(404)
  expect((await stranger.upload(ids.projects!, 'x.png', Buffer.from('x'))).problem).toMatchObject({ code: 'not_found', charged: 'nothing' })
})

test('a viewer may not upload, and a reviewer may judge but not spend', async () => {
  expect((await (await owner.withRole('viewer')).upload(ids.projects!, 'x.png', Buffer.from('x'))).problem).toMatchObject({ code: 'not_allowed' })
  const reviewer = await owner.withRole('reviewer')
  const again = { verdict: 'rejected', again: { options: { scale: 3 } } }
  expect((await reviewer.call('POST', `/iterations/${ids.iterations}/verdict`, again, newKey())).body).toMatchObject({ code: 'not_allowed' })
  expect((await reviewer.call('POST', `/iterations/${ids.iterations}/verdict`, { verdict: 'kept' }, newKey())).status).toBe(200)
})

test('a key cannot be made with more rights than its maker has', async () => {
  const admin = await owner.withRole('admin')
  expect((await admin.call('POST', '/keys', { name: 'x', role: 'owner' })).body).toMatchObject({ code: 'not_allowed' })
  expect((await admin.call('POST', '/keys', { name: 'x', role: 'admin' })).status).toBe(201)
})

test('an admin who is a person of their own makes keys, too', async () => {
  const user = await world.studio.accounts.createPerson({ name: 'Ada Admin', email: `${randomUUID()}@example.com`, password: null })
  await world.studio.accounts.addMember({ workspace: owner.workspace, user, role: 'admin', at: world.studio.now() })
  const { key } = await world.studio.accounts.createKey({ workspace: owner.workspace, user, name: 'ada', role: 'admin' })
  expect((await owner.as({ user, key }).call('POST', '/keys', { name: 'for a script', role: 'editor' })).status).toBe(201)
})

test('of the accounts library only signing in and out answers requests', async () => {
  for (const path of ['api-key/create', 'organization/update-member-role', 'organization/delete', 'update-user', 'sign-up/email', 'get-session']) {
    const response = await world.app.request(`http://127.0.0.1:7420/api/auth/${path}`, {
      method: 'POST',
      headers: { host: '127.0.0.1:7420', authorization: `Bearer ${owner.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x', organizationId: owner.workspace, metadata: { role: 'owner' } }),
    })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found', charged: 'nothing' })
  }
})

test('a removed key opens nothing any more', async () => {
  const made = await owner.call('POST', '/keys', { name: 'short-lived', role: 'viewer' })
  const headers = { authorization: `Bearer ${made.body.key}` }
  expect((await owner.call('GET', '/me', undefined, headers)).body).toMatchObject({ via: 'key', workspace: { role: 'viewer' }, may: permissions.viewer })
  expect((await owner.call('DELETE', `/keys/${made.body.id}`)).status).toBe(204)
  expect((await owner.call('GET', '/me', undefined, headers)).status).toBe(401)
})

test('a page of another site, or a name that was pointed here, cannot act', async () => {
  expect((await owner.call('GET', '/me', undefined, { origin: 'https://evil.example' })).body).toMatchObject({ status: 403, code: 'wrong_origin' })
  expect((await owner.call('GET', '/me', undefined, { host: 'evil.example' })).body).toMatchObject({ status: 403, code: 'wrong_origin' })
  expect((await owner.call('GET', '/me', undefined, { origin: 'http://127.0.0.1:7420' })).status).toBe(200)
})
