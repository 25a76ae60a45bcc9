// Publishing price books, sharing estimates, and what a job would cost elsewhere.
import { z } from 'zod'
import { bookReference, estimateRequest, estimateShape } from './estimate.ts'
import { amount, id, list, orNull, problem, sha256, time } from './parts.ts'

/** Any unit, any number of places: vendors are not bound to credits. */
const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/)

// ---- publishing

export const bookFinding = z
  .object({
    severity: z.enum(['error', 'warning']).meta({ description: 'An error stops the book from being published.' }),
    place: z.string().meta({ example: 'tools.image-upscale.rows[3].lines[0].rate' }),
    problem: z.string(),
    fix: z.string(),
  })
  .meta({ id: 'BookFinding' })
export const bookChange = z
  .object({
    kind: z.string().meta({ example: 'price' }),
    tool: z.string().nullable().meta({ description: 'Id of the tool it is about.' }),
    sentence: z.string(),
    direction: z.enum(['cheaper', 'dearer', 'other']).meta({ description: 'For the customer.' }),
    examples: list(z.object({ inWords: z.string().meta({ example: 'a 12-megapixel photo' }), before: z.string(), after: z.string() })),
  })
  .meta({ id: 'BookChange' })

const comparison = {
  runs: z.number().int(),
  attempts: z.number().int().meta({ description: 'Results that were delivered in the period.' }),
  before: amount.meta({ description: 'What they cost: charges without refunds.' }),
  after: amount.meta({ description: 'What the same would cost under the new book.' }),
  difference: amount.meta({ description: 'after minus before.' }),
}
export const replay = z
  .object({
    from: time,
    until: time,
    ...comparison,
    dearer: z.number().int().meta({ description: 'Runs that would cost more.' }),
    cheaper: z.number().int(),
    same: z.number().int(),
    tools: list(z.object({ tool: z.string(), ...comparison })),
    largest: list(
      z.object({
        run: id('run'),
        project: id('prj'),
        tool: z.string(),
        at: time,
        sources: z.number().int(),
        attempts: z.number().int(),
        before: amount,
        after: amount,
        difference: amount,
      }),
    ).meta({ description: 'The runs whose price changes most, at most 20.' }),
    refused: list(
      z.object({
        run: id('run'),
        project: id('prj'),
        tool: z.string(),
        at: time,
        reason: z.enum(['not_offered', 'above_limit', 'at_fault']).meta({ description: 'at_fault: the book cannot be computed for a file of this run.' }),
        code: z.string(),
        detail: z.string(),
        paid: amount.meta({ description: 'What it cost; not part of "before".' }),
      }),
    ).meta({ description: 'Runs that the new book would refuse, newest first, at most 100.' }),
    refusedRuns: z.number().int(),
  })
  .meta({ id: 'PriceBookReplay', description: 'The last 30 days of the workspace under another book.' })

const bookDocument = z.record(z.string(), z.unknown()).meta({ description: 'The whole price book, in the format of price-book.schema.json.' })
export const priceBookPreviewRequest = z.object({ document: bookDocument }).meta({ id: 'PriceBookPreviewRequest' })
export const priceBookPreview = z
  .object({
    book: orNull(bookReference.extend({ effective: time })).meta({ description: 'Null where the document cannot be read.' }),
    against: bookReference.meta({ description: 'The book in force, which it is compared with.' }),
    findings: list(bookFinding),
    changes: list(bookChange).nullable().meta({ description: 'Null where the book has errors.' }),
    replay: orNull(replay).meta({ description: 'Null where the book has errors.' }),
    refusal: orNull(problem).meta({ description: 'Why publishing it now would be refused; null where it can be published.' }),
  })
  .meta({ id: 'PriceBookPreview' })
export const publishRequest = z.object({ document: bookDocument, note: z.string().trim().max(2000).optional() }).meta({ id: 'PublishRequest' })
export const priceBookEntry = z
  .object({
    id: z.string(),
    version: z.string(),
    digest: sha256,
    effective: time,
    state: z.enum(['upcoming', 'in_force', 'past']),
    publishedAt: time,
    publishedBy: z.string().nullable().meta({ description: 'A member of this workspace; null where it came with the studio or was published from elsewhere.' }),
    note: z.string().nullable(),
    changes: list(bookChange).nullable().meta({ description: 'Against the book before it. Null: there is none, or it is of a format that is no longer read.' }),
  })
  .meta({ id: 'PriceBookEntry' })

// ---- sharing

