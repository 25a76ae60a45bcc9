// The studio itself, who is asking, members and keys, the catalogue of tools and the price book.
import { permissions, Refusal, tools } from '@keter/core'
import type { Context } from 'hono'
import type { FirstRun } from '../../workspaces/first-run.ts'
import type { Studio } from '../../studio.ts'
import type { App, Caller, Env } from '../route.ts'
import * as routes from './definitions.ts'

export function peopleRoutes(app: App, studio: Studio, firstRun: FirstRun): void {
  app.openapi(routes.readFirstRun, async (c) => c.json({ needed: !(await studio.accounts.claimed()) }, 200))
  app.openapi(routes.firstRun, async (c) => {
    const body = c.req.valid('json')
    const caller = await firstRun.claim(body)
    const signedIn = await studio.accounts.auth.api.signInEmail({
      body: { email: body.email, password: body.password },
      headers: c.req.raw.headers,
      returnHeaders: true,
    })
    for (const cookie of signedIn.headers.getSetCookie()) c.header('set-cookie', cookie, { append: true })
    return c.json(await me(studio, { ...caller, role: 'owner', apiKey: null }), 201)
  })
  app.openapi(routes.readMe, async (c) => c.json(await me(studio, c.get('caller')), 200))
  app.openapi(routes.listTools, (c) => c.json({ items: tools.map((tool) => JSON.parse(JSON.stringify(tool))) }, 200))
  app.openapi(routes.readPriceBook, (c) => {
    const { digest, book } = studio.books.current
    return notModified(c, digest) ?? c.json({ digest, book: JSON.parse(JSON.stringify(book)) }, 200, { etag: `"${digest}"` })
  })
  app.openapi(routes.listMembers, async (c) => {
    const members = await studio.accounts.members(c.get('caller').workspace)
    return c.json({ items: members.map((member) => ({ ...member, since: member.since.toISOString() })) }, 200)
  })
  app.openapi(routes.listKeys, async (c) => {
    const keys = await studio.accounts.keys(c.get('caller').workspace)
    return c.json({ items: keys.map(keyDocument) }, 200)
  })
  app.openapi(routes.makeKey, async (c) => {
    const { workspace, user, role } = c.get('caller')
    const asked = c.req.valid('json')
    // A key may do at most what its maker may.
    if (permissions[asked.role].some((action) => !permissions[role].includes(action)))
      throw new Refusal('not_allowed', `The role "${role}" may not make a key with the role "${asked.role}".`)
    const { key, ...row } = await studio.accounts.createKey({ workspace, user, name: asked.name, role: asked.role })
    return c.json({ ...keyDocument(row), key }, 201)
  })
  app.openapi(routes.removeKey, async (c) => {
    const { id } = c.req.valid('param')
    if (!(await studio.accounts.removeKey(c.get('caller').workspace, id))) throw new Refusal('not_found', `There is no key ${id}.`)
    return c.body(null, 204)
  })
}

async function me(studio: Studio, { workspace, user, role, apiKey }: Caller) {
  const person = await studio.accounts.person(user)
  const memberships = await studio.accounts.memberships(user)
  const plans = new Map((await studio.database.query.selectFrom('keter.workspaces').select(['id', 'plan']).execute()).map(({ id, plan }) => [id, plan]))
  const workspaces = memberships.map((one) => ({ id: one.workspace, name: one.name, plan: plans.get(one.workspace) ?? 'free', role: one.role }))
  const own = workspaces.find(({ id }) => id === workspace)
  if (!own) throw new Refusal('not_signed_in', 'The person who made this key no longer belongs to the workspace.')
  return {
    name: person?.name ?? '',
    email: person?.email ?? null,
    via: apiKey ? ('key' as const) : ('session' as const),
    workspace: { ...own, role },
    workspaces: apiKey ? [{ ...own, role }] : workspaces,
    may: [...permissions[role]],
  }
}

const keyDocument = (row: { id: string; name: string; start: string; role: Caller['role']; createdAt: Date; lastUsedAt: Date | null }) => ({
  id: row.id,
  name: row.name,
  start: row.start,
  role: row.role,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})

const notModified = (c: Context<Env>, digest: string) => (c.req.header('if-none-match') === `"${digest}"` ? (c.body(null, 304) as never) : undefined)
