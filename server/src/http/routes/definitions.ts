// Every route of /api/v1 in one list: method, path, who may call it, what goes in and comes out. openapi.json is generated from it.
import { createRoute, z } from '@hono/zod-openapi'
import * as s from '@keter/core/schemas'
import { answers, bytes, idempotency, idParam, needs, open, refusals, takes } from '../route.ts'

export * from './backup-definitions.ts'
export * from './charge-definitions.ts'
export * from './decision-definitions.ts'
export * from './limit-definitions.ts'
export * from './model-definitions.ts'
export * from './plan-definitions.ts'
export * from './price-definitions.ts'
export * from './purchase-definitions.ts'

const pageOf = <Item extends z.ZodType>(item: Item, description: string) => answers(s.page(item), description)

// ---- the studio itself
export const readFirstRun = createRoute({
  ...open,
  method: 'get',
  path: '/first-run',
  operationId: 'readFirstRun',
  tags: ['Studio'],
  summary: 'Whether the owner account is still to be made',
  responses: { 200: answers(s.firstRunState, 'State'), ...refusals },
})
export const firstRun = createRoute({
  ...open,
  method: 'post',
  path: '/first-run',
  operationId: 'firstRun',
  tags: ['Studio'],
  summary: 'Make the owner account, with the token the terminal printed',
  request: takes(s.firstRunRequest),
  responses: { 201: answers(s.me, 'Signed in as owner'), ...refusals },
})
export const readMe = createRoute({
  ...needs('workspace.read'),
  method: 'get',
  path: '/me',
  operationId: 'readMe',
  tags: ['Studio'],
  summary: 'Who is asking, in which workspace, with what role',
  responses: { 200: answers(s.me, 'The caller'), ...refusals },
})
export const listTools = createRoute({
  ...open,
  method: 'get',
  path: '/tools',
  operationId: 'listTools',
  tags: ['Tools'],
  summary: 'The tools, their qualities and options',
  responses: { 200: answers(z.object({ items: z.array(s.tool) }), 'Tools'), ...refusals },
})
export const readPriceBook = createRoute({
  ...open,
  method: 'get',
  path: '/price-book',
  operationId: 'readPriceBook',
  tags: ['Tools'],
  summary: 'The price book in force',
  responses: { 200: answers(s.priceBookDocument, 'Book and digest'), ...refusals },
})

// ---- estimate and quote
export const makeEstimate = createRoute({
  ...needs('estimate'),
  method: 'post',
  path: '/estimates',
  operationId: 'makeEstimate',
  tags: ['Estimate'],
  summary: 'What an edit will cost; stores nothing, binds nobody',
  request: takes(s.estimateRequest),
  responses: { 200: answers(s.estimate, 'Estimate'), ...refusals },
})
export const makeQuote = createRoute({
  ...needs('quote'),
  method: 'post',
  path: '/quotes',
  operationId: 'makeQuote',
  tags: ['Quote'],
  summary: 'A price that binds, for uploaded sources',
  request: takes(s.quoteRequest),
  responses: { 201: answers(s.quote, 'Quote'), ...refusals },
})
export const readQuote = createRoute({
  ...needs('estimate'),
  method: 'get',
  path: '/quotes/{id}',
  operationId: 'readQuote',
  tags: ['Quote'],
  summary: 'A quote',
  request: { params: idParam },
  responses: { 200: answers(s.quote, 'Quote'), ...refusals },
})
export const acceptQuote = createRoute({
  ...needs('spend'),
  method: 'post',
  path: '/quotes/{id}/accept',
  operationId: 'acceptQuote',
  tags: ['Quote'],
  summary: 'Hold the credits and start the run',
  request: { params: idParam, headers: idempotency, ...takes(s.acceptRequest) },
  responses: { 201: answers(s.run, 'Run'), ...refusals },
})

