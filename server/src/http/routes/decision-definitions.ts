// The routes of requests and disputes; part of the list in definitions.ts.
import { createRoute, z } from '@hono/zod-openapi'
import * as s from '@keter/core/schemas'
import { answers, idempotency, idParam, needs, refusals, takes } from '../route.ts'

const mine = z.enum(['1']).optional().meta({ description: 'Only my own.' })
const request = (description: string) => answers(s.spendRequest, description)
const dispute = (description: string) => answers(s.dispute, description)

export const makeRequest = createRoute({
  ...needs('spend'),
  method: 'post',
  path: '/requests',
  operationId: 'makeRequest',
  tags: ['Requests'],
  summary: 'Ask for a quote to pass the limits that have to be asked for',
  request: { headers: idempotency, ...takes(s.requestRequest) },
  responses: { 201: request('Request'), ...refusals },
})
export const listRequests = createRoute({
  ...needs('project.read'),
  method: 'get',
  path: '/requests',
  operationId: 'listRequests',
  tags: ['Requests'],
  summary: 'Requests, newest first',
  request: { query: s.pageQuery.extend({ state: s.requestState.optional(), mine }) },
  responses: { 200: answers(s.page(s.spendRequest), 'Requests'), ...refusals },
})
export const readRequest = createRoute({
  ...needs('project.read'),
  method: 'get',
  path: '/requests/{id}',
  operationId: 'readRequest',
  tags: ['Requests'],
  summary: 'A request',
  request: { params: idParam },
  responses: { 200: request('Request'), ...refusals },
})
export const approveRequest = createRoute({
  ...needs('request.decide'),
  method: 'post',
  path: '/requests/{id}/approve',
  operationId: 'approveRequest',
  tags: ['Requests'],
  summary: 'Let it pass: its quote is accepted at once, as the one who asked',
  request: { params: idParam, ...takes(s.decisionNote) },
  responses: { 200: request('Approved, with its run'), ...refusals },
})
export const declineRequest = createRoute({
  ...needs('request.decide'),
  method: 'post',
  path: '/requests/{id}/decline',
  operationId: 'declineRequest',
  tags: ['Requests'],
  summary: 'Do not let it pass',
  request: { params: idParam, ...takes(s.decisionNote) },
  responses: { 200: request('Declined'), ...refusals },
})
export const withdrawRequest = createRoute({
  ...needs('spend'),
  method: 'post',
  path: '/requests/{id}/withdraw',
  operationId: 'withdrawRequest',
  tags: ['Requests'],
  summary: 'Take back your own request',
  request: { params: idParam },
  responses: { 200: request('Withdrawn'), ...refusals },
})

export const openDispute = createRoute({
  ...needs('verdict'),
  method: 'post',
  path: '/disputes',
  operationId: 'openDispute',
  tags: ['Disputes'],
  summary: 'Dispute a charge: evidence is collected, the rules look at it, and otherwise a person decides',
  request: { headers: idempotency, ...takes(s.disputeRequest) },
  responses: { 201: dispute('Dispute'), ...refusals },
})
export const listDisputes = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/disputes',
  operationId: 'listDisputes',
  tags: ['Disputes'],
  summary: 'Disputes, newest first',
  request: { query: s.pageQuery.extend({ state: s.disputeState.optional(), mine }) },
  responses: { 200: answers(s.page(s.dispute), 'Disputes'), ...refusals },
})
export const disputeStatistics = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/disputes/statistics',
  operationId: 'disputeStatistics',
  tags: ['Disputes'],
  summary: 'What became of the disputes of the last days',
  request: { query: z.object({ days: z.coerce.number().int().min(1).max(400).default(90) }) },
  responses: { 200: answers(s.disputeStatistics, 'Figures'), ...refusals },
})
export const readDispute = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/disputes/{id}',
  operationId: 'readDispute',
  tags: ['Disputes'],
  summary: 'A dispute with its evidence',
  request: { params: idParam },
  responses: { 200: dispute('Dispute'), ...refusals },
})
export const decideDispute = createRoute({
  ...needs('dispute.decide'),
  method: 'post',
  path: '/disputes/{id}/decide',
  operationId: 'decideDispute',
  tags: ['Disputes'],
  summary: 'Give back what was charged, or some of it, or nothing',
  request: { params: idParam, ...takes(s.disputeDecision) },
  responses: { 200: dispute('Decided'), ...refusals },
})
export const withdrawDispute = createRoute({
  ...needs('verdict'),
  method: 'post',
  path: '/disputes/{id}/withdraw',
  operationId: 'withdrawDispute',
  tags: ['Disputes'],
  summary: 'Take back your own dispute',
  request: { params: idParam },
  responses: { 200: dispute('Withdrawn'), ...refusals },
})
