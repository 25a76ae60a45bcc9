// Limits on spending: what there are, what is left of each, and what one would have stopped.
import { listLimits, removeLimit, setLimit, simulateLimit } from '../../limits/limits.ts'
import type { Studio } from '../../studio.ts'
import type { App } from '../route.ts'
import * as routes from './definitions.ts'

export function limitRoutes(app: App, studio: Studio): void {
  app.openapi(routes.listLimits, async (c) => {
    const { mine, project } = c.req.valid('query')
    return c.json(await listLimits(studio, c.get('caller'), { mine: mine === '1', project }), 200)
  })
  app.openapi(routes.setLimit, async (c) => {
    await setLimit(studio, c.get('caller'), c.req.valid('json'))
    return c.json(await listLimits(studio, c.get('caller'), {}), 201)
  })
  app.openapi(routes.simulateLimit, async (c) => c.json(await simulateLimit(studio, c.get('caller'), c.req.valid('json')), 200))
  app.openapi(routes.removeLimit, async (c) => {
    await removeLimit(studio, c.get('caller'), c.req.valid('param').id)
    return c.body(null, 204)
  })
}
