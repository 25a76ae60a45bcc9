// The routes of exports, statements and costs; part of the list in definitions.ts.
import { createRoute, z } from '@hono/zod-openapi'
import * as s from '@keter/core/schemas'
import { answers, needs, refusals } from '../route.ts'

export const exportCharges = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/charges/export',
  operationId: 'exportCharges',
  tags: ['Credits'],
  summary: 'The charge history as a file: exactly what the filters let through',
  request: {
    query: s.chargesFilter.extend({
      format: z.enum(['csv', 'json', 'focus']).default('csv').meta({ description: 'focus: FOCUS 1.3, charges and refunds in money.' }),
    }),
  },
  responses: { 200: { description: 'The file', content: { 'text/csv': { schema: z.string() } } }, ...refusals },
})
export const readStatement = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/charges/statement',
  operationId: 'readStatement',
  tags: ['Credits'],
  summary: 'The statement of a period: opening balance, what moved, closing balance',
  request: { query: z.object({ from: z.string().max(40), until: z.string().max(40) }) },
  responses: { 200: answers(s.statement, 'Statement'), ...refusals },
})
export const readCosts = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/charges/costs',
  operationId: 'readCosts',
  tags: ['Credits'],
  summary: 'What work has cost, by project, client, member, key, tool or month: first tries, retries and refunds apart. Of the last 90 days, or of at most 400',
  request: { query: s.chargesFilter.omit({ kind: true }).extend({ by: s.costs.shape.by.default('project') }) },
  responses: { 200: answers(s.costs, 'Costs'), ...refusals },
})
