// What every route declares: the action its caller must be allowed, the shape of its answers, and that a refusal is always a Problem.
import { type Action, mayDo, Refusal, type Role } from '@keter/core'
import { problem } from '@keter/core/schemas'
import { type OpenAPIHono, z } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'

/** Who is asking, in which workspace, and as what. */
export interface Caller {
  readonly workspace: string
  readonly role: Role
  /** The person; for a key, the person who made it. */
  readonly user: string
  readonly apiKey: string | null
}

export interface Env {
  Variables: { caller: Caller; requestId: string }
}

export type App = OpenAPIHono<Env>

/** The route needs a caller whose role allows `action`. The document says so too, so that a test can see that no route is open by accident. */
export function needs(action: Action) {
  const check: MiddlewareHandler<Env> = async (c, next) => {
    const caller = c.get('caller')
    if (!caller) throw new Refusal('not_signed_in', 'This needs a signed-in person or an API key.')
    requireAction(caller.role, action)
    await next()
  }
  return { middleware: [check], security: [{ key: [] }, { session: [] }], 'x-action': action }
}

/** @throws Refusal `not_allowed` */
export function requireAction(role: Role, action: Action): void {
  if (!mayDo(role, action)) throw new Refusal('not_allowed', `The role "${role}" may not do this (${action}).`, { role, action })
}

/** The few routes anyone may call. */
export const open = { security: [], 'x-action': 'none' }

export const answers = <Schema extends z.ZodType>(schema: Schema, description: string) => ({ description, content: { 'application/json': { schema } } })
export const takes = <Schema extends z.ZodType>(schema: Schema) => ({ body: { required: true, content: { 'application/json': { schema } } } })
export const refusals = { default: { description: 'Refused; see "code".', content: { 'application/problem+json': { schema: problem } } } }
export const bytes = { description: 'The file itself.', content: { 'application/octet-stream': { schema: z.string().meta({ format: 'binary' }) } } }

export const idParam = z.object({ id: z.string().max(100) })

/** Required on every request that spends: the same key again returns the first answer instead of spending twice. */
export const idempotency = z.object({
  'idempotency-key': z
    .string()
    .min(8)
    .max(200)
    .optional()
    .meta({ description: 'Required. 8 to 200 characters of your own; the same key with the same request returns the first answer.' }),
})

/** @throws Refusal `idempotency_key_missing` */
export function keyOf(headers: { 'idempotency-key'?: string | undefined }): string {
  const key = headers['idempotency-key']
  if (!key) throw new Refusal('idempotency_key_missing', 'This request spends credits, so it needs the header Idempotency-Key.')
  return key
}
