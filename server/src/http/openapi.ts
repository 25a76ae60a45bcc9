// The API's own description: openapi.json, generated from the routes, committed at the root and compared by a test. The SDK's types come from it.
import { OpenAPIHono } from '@hono/zod-openapi'
import type { App, Env } from './route.ts'
import * as routes from './routes/definitions.ts'

const description = {
  openapi: '3.1.0',
  info: {
    title: 'Keter Studio',
    version: '1',
    description:
      'Know what an AI edit costs before it runs; pay that, or less. Amounts are decimal strings of credits. Every refusal is a Problem with a stable code. Files are uploaded by tus at /uploads (Upload-Metadata: filename, project); the last answer carries the header Keter-Asset.',
  },
  servers: [{ url: '/api/v1' }],
}

export function describeApi(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer', description: 'An API key.' })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'keter.session_token' })
  app.doc31('/openapi.json', description)
}

/** The document without a studio behind it. */
export function openApiDocument(): unknown {
  const app = new OpenAPIHono<Env>()
  describeApi(app)
  for (const route of Object.values(routes)) app.openapi(route as never, (() => {}) as never)
  return app.getOpenAPI31Document(description)
}
