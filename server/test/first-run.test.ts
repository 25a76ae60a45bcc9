// The first run: one token, one owner, then closed for good. And what the command line made before is handed to the person.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { localKey } from '../src/workspaces/local-owner.ts'
import { openWorld, type World } from './world.ts'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const owner = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery', workspace: 'Northlight' }
const post = (path: string, body: unknown, headers = {}) =>
  world.app.request(`http://127.0.0.1:7420${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { host: '127.0.0.1:7420', 'content-type': 'application/json', ...headers },
  })
const get = (path: string, headers = {}) => world.app.request(`http://127.0.0.1:7420${path}`, { headers: { host: '127.0.0.1:7420', ...headers } })

test('with the token the owner is made, signed in, and has the credits of the plan', async () => {
  expect(await (await get('/api/v1/first-run')).json()).toEqual({ needed: true })
  const made = await post('/api/v1/first-run', { ...owner, token: world.firstRun.token })
  expect(made.status).toBe(201)
  expect(await made.json()).toMatchObject({ name: 'Ada', via: 'session', workspace: { name: 'Northlight', role: 'owner', plan: 'free' } })
  const cookie = made.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  expect(made.headers.get('set-cookie')).toMatch(/HttpOnly/i)
  expect(await (await get('/api/v1/balance', { cookie })).json()).toMatchObject({ available: '60', held: '0' })
  expect(await (await get('/api/v1/first-run')).json()).toEqual({ needed: false })

  const again = await post('/api/v1/first-run', { ...owner, email: 'eve@example.com', token: world.firstRun.token })
  expect(await again.json()).toMatchObject({ status: 410, code: 'first_run_done' })
  const signIn = await post('/api/auth/sign-in/email', { email: owner.email, password: owner.password })
  expect(signIn.status).toBe(200)
  const wrong = await post('/api/auth/sign-in/email', { email: owner.email, password: 'not the password' })
  expect(wrong.status).toBe(401)
})

test('without the token, or with a wrong one, nothing is made', async () => {
  expect(await (await post('/api/v1/first-run', { ...owner, token: 'guess' })).json()).toMatchObject({ code: 'first_run_token_wrong' })
  const malformed = await (await post('/api/v1/first-run', { ...owner, password: 'short', token: world.firstRun.token })).json()
  expect(malformed).toMatchObject({ status: 400, code: 'malformed_request', data: { fields: [{ path: 'password' }] } })
  expect(await world.studio.accounts.claimed()).toBe(false)
})

test('nobody can sign up by the back door', async () => {
  expect((await post('/api/auth/sign-up/email', owner)).status).toBeGreaterThanOrEqual(400)
  expect(await world.studio.accounts.claimed()).toBe(false)
})

test('of two who have the token at once, one becomes the owner', async () => {
  const answers = await Promise.all([1, 2].map((n) => post('/api/v1/first-run', { ...owner, email: `p${n}@example.com`, token: world.firstRun.token })))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 410])
})

test('what the command line made on this machine belongs to the person who claims the studio', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keter-local-'))
  const key = await localKey(world.studio, folder)
  expect(statSync(join(folder, 'local-key')).mode & 0o777).toBe(0o600)
  expect(await localKey(world.studio, folder)).toBe(key)
  const headers = { authorization: `Bearer ${key}` }
  const project = (await (await post('/api/v1/projects', { name: 'From the terminal' }, headers)).json()) as { id: string }
  const made = await post('/api/v1/first-run', { ...owner, token: world.firstRun.token })
  const cookie = made.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  expect(await (await get('/api/v1/projects', { cookie })).json()).toMatchObject({ items: [{ id: project.id }] })
  expect(await (await get('/api/v1/me', headers)).json()).toMatchObject({ name: 'Ada', workspace: { name: 'Northlight' } })
  rmSync(folder, { recursive: true })
})
