// Accounts: people, sessions, workspaces with members and roles, and API keys, all by better-auth over our database.
// Its roles are made from the permission table in core, so that there is one table.
import { apiKey } from '@better-auth/api-key'
import { type IdKind, permissions, roles } from '@keter/core'
import { betterAuth } from 'better-auth'
import { getMigrations } from 'better-auth/db/migration'
import { organization } from 'better-auth/plugins'
import { createAccessControl } from 'better-auth/plugins/access'
import { defaultStatements } from 'better-auth/plugins/organization/access'
import type { Database } from '../db/database.ts'

const keyRights = ['create', 'read', 'update', 'delete'] as const
const statements = { ...defaultStatements, studio: permissions.owner, apiKey: keyRights } as const
const access = createAccessControl(statements)
const accessRoles = Object.fromEntries(
  roles.map((role) => [
    role,
    access.newRole({
      studio: [...permissions[role]],
      ...(permissions[role].includes('key.manage') ? { apiKey: [...keyRights] } : {}),
    }),
  ]),
)

/** Keys live in one configuration; each belongs to a workspace. */
export const keyConfiguration = 'workspace'

/** Ids of accounts look like all others here. */
const idKinds: Readonly<Record<string, IdKind>> = { user: 'person', organization: 'workspace', apikey: 'key' }

export interface AuthOptions {
  readonly database: Database
  readonly secret: string
  readonly baseUrl: string
  readonly newId: (kind: IdKind) => string
}

export function createAuth(options: AuthOptions) {
  return betterAuth({
    database: { db: options.database.query, type: 'postgres', transaction: true },
    secret: options.secret,
    baseURL: options.baseUrl,
    basePath: '/api/auth',
    // The HTTP layer has already checked Host and Origin against what the studio is bound to.
    trustedOrigins: async (request) => [new URL(request?.url ?? options.baseUrl).origin, options.baseUrl],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 200 },
    session: { expiresIn: 30 * 24 * 3600, updateAge: 24 * 3600 },
    rateLimit: { enabled: true, window: 60, max: 300, customRules: { '/sign-in/email': { window: 60, max: 10 } } },
    telemetry: { enabled: false },
    // A wrong key or password is an expected no, told to its sender; everything else comes out of our own log as a failed request.
    logger: { disabled: true },
    advanced: { database: { generateId: ({ model }) => options.newId(idKinds[model] ?? 'record') }, cookiePrefix: 'keter' },
    plugins: [
      organization({ ac: access, roles: accessRoles, creatorRole: 'owner', allowUserToCreateOrganization: false }),
      apiKey([
        {
          configId: keyConfiguration,
          references: 'organization',
          defaultPrefix: 'keter_',
          enableMetadata: true,
          startingCharactersConfig: { shouldStore: true, charactersLength: 12 },
          rateLimit: { enabled: false },
        },
      ]),
    ],
  })
}

/** What of better-auth answers requests. The rest of it (members, workspaces, keys) would go past our own routes, and with them past our table of who may do what. */
export const openPaths = ['/api/auth/sign-in/email', '/api/auth/sign-out'] as const

export type Auth = ReturnType<typeof createAuth>

export async function migrateAuth(auth: Auth): Promise<void> {
  const { runMigrations } = await getMigrations(auth.options)
  await runMigrations()
}
