// Plans: the one that is, a change of it, and advice.
import { adviseOnPlan } from '../../plans/advise.ts'
import { cancelChange, changePlan, previewChange } from '../../plans/change-plan.ts'
import { readPlan } from '../../plans/read-plan.ts'
import type { Studio } from '../../studio.ts'
import { type App, keyOf } from '../route.ts'
import * as routes from './definitions.ts'

export function planRoutes(app: App, studio: Studio): void {
  app.openapi(routes.readPlan, async (c) => c.json(await readPlan(studio, c.get('caller')), 200))
  app.openapi(routes.previewPlan, async (c) => c.json(await previewChange(studio, c.get('caller'), c.req.valid('json')), 200))
  app.openapi(routes.changePlan, async (c) => c.json(await changePlan(studio, c.get('caller'), c.req.valid('json'), keyOf(c.req.valid('header'))), 200))
  app.openapi(routes.cancelPlanChange, async (c) => {
    await cancelChange(studio, c.get('caller'))
    return c.body(null, 204)
  })
  app.openapi(routes.advisePlan, async (c) => c.json(await adviseOnPlan(studio, c.get('caller')), 200))
}