// ---- projects and assets
export const listProjects = createRoute({
  ...needs('project.read'),
  method: 'get',
  path: '/projects',
  operationId: 'listProjects',
  tags: ['Projects'],
  summary: 'Projects, newest first',
  request: { query: s.pageQuery },
  responses: { 200: pageOf(s.project, 'Projects'), ...refusals },
})
export const makeProject = createRoute({
  ...needs('project.write'),
  method: 'post',
  path: '/projects',
  operationId: 'makeProject',
  tags: ['Projects'],
  summary: 'Make a project',
  request: takes(s.projectRequest),
  responses: { 201: answers(s.project, 'Project'), ...refusals },
})
export const readProject = createRoute({
  ...needs('project.read'),
  method: 'get',
  path: '/projects/{id}',
  operationId: 'readProject',
  tags: ['Projects'],
  summary: 'A project',
  request: { params: idParam },
  responses: { 200: answers(s.project, 'Project'), ...refusals },
})
export const changeProject = createRoute({
  ...needs('project.write'),
  method: 'patch',
  path: '/projects/{id}',
  operationId: 'changeProject',
  tags: ['Projects'],
  summary: 'Rename a project, write its brief',
  request: { params: idParam, ...takes(s.projectChange) },
  responses: { 200: answers(s.project, 'Project'), ...refusals },
})
export const listAssets = createRoute({
  ...needs('asset.read'),
  method: 'get',
  path: '/projects/{id}/assets',
  operationId: 'listAssets',
  tags: ['Assets'],
  summary: 'Assets of a project, newest first',
  request: { params: idParam, query: s.pageQuery },
  responses: { 200: pageOf(s.asset, 'Assets'), ...refusals },
})
export const readAsset = createRoute({
  ...needs('asset.read'),
  method: 'get',
  path: '/assets/{id}',
  operationId: 'readAsset',
  tags: ['Assets'],
  summary: 'An asset',
  request: { params: idParam },
  responses: { 200: answers(s.asset, 'Asset'), ...refusals },
})
export const listVersions = createRoute({
  ...needs('asset.read'),
  method: 'get',
  path: '/assets/{id}/versions',
  operationId: 'listVersions',
  tags: ['Assets'],
  summary: 'Versions of an asset, newest first',
  request: { params: idParam, query: s.pageQuery },
  responses: { 200: pageOf(s.version, 'Versions'), ...refusals },
})
export const readContent = createRoute({
  ...needs('asset.read'),
  method: 'get',
  path: '/versions/{id}/content',
  operationId: 'readContent',
  tags: ['Assets'],
  summary: 'The bytes of a version, or the part that a Range header asks for',
  request: { params: idParam, query: z.object({ download: z.enum(['1']).optional() }) },
  responses: { 200: bytes, 206: bytes, ...refusals },
})
export const readPreview = createRoute({
  ...needs('asset.read'),
  method: 'get',
  path: '/versions/{id}/preview',
  operationId: 'readPreview',
  tags: ['Assets'],
  summary: 'A small WebP of a version',
  request: { params: idParam, query: z.object({ edge: z.coerce.number().int().min(32).max(2048).default(320) }) },
  responses: { 200: bytes, ...refusals },
})

// ---- runs and iterations
export const listRuns = createRoute({
  ...needs('project.read'),
  method: 'get',
  path: '/runs',
  operationId: 'listRuns',
  tags: ['Runs'],
  summary: 'Runs, newest first',
  request: { query: s.pageQuery.extend({ project: z.string().max(100).optional(), state: z.enum(['running', 'waiting', 'ended']).optional() }) },
  responses: { 200: pageOf(s.run, 'Runs'), ...refusals },
})
export const readRun = createRoute({
  ...needs('project.read'),
  method: 'get',
  path: '/runs/{id}',
  operationId: 'readRun',
  tags: ['Runs'],
  summary: 'A run with its iterations',
  request: { params: idParam },
  responses: { 200: answers(s.run, 'Run'), ...refusals },
})
export const watchRun = createRoute({
  ...needs('project.read'),
  method: 'get',
  path: '/runs/{id}/events',
  operationId: 'watchRun',
  tags: ['Runs'],
  summary: 'Progress as server-sent events: "run" (a Run) on each change of state, "progress" ({iteration, progress, eta}) between',
  request: { params: idParam },
  responses: { 200: { description: 'text/event-stream', content: { 'text/event-stream': { schema: z.string() } } }, ...refusals },
})
export const cancelRun = createRoute({
  ...needs('spend'),
  method: 'post',
  path: '/runs/{id}/cancel',
  operationId: 'cancelRun',
  tags: ['Runs'],
  summary: 'Stop what runs, return what is held',
  request: { params: idParam },
  responses: { 200: answers(s.run, 'Run'), ...refusals },
})
export const endRun = createRoute({
  ...needs('spend'),
  method: 'post',
  path: '/runs/{id}/end',
  operationId: 'endRun',
  tags: ['Runs'],
  summary: 'No more attempts: return what is still held',
  request: { params: idParam },
  responses: { 200: answers(s.run, 'Run'), ...refusals },
})
export const giveVerdict = createRoute({
  ...needs('verdict'),
  method: 'post',
  path: '/iterations/{id}/verdict',
  operationId: 'giveVerdict',
  tags: ['Runs'],
  summary: 'Keep a result, or reject it and try again under the same quote',
  request: { params: idParam, headers: idempotency, ...takes(s.verdictRequest) },
  responses: { 200: answers(s.run, 'Run'), ...refusals },
})

