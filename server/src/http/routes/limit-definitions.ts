// The routes of limits; part of the list in definitions.ts.
import { createRoute, z } from '@hono/zod-openapi'
import * as s from '@keter/core/schemas'
import { answers, idParam, needs, refusals, takes } from '../route.ts'

const limits = z.object({ items: s.list(s.limit) })

export const listLimits = createRoute({
  ...needs('estimate'),
  method: 'get',
  path: '/limits',
  operationId: 'listLimits',
  tags: ['Credits'],
  summary: 'Limits on spending, and what is left of each',
  request: {
    query: z.object({
      mine: z.enum(['1']).optional().meta({ description: "Only those that the caller's next run falls under." }),
      project: z.string().max(100).optional().meta({ description: 'With mine: in this project.' }),
    }),
  },
  responses: {
    200: answers(limits, 'Limits; of one for each member, project or key, a row for itself and one for everybody who used it in this period'),
    ...refusals,
  },
})
export const setLimit = createRoute({
  ...needs('limit.set'),
  method: 'post',
  path: '/limits',
  operationId: 'setLimit',
  tags: ['Credits'],
  summary: 'Make a limit, or change the maximum of the one of the same scope, subject, period and mode',
  request: takes(s.limitRequest),
  responses: { 201: answers(limits, 'All limits'), ...refusals },
})
export const removeLimit = createRoute({
  ...needs('limit.set'),
  method: 'delete',
  path: '/limits/{id}',
  operationId: 'removeLimit',
  tags: ['Credits'],
  summary: 'Remove a limit',
  request: { params: idParam },
  responses: { 204: { description: 'Removed' }, ...refusals },
})
export const simulateLimit = createRoute({
  ...needs('limit.set'),
  method: 'post',
  path: '/limits/simulate',
  operationId: 'simulateLimit',
  tags: ['Credits'],
  summary: 'What a limit would have stopped in the last days; changes nothing',
  request: takes(s.simulateLimitRequest),
  responses: { 200: answers(s.limitSimulation, 'What it would have stopped'), ...refusals },
})
