// The routes of purchases; part of the list in definitions.ts.
import { createRoute, z } from '@hono/zod-openapi'
import * as s from '@keter/core/schemas'
import { answers, bytes, idempotency, idParam, needs, open, refusals, takes } from '../route.ts'

export const buyPack = createRoute({
  ...needs('credit.buy'),
  method: 'post',
  path: '/purchases',
  operationId: 'buyPack',
  tags: ['Purchases'],
  summary: 'Buy a pack of credits: the answer says where it is paid',
  request: { headers: idempotency, ...takes(s.purchaseRequest) },
  responses: { 201: answers(s.purchase, 'Purchase'), ...refusals },
})
export const recordPurchase = createRoute({
  ...needs('credit.grant'),
  method: 'post',
  path: '/purchases/recorded',
  operationId: 'recordPurchase',
  tags: ['Purchases'],
  summary: 'Record credits that were paid elsewhere: they are granted at once',
  request: { headers: idempotency, ...takes(s.purchaseRecord) },
  responses: { 201: answers(s.purchase, 'Purchase'), ...refusals },
})
export const listPurchases = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/purchases',
  operationId: 'listPurchases',
  tags: ['Purchases'],
  summary: 'Purchases, newest first',
  request: { query: s.pageQuery },
  responses: { 200: answers(s.page(s.purchase), 'Purchases'), ...refusals },
})
export const readPurchase = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/purchases/{id}',
  operationId: 'readPurchase',
  tags: ['Purchases'],
  summary: 'A purchase',
  request: { params: idParam },
  responses: { 200: answers(s.purchase, 'Purchase'), ...refusals },
})
export const readInvoice = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/purchases/{id}/invoice',
  operationId: 'readInvoice',
  tags: ['Purchases'],
  summary: 'The invoice of a paid purchase, as PDF',
  request: { params: idParam },
  responses: { 200: bytes, ...refusals },
})
export const statementPdf = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/charges/statement/pdf',
  operationId: 'statementPdf',
  tags: ['Credits'],
  summary: 'The statement of a period, as PDF',
  request: { query: z.object({ from: z.string().max(40), until: z.string().max(40) }) },
  responses: { 200: bytes, ...refusals },
})
export const paymentEvent = createRoute({
  ...open,
  method: 'post',
  path: '/payments/stripe',
  operationId: 'paymentEvent',
  tags: ['Purchases'],
  summary: 'For Stripe alone: events, signed with the webhook secret',
  responses: { 200: answers(z.object({ changed: z.boolean() }), 'Taken'), ...refusals },
})
