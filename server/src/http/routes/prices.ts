// Price books, shared estimates, prices elsewhere, and the settings of a workspace.
import { listBooks, readBook } from '../../publishing/history.ts'
import { previewBook } from '../../publishing/preview.ts'
import { publishBook } from '../../publishing/publish.ts'
import { estimateElsewhere } from '../../quotes/elsewhere.ts'
import { listShared } from '../../shared-estimates/list-shared.ts'
import { quoteShared } from '../../shared-estimates/quote-shared.ts'
import { readShared } from '../../shared-estimates/read-shared.ts'
import { revokeShared, shareEstimate } from '../../shared-estimates/share.ts'
import type { Studio } from '../../studio.ts'
import { changeSettings, readSettings } from '../../workspaces/settings.ts'
import type { App } from '../route.ts'
import * as routes from './definitions.ts'

export function priceRoutes(app: App, studio: Studio): void {
  app.openapi(routes.listPriceBooks, async (c) => c.json(await listBooks(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.previewPriceBook, async (c) => c.json(await previewBook(studio, c.get('caller'), c.req.valid('json').document), 200))
  app.openapi(routes.publishPriceBook, async (c) => c.json(await publishBook(studio, c.get('caller'), c.req.valid('json')), 201))
  app.openapi(routes.readPublishedBook, async (c) => c.json(await readBook(studio, c.req.valid('param').digest), 200))

  app.openapi(routes.shareEstimate, async (c) => {
    const id = await shareEstimate(studio, c.get('caller'), c.req.valid('json'))
    return c.json(await readShared(studio, c.get('caller'), id), 201)
  })
  app.openapi(routes.listSharedEstimates, async (c) => c.json(await listShared(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.readSharedEstimate, async (c) => {
    const shared = await readShared(studio, c.get('caller') ?? null, c.req.valid('param').id)
    // Whoever has the link may read it; no search engine and no cache between has any business with it.
    return c.json(shared, 200, { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
  })
  app.openapi(routes.revokeSharedEstimate, async (c) => {
    await revokeShared(studio, c.get('caller'), c.req.valid('param').id)
    return c.body(null, 204)
  })
  app.openapi(routes.quoteSharedEstimate, async (c) => {
    const quote = await quoteShared(studio, c.get('caller'), c.req.valid('param').id, c.req.valid('json'))
    return c.json(quote, 201)
  })
  app.openapi(routes.readWorkspaceSettings, async (c) => c.json(await readSettings(studio, c.get('caller')), 200))
  app.openapi(routes.changeWorkspaceSettings, async (c) => c.json(await changeSettings(studio, c.get('caller'), c.req.valid('json')), 200))

  app.openapi(routes.estimateElsewhere, async (c) => c.json(await estimateElsewhere(studio, c.get('caller'), c.req.valid('json')), 200))
}
