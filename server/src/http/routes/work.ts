// Estimate, quote, run, verdict.
import { makeEstimate } from '../../quotes/estimate.ts'
import { makeQuote, readQuote } from '../../quotes/make-quote.ts'
import { acceptQuote } from '../../runs/accept-quote.ts'
import { giveVerdict } from '../../runs/give-verdict.ts'
import { listRuns, readRun } from '../../runs/read-run.ts'
import { cancelRun, endSeries } from '../../runs/stop-run.ts'
import type { Studio } from '../../studio.ts'
import { type App, keyOf, requireAction } from '../route.ts'
import { watchRun } from '../watch-run.ts'
import * as routes from './definitions.ts'

export function workRoutes(app: App, studio: Studio): void {
  app.openapi(routes.makeEstimate, async (c) => c.json(await makeEstimate(studio, c.get('caller'), c.req.valid('json')), 200))
  app.openapi(routes.makeQuote, async (c) => c.json(await makeQuote(studio, c.get('caller'), c.req.valid('json')), 201))
  app.openapi(routes.readQuote, async (c) => c.json(await readQuote(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.acceptQuote, async (c) => {
    const key = keyOf(c.req.valid('header'))
    const run = await acceptQuote(studio, c.get('caller'), c.req.valid('param').id, c.req.valid('json'), key)
    return c.json(await readRun(studio, c.get('caller'), run), 201)
  })
  app.openapi(routes.listRuns, async (c) => c.json(await listRuns(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.readRun, async (c) => c.json(await readRun(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.watchRun, async (c) => (await watchRun(studio, c, c.req.valid('param').id)) as never)
  app.openapi(routes.cancelRun, async (c) => {
    await cancelRun(studio, c.get('caller'), c.req.valid('param').id)
    return c.json(await readRun(studio, c.get('caller'), c.req.valid('param').id), 200)
  })
  app.openapi(routes.endRun, async (c) => {
    await endSeries(studio, c.get('caller'), c.req.valid('param').id)
    return c.json(await readRun(studio, c.get('caller'), c.req.valid('param').id), 200)
  })
  app.openapi(routes.giveVerdict, async (c) => {
    const verdict = c.req.valid('json')
    if (verdict.again) requireAction(c.get('caller').role, 'spend')
    const run = await giveVerdict(studio, c.get('caller'), c.req.valid('param').id, verdict, keyOf(c.req.valid('header')))
    return c.json(await readRun(studio, c.get('caller'), run), 200)
  })
}
