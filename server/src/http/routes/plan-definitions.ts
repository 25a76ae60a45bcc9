// The routes of plans; part of the list in definitions.ts.
import { createRoute } from '@hono/zod-openapi'
import * as s from '@keter/core/schemas'
import { answers, idempotency, needs, refusals, takes } from '../route.ts'

export const readPlan = createRoute({
  ...needs('estimate'),
  method: 'get',
  path: '/plan',
  operationId: 'readPlan',
  tags: ['Plans'],
  summary: 'The plan, its period, what else is offered, and when the credits run out',
  responses: { 200: answers(s.plan, 'Plan'), ...refusals },
})
export const previewPlan = createRoute({
  ...needs('plan.change'),
  method: 'post',
  path: '/plan/preview',
  operationId: 'previewPlan',
  tags: ['Plans'],
  summary: 'What a change of plan would come to; changes nothing',
  request: takes(s.planChangeRequest),
  responses: { 200: answers(s.planPreview, 'What it would come to'), ...refusals },
})
export const changePlan = createRoute({
  ...needs('plan.change'),
  method: 'post',
  path: '/plan/change',
  operationId: 'changePlan',
  tags: ['Plans'],
  summary: 'Change the plan, now or at the end of the period',
  request: { headers: idempotency, ...takes(s.planChangeRequest) },
  responses: { 200: answers(s.planChange, 'The change'), ...refusals },
})
export const cancelPlanChange = createRoute({
  ...needs('plan.change'),
  method: 'delete',
  path: '/plan/change',
  operationId: 'cancelPlanChange',
  tags: ['Plans'],
  summary: 'Take back a change that has not taken effect',
  responses: { 204: { description: 'Taken back' }, ...refusals },
})
export const advisePlan = createRoute({
  ...needs('charge.read'),
  method: 'get',
  path: '/plan/advice',
  operationId: 'advisePlan',
  tags: ['Plans'],
  summary: 'Which plan would have been the cheapest for the last 90 days; it may be a smaller one',
  responses: { 200: answers(s.planAdvice, 'Advice'), ...refusals },
})