// ---- money
export const readBalance = createRoute({
  ...needs('estimate'),
  method: 'get',
  path: '/balance',
  operationId: 'readBalance',
  tags: ['Credits'],
  summary: 'Available and held',
  responses: { 200: answers(s.balance, 'Balance'), ...refusals },
})
export const listCharges = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/charges',
  operationId: 'listCharges',
  tags: ['Credits'],
  summary: 'Charge history: every movement, newest first. With several filters a page may hold fewer rows than asked; go on while there is a next one',
  request: {
    query: s.pageQuery.extend(s.chargesFilter.shape),
  },
  responses: { 200: pageOf(s.movement, 'Movements'), ...refusals },
})
export const readReceipt = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/receipts/{id}',
  operationId: 'readReceipt',
  tags: ['Credits'],
  summary: 'A receipt: quoted, held, charged, returned, and why',
  request: { params: idParam },
  responses: { 200: answers(s.receipt, 'Receipt'), ...refusals },
})
export const exportLedger = createRoute({
  ...needs('ledger.verify'),
  method: 'get',
  path: '/ledger/export',
  operationId: 'exportLedger',
  tags: ['Credits'],
  summary: 'Every ledger entry of the workspace as JSON lines, to be verified anywhere',
  responses: { 200: { description: 'JSON lines', content: { 'application/x-ndjson': { schema: z.string() } } }, ...refusals },
})
export const verifyLedger = createRoute({
  ...needs('ledger.verify'),
  method: 'get',
  path: '/ledger/verification',
  operationId: 'verifyLedger',
  tags: ['Credits'],
  summary: 'Recompute every balance and the hash chain from the entries',
  responses: { 200: answers(s.verification, 'Report'), ...refusals },
})

// ---- people and keys
export const listMembers = createRoute({
  ...needs('member.read'),
  method: 'get',
  path: '/members',
  operationId: 'listMembers',
  tags: ['Team'],
  summary: 'Members of the workspace',
  responses: { 200: answers(z.object({ items: z.array(s.member) }), 'Members'), ...refusals },
})
export const listKeys = createRoute({
  ...needs('key.read'),
  method: 'get',
  path: '/keys',
  operationId: 'listKeys',
  tags: ['Team'],
  summary: 'API keys',
  responses: { 200: answers(z.object({ items: z.array(s.apiKey) }), 'Keys'), ...refusals },
})
export const makeKey = createRoute({
  ...needs('key.manage'),
  method: 'post',
  path: '/keys',
  operationId: 'makeKey',
  tags: ['Team'],
  summary: 'Make an API key; it is shown once',
  request: takes(s.apiKeyRequest),
  responses: { 201: answers(s.apiKeyMade, 'Key'), ...refusals },
})
export const removeKey = createRoute({
  ...needs('key.manage'),
  method: 'delete',
  path: '/keys/{id}',
  operationId: 'removeKey',
  tags: ['Team'],
  summary: 'Remove an API key',
  request: { params: idParam },
  responses: { 204: { description: 'Gone' }, ...refusals },
})
