// The HTTP application: doors, then who is asking, then the routes of /api/v1, then the pages.
import { randomUUID } from 'node:crypto'
import { OpenAPIHono } from '@hono/zod-openapi'
import { Refusal } from '@keter/core'
import { openPaths } from '../accounts/auth.ts'
import type { Studio } from '../studio.ts'
import type { FirstRun } from '../workspaces/first-run.ts'
import { checkDoors, type Doors } from './doors.ts'
import { answerError, answerMalformed, answerRefusal } from './errors.ts'
import { describeApi } from './openapi.ts'
import { pages } from './pages.ts'
import type { App, Caller, Env } from './route.ts'
import { decisionRoutes } from './routes/decisions.ts'
import { fileRoutes } from './routes/files.ts'
import { limitRoutes } from './routes/limits.ts'
import { modelRoutes } from './routes/models.ts'
import { moneyRoutes } from './routes/money.ts'
import { peopleRoutes } from './routes/people.ts'
import { planRoutes } from './routes/plans.ts'
import { priceRoutes } from './routes/prices.ts'
import { purchaseRoutes } from './routes/purchases.ts'
import { workRoutes } from './routes/work.ts'
import { securityHeaders } from './security-headers.ts'
import { createUploads } from './uploads.ts'

const newApp = (): App => new OpenAPIHono<Env>({ defaultHook: (result) => (result.success ? undefined : answerMalformed(result.error)) })

export interface AppOptions {
  readonly doors: Doors
  /** Data folder, for uploads in progress. */
  readonly folder: string
  readonly firstRun: FirstRun
  /** Where people reach the studio, for whoever sends them back to it. */
  readonly address?: string
  /** False while starting and stopping. */
  readonly ready: () => boolean
}

export function createApp(studio: Studio, options: AppOptions): App {
  const app = newApp()
  app.onError(answerError(studio.log))
  app.use(async (c, next) => {
    c.set('requestId', randomUUID())
    await next()
    c.header('x-request-id', c.get('requestId'))
  })
  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    if (!options.ready()) throw new Refusal('not_ready', 'The studio is starting or stopping.')
    await studio.database.run('select 1')
    return c.json({ ok: true, database: studio.database.kind, version: '0.1.0' })
  })
  app.use(checkDoors(options.doors))
  app.use(securityHeaders())
  app.on('POST', [...openPaths], (c) => studio.accounts.auth.handler(c.req.raw))
  app.route('/api/v1', api(studio, options))
  app.all('/api/*', (c) => answerRefusal('not_found', `There is no ${c.req.method} ${c.req.path}.`))
  pages(app)
  return app
}

function api(studio: Studio, { folder, firstRun, doors, address = doors.publicUrl ?? '' }: AppOptions): App {
  const app = newApp()
  const callers = new WeakMap<Request, Caller>()
  app.use(async (c, next) => {
    const caller = await studio.accounts.identify(c.req.raw.headers)
    if (caller) {
      c.set('caller', caller)
      callers.set(c.req.raw, caller)
    }
    await next()
  })
  describeApi(app)
  peopleRoutes(app, studio, firstRun)
  fileRoutes(app, studio)
  workRoutes(app, studio)
  moneyRoutes(app, studio)
  limitRoutes(app, studio)
  modelRoutes(app, studio)
  decisionRoutes(app, studio)
  planRoutes(app, studio)
  purchaseRoutes(app, studio, address)
  priceRoutes(app, studio)
  const uploads = createUploads(studio, folder, (request) => {
    const caller = callers.get(request)
    if (!caller) throw new Refusal('not_signed_in', 'Uploading needs a signed-in person or an API key.')
    return caller
  })
  app.all('/uploads', (c) => uploads.handle(c.req.raw))
  app.all('/uploads/*', (c) => uploads.handle(c.req.raw))
  return app
}
