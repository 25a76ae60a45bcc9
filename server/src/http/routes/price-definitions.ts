// The routes of price books, shared estimates and prices elsewhere; part of the list in definitions.ts.
import { createRoute, z } from '@hono/zod-openapi'
import * as s from '@keter/core/schemas'
import { Refusal } from '@keter/core'
import { bodyLimit } from 'hono/body-limit'
import { answers, idParam, needs, open, refusals, takes } from '../route.ts'

// ---- price books
const mostBookBytes = 2_000_000
const bookSized = bodyLimit({
  maxSize: mostBookBytes,
  onError: () => {
    const findings = [{ severity: 'error', place: 'the book', problem: 'It is larger than 2 MB.', fix: 'Split it, or look for what repeats in it.' }]
    throw new Refusal('price_book_invalid', 'The document is larger than 2 MB.', { findings })
  },
})
const needsBook = () => {
  const { middleware, ...rest } = needs('price_book.publish')
  return { ...rest, middleware: [...middleware, bookSized] }
}

export const listPriceBooks = createRoute({
  ...needs('workspace.read'),
  method: 'get',
  path: '/price-books',
  operationId: 'listPriceBooks',
  tags: ['Price books'],
  summary: 'Every published book, the latest to take force first, with what each changed',
  request: { query: s.pageQuery },
  responses: { 200: answers(s.page(s.priceBookEntry), 'Price books'), ...refusals },
})
export const previewPriceBook = createRoute({
  ...needsBook(),
  method: 'post',
  path: '/price-books/preview',
  operationId: 'previewPriceBook',
  tags: ['Price books'],
  summary: 'What a book would change, and the last 30 days of this workspace under it; publishes nothing',
  request: takes(s.priceBookPreviewRequest),
  responses: { 200: answers(s.priceBookPreview, 'Preview'), ...refusals },
})
export const publishPriceBook = createRoute({
  ...needsBook(),
  method: 'post',
  path: '/price-books',
  operationId: 'publishPriceBook',
  tags: ['Price books'],
  summary: 'Publish a book; it takes force at its "effective" and never changes',
  request: takes(s.publishRequest),
  responses: { 201: answers(s.priceBookEntry, 'Published'), ...refusals },
})
export const readPublishedBook = createRoute({
  ...needs('workspace.read'),
  method: 'get',
  path: '/price-books/{digest}',
  operationId: 'readPublishedBook',
  tags: ['Price books'],
  summary: 'A published book, whole',
  request: { params: z.object({ digest: z.string().max(100) }) },
  responses: { 200: answers(s.priceBookDocument, 'Book and digest'), ...refusals },
})

// ---- shared estimates
export const shareEstimate = createRoute({
  ...needs('estimate.share'),
  method: 'post',
  path: '/estimates/shared',
  operationId: 'shareEstimate',
  tags: ['Estimate'],
  summary: 'Keep an estimate as a link: inputs, lines, book and date',
  request: takes(s.shareRequest),
  responses: { 201: answers(s.sharedEstimate, 'Shared estimate'), ...refusals },
})
export const listSharedEstimates = createRoute({
  ...needs('estimate'),
  method: 'get',
  path: '/shared-estimates',
  operationId: 'listSharedEstimates',
  tags: ['Estimate'],
  summary: 'Estimates this workspace has shared, newest first',
  request: { query: s.pageQuery },
  responses: { 200: answers(s.page(s.sharedEstimateEntry), 'Shared estimates'), ...refusals },
})
export const readSharedEstimate = createRoute({
  ...open,
  method: 'get',
  path: '/shared-estimates/{id}',
  operationId: 'readSharedEstimate',
  tags: ['Estimate'],
  summary: 'A shared estimate, beside its price today; for members, and for anyone with the link where the workspace allows it',
  request: { params: idParam },
  responses: { 200: answers(s.sharedEstimate, 'Shared estimate'), ...refusals },
})
export const revokeSharedEstimate = createRoute({
  ...needs('estimate.share'),
  method: 'delete',
  path: '/shared-estimates/{id}',
  operationId: 'revokeSharedEstimate',
  tags: ['Estimate'],
  summary: 'Withdraw the link',
  request: { params: idParam },
  responses: { 204: { description: 'Withdrawn' }, ...refusals },
})
export const quoteSharedEstimate = createRoute({
  ...needs('spend'),
  method: 'post',
  path: '/shared-estimates/{id}/quote',
  operationId: 'quoteSharedEstimate',
  tags: ['Quote'],
  summary: 'Quote a shared estimate at the prices of today, once its files are uploaded',
  request: { params: idParam, ...takes(s.sharedQuoteRequest) },
  responses: { 201: answers(s.quote, 'Quote'), ...refusals },
})
export const readWorkspaceSettings = createRoute({
  ...needs('workspace.read'),
  method: 'get',
  path: '/workspace/settings',
  operationId: 'readWorkspaceSettings',
  tags: ['Team'],
  summary: 'Settings of the workspace',
  responses: { 200: answers(s.workspaceSettings, 'Settings'), ...refusals },
})
export const changeWorkspaceSettings = createRoute({
  ...needs('workspace.settings'),
  method: 'patch',
  path: '/workspace/settings',
  operationId: 'changeWorkspaceSettings',
  tags: ['Team'],
  summary: 'Change settings of the workspace',
  request: takes(s.workspaceSettingsChange),
  responses: { 200: answers(s.workspaceSettings, 'Settings'), ...refusals },
})

// ---- elsewhere
export const estimateElsewhere = createRoute({
  ...needs('estimate'),
  method: 'post',
  path: '/estimates/elsewhere',
  operationId: 'estimateElsewhere',
  tags: ['Estimate'],
  summary: 'What the same job costs at other vendors, by their published prices',
  request: takes(s.estimateRequest),
  responses: { 200: answers(s.elsewhere, 'Prices elsewhere'), ...refusals },
})
