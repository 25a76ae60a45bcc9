// The shapes that cross a door, as zod: requests are parsed with them, openapi.json is generated from them.
// They live in files of their own so that a browser bundle which only prices does not pay for zod.
import { z } from 'zod'
import { roles } from './permission.ts'
import { disputeReference } from './schemas/decisions.ts'
import { bookReference, estimateLine, measurement, optionValues } from './schemas/estimate.ts'
import { inspection } from './schemas/inspection.ts'
import { amount, id, list, name, orNull, problem, sha256, time } from './schemas/parts.ts'

export * from './schemas/charges.ts'
export * from './schemas/decisions.ts'
export * from './schemas/estimate.ts'
export * from './schemas/inspection.ts'
export * from './schemas/limits.ts'
export * from './schemas/models.ts'
export * from './schemas/parts.ts'
export * from './schemas/plans.ts'
export * from './schemas/prices.ts'
export * from './schemas/purchases.ts'

// ---- projects and assets

export const brief = z.object({ task: z.string().max(2000), responsible: z.string().max(200), use: z.string().max(500) }).meta({ id: 'Brief' })
export const project = z
  .object({ id: id('prj'), name: z.string(), client: z.string().nullable(), brief: orNull(brief), assets: z.number().int(), charged: amount, createdAt: time })
  .meta({ id: 'Project' })
export const projectRequest = z.object({ name, client: name.nullish(), brief: orNull(brief).optional() }).meta({ id: 'ProjectRequest' })
export const projectChange = z.object({ name: name.optional(), client: name.nullish(), brief: orNull(brief).optional() }).meta({ id: 'ProjectChange' })
export const version = z
  .object({
    id: id('ver'),
    asset: id('ast'),
    sha256,
    bytes: z.number().int(),
    mediaType: z.string(),
    measurement,
    iteration: id('itr').nullable(),
    createdAt: time,
  })
  .meta({ id: 'Version', description: 'Immutable bytes of an asset.' })
export const asset = z
  .object({ id: id('ast'), project: id('prj'), name: z.string(), source: version, current: version, versions: z.number().int(), createdAt: time })
  .meta({ id: 'Asset' })

// ---- runs, iterations, verdicts

export const iteration = z
  .object({
    id: id('itr'),
    source: z.number().int().meta({ description: 'Position of its source in the run.' }),
    attempt: z.number().int(),
    state: z.enum(['queued', 'running', 'done', 'defective', 'failed', 'cancelled']),
    quality: z.string().nullable(),
    options: optionValues,
    prompt: z.string().nullable(),
    seed: z.number().nullable(),
    progress: z.number(),
    eta: z.object({ low: z.number(), high: z.number() }).nullable(),
    result: orNull(version),
    inspection: orNull(inspection),
    verdict: z.enum(['kept', 'rejected', 'defective']).nullable(),
    lines: list(estimateLine).meta({ description: 'Why this charge; adds up to it.' }),
    charge: amount,
    refunded: amount,
    engine: z.string().nullable(),
    model: z.string().nullable(),
    modelVersion: z.string().nullable(),
    ms: z.number().nullable(),
    failure: orNull(problem),
    createdAt: time,
    startedAt: time.nullable(),
    endedAt: time.nullable(),
  })
  .meta({ id: 'Iteration' })
export const runSource = z
  .object({
    position: z.number().int(),
    asset: id('ast'),
    name: z.string(),
    version,
    state: z.enum(['open', 'kept', 'ended']),
    attemptsLeft: z.number().int(),
    nextCharge: amount.nullable().meta({ description: 'What one more attempt with the same settings would charge; null when none is left.' }),
    iterations: list(iteration),
  })
  .meta({ id: 'RunSource' })
export const run = z
  .object({
    id: id('run'),
    project: id('prj'),
    quote: id('qt'),
    receipt: id('rcp'),
    tool: z.string(),
    quality: z.string().nullable(),
    options: optionValues,
    state: z.enum(['running', 'waiting', 'ended']).meta({ description: 'waiting: every started attempt has ended; verdicts are open and credits still held.' }),
    low: amount,
    most: amount,
    held: amount.meta({ description: 'Still held for this run.' }),
    charged: amount,
    refunded: amount,
    returned: amount,
    cancelReturns: amount.meta({ description: 'What would come back if the run were cancelled now.' }),
    sources: list(runSource),
    holdExpiresAt: time.nullable(),
    createdAt: time,
    endedAt: time.nullable(),
  })
  .meta({ id: 'Run' })
export const verdictRequest = z
  .object({
    verdict: z.enum(['kept', 'rejected']),
    again: z
      .object({
        quality: z.string().max(50).nullish(),
        options: optionValues.optional(),
        prompt: z.string().max(4000).optional(),
        seed: z.number().int().min(0).max(4_294_967_295).optional(),
      })
      .optional()
      .meta({ description: 'With "rejected": start the next attempt under the same quote, with these changes.' }),
  })
  .meta({ id: 'VerdictRequest' })

