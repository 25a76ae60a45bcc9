// Holds every answer against the route's own definition: zod-openapi checks responses only as types.
import { problem } from '@keter/core/schemas'
import type { z } from 'zod'
import * as definitions from '../src/http/routes/definitions.ts'

interface Definition {
  readonly method: string
  readonly path: string
  readonly responses: Record<string, { content?: Record<string, { schema: z.ZodType }> }>
}

export const routes = Object.values(definitions) as unknown as readonly (Definition & { 'x-action': string; operationId: string })[]

export function checkAnswer(method: string, path: string, status: number, contentType: string, body: unknown): void {
  const plainPath = path.replace(/\?.*/, '')
  const route = routes.find((one) => one.method === method.toLowerCase() && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(plainPath))
  if (!route) return
  const schema = status >= 400 ? problem : route.responses[status]?.content?.['application/json']?.schema
  if (status >= 400 && !contentType.startsWith('application/problem+json')) throw new Error(`${method} ${path} refused with ${contentType}`)
  if (status < 400 && !route.responses[status]) throw new Error(`${method} ${path} answered ${status}, which its definition does not name`)
  const checked = schema?.safeParse(body)
  if (checked && !checked.success) throw new Error(`${method} ${path} answered ${status} with a body that is not as defined: ${checked.error.message}`)
}
