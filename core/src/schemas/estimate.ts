// Tools, the price book in force, measurement, estimate and quote.
import { z } from 'zod'
import { limitModes } from '../limit.ts'
import { amount, id, list, name, sha256, time } from './parts.ts'

// ---- tools and the price book

const optionValue = z.union([z.string(), z.number(), z.boolean()])
export const optionValues = z.record(z.string(), optionValue)
export const tool = z
  .object({
    id: z.string(),
    verb: z.string(),
    title: z.string(),
    summary: z.string(),
    help: z.string(),
    media: z.string(),
    qualities: list(z.object({ id: z.string(), label: z.string(), help: z.string() })),
    options: z.record(
      z.string(),
      z.object({
        kind: z.enum(['choice', 'integer', 'flag', 'text', 'picture']),
        label: z.string(),
        help: z.string(),
        values: list(z.union([z.string(), z.number()])).optional(),
        min: z.number().optional(),
        max: z.number().optional(),
        pattern: z.string().optional(),
        most: z.number().optional(),
        example: z.string().optional(),
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

const edge = z.number().int().min(1).max(1_000_000)
const ofAnyMedia = { format: z.string().max(20), width: edge, height: edge, bytes: z.number().int().min(0) }
const imageMeasurement = z.object({ media: z.literal('image'), ...ofAnyMedia, pages: z.number().int().min(1).optional(), alpha: z.boolean().optional() })
const count = z.number().int().min(1).max(1_000_000_000)
const videoMeasurement = z.object({
  media: z.literal('video'),
  ...ofAnyMedia,
  durationMs: count,
  frames: count,
  frameRate: z.object({ num: count, den: count }),
  variable: z.boolean().optional(),
  codec: z.string().max(20),
  audioTracks: z.number().int().min(0).max(1000),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).optional(),
  hdr: z.string().max(40).optional(),
})
export const measurement = z
  .discriminatedUnion('media', [imageMeasurement, videoMeasurement])
  .meta({ id: 'Measurement', description: 'As a person sees it: width and height after orientation.' })
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
    project: id('prj').optional().meta({ description: 'Where it would run: whose limits it falls under.' }),
    sources: z.array(z.union([z.object({ name, sha256: sha256.optional(), measurement }), z.object({ asset: id('ast') })])).max(10_000),
  })
  .meta({ id: 'EstimateRequest' })
export const estimateLine = z
  .object({ label: z.string(), quantity: z.string().optional(), unit: z.string().optional(), rate: z.string().optional(), amount: z.string() })
  .meta({ id: 'EstimateLine' })
export const limitState = z
  .object({
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    maximum: z.string(),
    used: z.string(),
    thisRun: z.string(),
    ok: z.boolean(),
    mode: z.enum(limitModes).optional(),
  })
  .meta({ id: 'LimitState' })
export const sourceEstimate = z
  .object({
    name: z.string(),
    sha256: sha256.optional(),
    measurement,
    result: z.object({ width: z.number(), height: z.number(), format: z.string(), durationMs: z.number().optional(), frames: z.number().optional() }),
    lines: list(estimateLine),
    linesMost: list(estimateLine),
    low: amount,
    likely: amount,
    most: amount,
  })
  .meta({ id: 'SourceEstimate' })
export const estimateShape = {
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
