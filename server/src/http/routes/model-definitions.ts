// The routes of model packs; part of the list in definitions.ts.
import { createRoute } from '@hono/zod-openapi'
import * as s from '@keter/core/schemas'
import { answers, idParam, needs, refusals } from '../route.ts'

export const listModels = createRoute({
  ...needs('workspace.read'),
  method: 'get',
  path: '/models',
  operationId: 'listModels',
  tags: ['Models'],
  summary: 'Model packs: what is installed, what can be, its size and licence',
  responses: { 200: answers(s.modelPacks, 'Model packs'), ...refusals },
})
export const installModel = createRoute({
  ...needs('model.manage'),
  method: 'post',
  path: '/models/{id}/install',
  operationId: 'installModel',
  tags: ['Models'],
  summary: 'Begin to install a model pack; it is installed when its state says so',
  request: { params: idParam },
  responses: { 202: answers(s.modelPack, 'The pack'), ...refusals },
})
export const removeModel = createRoute({
  ...needs('model.manage'),
  method: 'delete',
  path: '/models/{id}',
  operationId: 'removeModel',
  tags: ['Models'],
  summary: 'Remove a model pack from the disk',
  request: { params: idParam },
  responses: { 200: answers(s.modelPack, 'The pack'), ...refusals },
})
