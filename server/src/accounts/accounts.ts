// What the rest of the server asks of accounts: who is calling, who belongs to a workspace, and how the first owner comes to be.
import { createHash } from 'node:crypto'
import { type Action, mayDo, Refusal, type Role, roles } from '@keter/core'
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type Auth, keyConfiguration } from './auth.ts'

export interface Identity {
  readonly workspace: string
  readonly role: Role
  readonly user: string
  readonly apiKey: string | null
}

export interface Membership {
  readonly workspace: string
  readonly name: string
  readonly role: Role
}

export interface NewOwner {
  readonly name: string
  readonly email: string
  /** Null for the owner that the command line makes for itself: there is no way to sign in until a person claims it. */
  readonly password: string | null
}

export interface ApiKeyRow {
  readonly id: string
  readonly name: string
  readonly start: string
  readonly role: Role
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

const asRole = (text: string): Role => {
  const role = roles.find((candidate) => candidate === text)
  if (!role) throw new Error(`unknown role ${text} in the accounts`)
  return role
}

/** Verifying a key writes to the database each time. In this process a removed key is forgotten at once, in others within this time. */
const keyRememberedMs = 5_000
const mostKeysRemembered = 1_000

export class Accounts {
  readonly auth: Auth
  readonly #database: Database
  readonly #keys = new Map<string, { readonly identity: Identity; readonly until: number }>()

  constructor(auth: Auth, database: Database) {
    this.auth = auth
    this.#database = database
  }

  /** By session cookie or API key; null where there is neither. @throws Refusal `not_signed_in` for a key that is not (or no longer) valid. */
  async identify(headers: Headers): Promise<Identity | null> {
    const key = headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1] ?? headers.get('x-api-key')
    if (key) return this.#identifyKey(key)
    const session = await this.auth.api.getSession({ headers })
    if (!session) return null
    const memberships = await this.memberships(session.user.id)
    const wanted = headers.get('keter-workspace')
    const membership = wanted ? memberships.find(({ workspace }) => workspace === wanted) : memberships[0]
    if (!membership) throw new Refusal(wanted ? 'not_found' : 'not_signed_in', wanted ? 'There is no such workspace.' : 'This account belongs to no workspace.')
    return { workspace: membership.workspace, role: membership.role, user: session.user.id, apiKey: null }
  }

  async #identifyKey(key: string): Promise<Identity> {
    const digest = createHash('sha256').update(key).digest('base64')
    const known = this.#keys.get(digest)
    if (known && known.until > performance.now()) return known.identity
    const identity = await this.#verifyKey(key)
    if (this.#keys.size >= mostKeysRemembered) this.#keys.clear()
    this.#keys.set(digest, { identity, until: performance.now() + keyRememberedMs })
    return identity
  }

