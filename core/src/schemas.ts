// The shapes that cross a door, as zod: requests are parsed with them, openapi.json is generated from them.
// They live in a file of their own so that a browser bundle which only prices does not pay for zod.
import { z } from 'zod'
import { roles } from './permission.ts'

export const amount = z
  .string()
  .regex(/^-?\d{1,16}(\.\d{1,3})?$/)
  .meta({ id: 'Amount', description: 'Credits as a decimal string with at most three places.', example: '18.5' })
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
const id = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`))
    .meta({ example: `${prefix}_01jd3v6x8m4q2r9t5w7y0zabcd` })
const time = z.iso.datetime().meta({ example: '2026-11-22T10:00:00.000Z' })
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().trim().min(1).max(200)
/** `.nullable()` on a shape with an id would make the shape itself nullable in openapi.json. */
const orNull = <Shape extends z.ZodType>(shape: Shape) => z.union([shape, z.null()])

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: 'Stable; never changes its meaning.' }),
    detail: z.string().meta({ description: 'The cause in words, with the numbers of this case.' }),
    next: z.string().meta({ description: 'What to do now.' }),
    charged: z.string().meta({ description: 'What the refused request charged: "nothing", or an amount in words.' }),
    data: z.record(z.string(), z.unknown()).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' })

// ---- tools and the price book

const optionValue = z.union([z.string(), z.number(), z.boolean()])
export const optionValues = z.record(z.string(), optionValue)
export const tool = z
  .object({
    id: z.string(),
    verb: z.string(),
    title: z.string(),
    summary: z.string(),
    media: z.string(),
    qualities: list(z.object({ id: z.string(), label: z.string(), help: z.string() })),
    options: z.record(
      z.string(),
      z.object({
        kind: z.enum(['choice', 'integer', 'flag']),
        label: z.string(),
        help: z.string(),
        values: list(z.union([z.string(), z.number()])).optional(),
        min: z.number().optional(),
        max: z.number().optional(),
        default: optionValue.optional(),
      }),
    ),
  })
  .meta({ id: 'Tool' })
export const bookReference = z.object({ id: z.string(), version: z.string(), digest: z.string() }).meta({ id: 'BookReference' })
export const priceBookDocument = z
  .object({ digest: z.string(), book: z.record(z.string(), z.unknown()) })
  .meta({ id: 'PriceBookDocument', description: 'The price book in force, whole.' })

// ---- measurement, estimate, quote

export const measurement = z
  .object({
    media: z.literal('image'),
    format: z.string().max(20),
    width: z.number().int().min(1).max(1_000_000),
    height: z.number().int().min(1).max(1_000_000),
    bytes: z.number().int().min(0),
    pages: z.number().int().min(1).optional(),
    alpha: z.boolean().optional(),
  })
  .meta({ id: 'Measurement', description: 'As a person sees the picture: width and height after orientation.' })
export const editRequest = z.object({
  tool: z.string().max(100),
  quality: z.string().max(50).nullish(),
  options: optionValues.optional(),
  iterations: z.number().default(1).meta({ description: 'Attempts planned for each source under one quote.' }),
})
export const estimateRequest = editRequest
  .extend({
    plan: z.string().max(50).optional().meta({ description: "What if: price under this plan instead of the workspace's own." }),
    balance: amount.optional().meta({ description: 'What if: this many credits available.' }),
    sources: z.array(z.union([z.object({ name, sha256: sha256.optional(), measurement }), z.object({ asset: id('ast') })])).max(10_000),
  })
  .meta({ id: 'EstimateRequest' })
const estimateLine = z
  .object({ label: z.string(), quantity: z.string().optional(), unit: z.string().optional(), rate: z.string().optional(), amount: z.string() })
  .meta({ id: 'EstimateLine' })
const limitState = z
  .object({ name: z.string(), label: z.string(), unit: z.string(), maximum: z.string(), used: z.string(), thisRun: z.string(), ok: z.boolean() })
  .meta({ id: 'LimitState' })
const sourceEstimate = z
  .object({
    name: z.string(),
    sha256: sha256.optional(),
    measurement,
    result: z.object({ width: z.number(), height: z.number(), format: z.string() }),
    lines: list(estimateLine),
    linesMost: list(estimateLine),
    low: amount,
    likely: amount,
    most: amount,
  })
  .meta({ id: 'SourceEstimate' })
const estimateShape = {
  tool: z.string(),
  options: optionValues,
  quality: z.string().nullable(),
  iterations: z.number().int(),
  plan: z.string(),
  book: bookReference,
  validUntil: time,
  sources: list(sourceEstimate),
  low: amount,
  likely: amount,
  most: amount,
  onFailure: z.object({ failed: z.string(), cancelled: z.string(), defective: z.string() }),
  balance: z.object({ available: amount, held: amount, after: amount, enough: z.boolean() }),
  limits: list(limitState),
  eta: z.object({ low: z.number(), high: z.number() }).nullable(),
}
export const estimate = z.object(estimateShape).meta({ id: 'Estimate' })
export const quoteRequest = editRequest
  .extend({
    project: id('prj'),
    sources: z.array(z.object({ asset: id('ast'), version: id('ver').optional(), sha256: sha256.optional() })).max(10_000),
    prompt: z.string().max(4000).optional(),
    seed: z.number().int().min(0).max(4_294_967_295).optional(),
  })
  .meta({ id: 'QuoteRequest' })
export const quote = z
  .object({ ...estimateShape, quote: id('qt'), project: id('prj'), digest: sha256, state: z.enum(['open', 'accepted', 'expired']), run: id('run').nullable() })
  .meta({ id: 'Quote', description: 'An estimate that binds: the charge is never above "most".' })
export const acceptRequest = z
  .object({
    maxCredits: amount.optional().meta({ description: "Refuse if the quote's most is above this." }),
    sources: z
      .array(z.object({ asset: id('ast'), sha256 }))
      .optional()
      .meta({ description: 'What the caller believes it is editing; a difference is refused with quote_mismatch.' }),
    variations: z.boolean().optional().meta({ description: 'Start all planned attempts at once instead of one after each rejection.' }),
  })
  .meta({ id: 'AcceptRequest' })

// ---- projects and assets

export const brief = z.object({ task: z.string().max(2000), responsible: z.string().max(200), use: z.string().max(500) }).meta({ id: 'Brief' })
export const project = z
  .object({ id: id('prj'), name: z.string(), brief: orNull(brief), assets: z.number().int(), charged: amount, createdAt: time })
  .meta({ id: 'Project' })
export const projectRequest = z.object({ name, brief: orNull(brief).optional() }).meta({ id: 'ProjectRequest' })
export const projectChange = z.object({ name: name.optional(), brief: orNull(brief).optional() }).meta({ id: 'ProjectChange' })
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

export const finding = z
  .object({ rule: z.string(), name: z.string(), ok: z.boolean(), detail: z.string(), severity: z.enum(['defect', 'warning']) })
  .meta({ id: 'Finding' })
export const inspection = z.object({ ok: z.boolean(), findings: list(finding) }).meta({ id: 'Inspection' })
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
    tool: z.string().nullable(),
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