export const shareRequest = estimateRequest
  .extend({
    title: z.string().trim().min(1).max(200).optional(),
  })
  .meta({ id: 'ShareRequest', description: 'As for an estimate; a "balance" is not kept. The names of the files can be read by whoever can read the link.' })
const { balance: _, limits, ...figures } = estimateShape
const sharedFigures = z
  .object({ ...figures, limits: limits.nullable().meta({ description: 'Null for readers from outside.' }) })
  .meta({ id: 'SharedFigures', description: 'An estimate without the balance of the workspace. Readers from outside get no SHA-256 of files.' })
export const sharedEstimate = z
  .object({
    id: id('est'),
    path: z.string().meta({ example: '/e/est_01jd3v6x8m4q2r9t5w7y0zabcd' }),
    title: z.string().nullable(),
    createdAt: time,
    createdBy: z.string().nullable().meta({ description: 'Null for readers from outside.' }),
    reader: z.enum(['member', 'outsider']),
    readableBy: z.enum(['members', 'anyone']).meta({ description: 'By the setting of the workspace, as it is now.' }),
    mayQuote: z.boolean().meta({ description: 'Whether this reader may turn it into a quote.' }),
    estimate: sharedFigures.meta({ description: 'As it was shared.' }),
    now: z
      .object({
        book: bookReference,
        effective: time,
        changed: z.boolean().meta({ description: 'Whether a price differs, or there is none any more.' }),
        difference: orNull(z.object({ low: amount, likely: amount, most: amount })),
        estimate: orNull(sharedFigures),
        refusal: orNull(problem).meta({ description: 'Why there is no price any more.' }),
      })
      .meta({ description: 'The same inputs under the book in force.' }),
  })
  .meta({ id: 'SharedEstimate' })
export const sharedEstimateEntry = z
  .object({
    id: id('est'),
    path: z.string(),
    title: z.string().nullable(),
    tool: z.string(),
    sources: z.number().int(),
    low: amount,
    most: amount,
    book: bookReference,
    createdAt: time,
    createdBy: z.string().nullable(),
    revokedAt: time.nullable(),
  })
  .meta({ id: 'SharedEstimateEntry' })
export const sharedQuoteRequest = z
  .object({
    project: id('prj').optional().meta({ description: 'Where the files are; found by their SHA-256 where it is left out.' }),
    assets: z
      .array(z.object({ source: z.number().int().min(0).meta({ description: 'Position in the estimate, from 0.' }), asset: id('ast') }))
      .max(10_000)
      .optional()
      .meta({ description: 'For files whose SHA-256 the estimate does not know, or to choose between several.' }),
  })
  .meta({ id: 'SharedQuoteRequest' })
export const workspaceSettings = z
  .object({
    shareEstimates: z.boolean().meta({ description: 'Shared estimates can be read with their link alone, without an account.' }),
    changedAt: time.nullable(),
    changedBy: z.string().nullable(),
  })
  .meta({ id: 'WorkspaceSettings' })
export const workspaceSettingsChange = z.object({ shareEstimates: z.boolean().optional() }).meta({ id: 'WorkspaceSettingsChange' })

// ---- elsewhere

const dollars = orNull(z.object({ low: decimalText, high: decimalText })).meta({ description: 'Null where nobody says what the unit is worth.' })
const listed = {
  vendor: z.string(),
  tool: z.string().meta({ description: 'As its price list has it.' }),
  title: z.string(),
  book: z.object({ id: z.string(), version: z.string() }),
  asOf: z.string().meta({ description: 'As published on this date, as far as it is known: "2026", "2026-11" or a day.' }),
  url: z.string().nullable(),
  note: z.string().nullable().meta({ description: 'What is not alike.' }),
}
export const elsewhere = z
  .object({
    book: bookReference,
    ours: z.object({ amount, usd: dollars }).meta({ description: 'One attempt on every file, at this studio.' }),
    items: list(
      z.object({
        ...listed,
        unit: z.string(),
        low: decimalText,
        high: decimalText.meta({ description: 'Equal to "low" where there is one price.' }),
        usd: dollars,
        exact: z.boolean().meta({ description: 'Both ends are prices of something; otherwise they are bounds.' }),
        dependsOn: list(z.string()).meta({ description: 'Inputs of theirs that the job does not settle.' }),
      }),
    ).meta({ description: 'One attempt on every file, the least dollars first; then those whose unit nobody values.' }),
    unpriced: list(z.object({ ...listed, reason: z.string() })).meta({ description: 'The same kind of tool, but no price for this job, and why.' }),
    lists: z.number().int().meta({ description: 'Price lists that were asked.' }),
  })
  .meta({ id: 'Elsewhere' })