// ---- money

export const balance = z
  .object({ available: amount, held: amount, plan: z.string(), planName: z.string(), expiring: list(z.object({ amount, at: time })), head: z.string() })
  .meta({ id: 'Balance' })
export const movement = z
  .object({
    id: z.string(),
    at: time,
    kind: z.enum(['grant', 'hold', 'charge', 'return', 'refund', 'expiry']),
    amount: amount.meta({ description: 'Change of what is owned (available and held together): a hold or a return changes nothing, a charge is negative.' }),
    balance: amount.meta({ description: 'Available and held together, after it.' }),
    available: amount,
    held: amount,
    reason: z.string().meta({ description: 'In words.' }),
    project: id('prj').nullable(),
    projectName: z.string().nullable(),
    client: z.string().nullable(),
    tool: z.string().nullable(),
    member: z.string().nullable(),
    key: z.string().nullable(),
    by: z.string().nullable().meta({ description: 'Person or API key, by name.' }),
    source: z.string().nullable().meta({ description: 'Name of the source file.' }),
    attempt: z.number().int().nullable(),
    iteration: id('itr').nullable(),
    quote: id('qt').nullable(),
    quoted: z.object({ low: amount, most: amount }).nullable(),
    receipt: id('rcp').nullable(),
    refunds: z.string().nullable().meta({ description: 'For a refund: the charge it gives back.' }),
  })
  .meta({ id: 'Movement' })
export const receipt = z
  .object({
    receipt: id('rcp'),
    run: id('run'),
    project: id('prj'),
    tool: z.string(),
    quote: id('qt'),
    quoted: z.object({ low: amount, most: amount }),
    held: amount,
    charged: amount,
    refunded: amount,
    returned: amount,
    final: amount.meta({ description: 'charged minus refunded.' }),
    state: z.enum(['open', 'closed']),
    iterations: list(
      z.object({
        id: id('itr'),
        source: z.string(),
        sourceSha256: sha256,
        attempt: z.number().int(),
        result: z.object({ path: z.string(), sha256, width: z.number(), height: z.number(), bytes: z.number() }).nullable(),
        inspection: orNull(inspection),
        verdict: z.string().nullable(),
        charge: amount,
        refunded: amount,
        dispute: disputeReference,
        lines: list(estimateLine),
      }),
    ),
    book: bookReference,
    ledger: z.object({ transaction: z.string().nullable(), head: z.string() }),
    issuedAt: time,
  })
  .meta({ id: 'Receipt' })
export const verification = z
  .object({
    ok: z.boolean(),
    movements: z.number().int(),
    entries: z.number().int(),
    head: z.string(),
    findings: list(z.object({ wallet: z.string(), what: z.string(), ref: z.string() })),
  })
  .meta({ id: 'Verification' })

// ---- people

export const role = z.enum(roles)
export const workspace = z.object({ id: z.string(), name: z.string(), plan: z.string(), role }).meta({ id: 'Workspace' })
export const me = z
  .object({
    name: z.string(),
    email: z.string().nullable(),
    via: z.enum(['session', 'key']),
    workspace,
    workspaces: list(workspace),
    may: list(z.string()).meta({ description: 'Actions this role allows.' }),
  })
  .meta({ id: 'Me' })
export const firstRunState = z.object({ needed: z.boolean() }).meta({ id: 'FirstRunState' })
export const firstRunRequest = z
  .object({ token: z.string().min(1).max(200), name, email: z.email().max(200), password: z.string().min(10).max(200), workspace: name })
  .meta({ id: 'FirstRunRequest' })
export const member = z.object({ id: z.string(), name: z.string(), email: z.string(), role, since: time }).meta({ id: 'Member' })
export const apiKey = z
  .object({ id: z.string(), name: z.string(), start: z.string(), role, createdAt: time, lastUsedAt: time.nullable() })
  .meta({ id: 'ApiKey' })
export const apiKeyRequest = z.object({ name, role: role.default('editor') }).meta({ id: 'ApiKeyRequest' })
export const apiKeyMade = apiKey.extend({ key: z.string().meta({ description: 'Shown once.' }) }).meta({ id: 'ApiKeyMade' })
export const health = z.object({ ok: z.boolean(), database: z.string().optional(), version: z.string().optional() }).meta({ id: 'Health' })

/** A page of a list: newest first, `next` to send as `cursor` for the following page. */
export const page = <Item extends z.ZodType>(item: Item) => z.object({ items: list(item), next: z.string().nullable() })
export const pageQuery = z.object({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) })

// ---- price books as documents

export * from './price-book/parse.ts'
export * from './price-book/schema.ts'