  async #verifyKey(key: string): Promise<Identity> {
    const answer = await this.auth.api.verifyApiKey({ body: { configId: keyConfiguration, key } })
    if (!answer.valid || !answer.key) throw new Refusal('not_signed_in', 'This API key is not valid.')
    const { role, user } = answer.key.metadata as { role: string; user: string }
    return { workspace: answer.key.referenceId, role: asRole(role), user, apiKey: answer.key.id }
  }

  async memberships(user: string): Promise<Membership[]> {
    const { rows } = await sql<Membership & { role: string }>`
      select o.id as workspace, o.name, m.role from public.member m join public.organization o on o.id = m."organizationId"
      where m."userId" = ${user} order by m."createdAt", o.id`.execute(this.#database.query)
    return rows.map((row) => ({ ...row, role: asRole(row.role) }))
  }

  async members(workspace: string): Promise<{ id: string; name: string; email: string; role: Role; since: Date }[]> {
    const { rows } = await sql<{ id: string; name: string; email: string; role: string; since: Date }>`
      select u.id, u.name, u.email, m.role, m."createdAt" as since from public.member m join public."user" u on u.id = m."userId"
      where m."organizationId" = ${workspace} order by m."createdAt", u.id`.execute(this.#database.query)
    return rows.map((row) => ({ ...row, role: asRole(row.role), since: new Date(row.since) }))
  }

  /** Whether a person, or one of the keys, may do something now: long after it asked, it may be gone or have another role. */
  async mayStill({ workspace, user, apiKey }: { workspace: string; user: string; apiKey: string | null }, action: Action): Promise<boolean> {
    if (apiKey === null) return (await this.members(workspace)).some(({ id, role }) => id === user && mayDo(role, action))
    const { rows } = await sql<{ metadata: string | null }>`
      select metadata from public.apikey where id::text = ${apiKey} and "referenceId" = ${workspace}
         and coalesce(enabled, true) and ("expiresAt" is null or "expiresAt" > ${new Date()})`.execute(this.#database.query)
    return rows.some(({ metadata }) => mayDo(asRole((JSON.parse(metadata ?? '{}') as { role: string }).role), action))
  }

  async person(user: string): Promise<{ name: string; email: string } | null> {
    const { rows } = await sql<{ name: string; email: string }>`select name, email from public."user" where id = ${user}`.execute(this.#database.query)
    return rows[0] ?? null
  }

  /** Names of people and keys, for the charge history. */
  async names(users: readonly string[], keys: readonly string[]): Promise<Map<string, string>> {
    const { rows } = await sql<{ id: string; name: string }>`
      select id::text as id, name from public."user" where id::text in (select jsonb_array_elements_text(${JSON.stringify(users)}::jsonb))
      union all select id::text, name from public.apikey where id::text in (select jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb))`.execute(
      this.#database.query,
    )
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  /** Someone who can sign in with a password exists. Until then the first-run page is open to whoever has the token. */
  async claimed(): Promise<boolean> {
    const { rows } = await sql<{ claimed: boolean }>`select exists (select 1 from public.account where "providerId" = 'credential') as claimed`.execute(
      this.#database.query,
    )
    return rows[0]!.claimed
  }

  /** Makes a person; the caller makes the workspace. */
  async createPerson(person: NewOwner): Promise<string> {
    const context = await this.auth.$context
    const user = await context.internalAdapter.createUser(
      { name: person.name, email: person.email.toLowerCase(), emailVerified: true },
      { method: 'email-password' },
    )
    if (person.password !== null) await this.setPassword(user.id, person.password)
    return user.id
  }

  async setPassword(user: string, password: string): Promise<void> {
    const context = await this.auth.$context
    await context.internalAdapter.linkAccount({ userId: user, providerId: 'credential', accountId: user, password: await context.password.hash(password) })
  }

  /** The owner that the command line made, if nobody has claimed it yet. */
  async localOwner(): Promise<{ user: string; workspace: string } | null> {
    const { rows } = await sql<{ user: string; workspace: string }>`
      select m."userId" as user, m."organizationId" as workspace from public.member m where m.role = 'owner' order by m."createdAt" limit 1`.execute(
      this.#database.query,
    )
    return rows[0] ?? null
  }

  async renamePerson(user: string, { name, email }: { name: string; email: string }): Promise<void> {
    const context = await this.auth.$context
    await context.internalAdapter.updateUser(user, { name, email: email.toLowerCase() })
  }

  async createWorkspace(workspace: { id: string; name: string; owner: string; at: Date }): Promise<void> {
    const context = await this.auth.$context
    await context.adapter.create({
      model: 'organization',
      data: { id: workspace.id, name: workspace.name, slug: workspace.id, createdAt: workspace.at },
      forceAllowId: true,
    })
    await this.addMember({ workspace: workspace.id, user: workspace.owner, role: 'owner', at: workspace.at })
  }

  async addMember(member: { workspace: string; user: string; role: Role; at: Date }): Promise<void> {
    const context = await this.auth.$context
    await context.adapter.create({ model: 'member', data: { organizationId: member.workspace, userId: member.user, role: member.role, createdAt: member.at } })
  }

  async renameWorkspace(id: string, name: string): Promise<void> {
    await sql`update public.organization set name = ${name} where id = ${id}`.execute(this.#database.query)
  }

  async createKey(key: { workspace: string; user: string; name: string; role: Role }): Promise<ApiKeyRow & { key: string }> {
    const made = await this.auth.api.createApiKey({
      body: { configId: keyConfiguration, organizationId: key.workspace, userId: key.user, name: key.name, metadata: { role: key.role, user: key.user } },
    })
    return { id: made.id, name: key.name, start: made.start ?? '', role: key.role, createdAt: new Date(made.createdAt), lastUsedAt: null, key: made.key }
  }

  async keys(workspace: string): Promise<ApiKeyRow[]> {
    const { rows } = await sql<{ id: string; name: string | null; start: string | null; metadata: string | null; createdAt: Date; lastRequest: Date | null }>`
      select id, name, start, metadata, "createdAt", "lastRequest" from public.apikey where "referenceId" = ${workspace} order by "createdAt" desc`.execute(
      this.#database.query,
    )
    return rows.map((row) => ({
      id: row.id,
      name: row.name ?? '',
      start: row.start ?? '',
      role: asRole((JSON.parse(row.metadata ?? '{}') as { role: string }).role),
      createdAt: new Date(row.createdAt),
      lastUsedAt: row.lastRequest ? new Date(row.lastRequest) : null,
    }))
  }

  async removeKey(workspace: string, id: string): Promise<boolean> {
    this.#keys.clear()
    const { rows } = await sql`delete from public.apikey where id::text = ${id} and "referenceId" = ${workspace} returning id`.execute(this.#database.query)
    return rows.length > 0
  }
}
