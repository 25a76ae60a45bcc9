// The route of the backup; part of the list in definitions.ts.
import { createRoute } from '@hono/zod-openapi'
import { bytes, needs, refusals } from '../route.ts'

export const takeBackup = createRoute({
  ...needs('studio.backup'),
  method: 'get',
  path: '/backup',
  operationId: 'takeBackup',
  tags: ['Studio'],
  summary: 'Everything of the studio as one tar: tables as they were at one moment, and files. Only for an owner of the first workspace',
  responses: { 200: bytes, ...refusals },
})
