// Model packs: listed, installed, removed.
import { problemOf, Refusal } from '@keter/core'
import type { z } from '@hono/zod-openapi'
import type { modelPack } from '@keter/core/schemas'
import type { ModelState } from '../../models/models.ts'
import type { Studio } from '../../studio.ts'
import type { App } from '../route.ts'
import * as routes from './definitions.ts'

export function modelRoutes(app: App, { models, log }: Studio): void {
  app.openapi(routes.listModels, async (c) => {
    const states = await models.list()
    const usedBytes = states.filter(({ state }) => state === 'installed').reduce((sum, { installedBytes }) => sum + installedBytes, 0)
    return c.json({ items: states.map(shape), usedBytes }, 200)
  })
  app.openapi(routes.installModel, async (c) => {
    const { id } = c.req.valid('param')
    await models.read(id) // refused before it begins
    models.install(id).catch((error: unknown) => {
      if (!(error instanceof Refusal)) log.error({ pack: id, error: String(error) }, 'a model pack could not be installed')
    })
    return c.json(shape(await models.read(id)), 202)
  })
  app.openapi(routes.removeModel, async (c) => {
    const { id } = c.req.valid('param')
    await models.remove(id)
    return c.json(shape(await models.read(id)), 200)
  })
}

function shape({ pack, state, progress, problem, installedBytes }: ModelState): z.infer<typeof modelPack> {
  const { id, title, purpose, tools, package: source, licence, downloadBytes, outputs } = pack
  const files = Object.entries(outputs).map(([name, { bytes, sha256 }]) => ({ name, bytes, sha256 }))
  const inWords = problem && problemOf(problem)
  return { id, title, purpose, tools: [...tools], state, progress, problem: inWords, package: source, licence, downloadBytes, installedBytes, files }
}
