// What somebody asks and somebody else decides: requests to pass a limit, disputes about a charge.
import { decideDispute, withdrawDispute } from '../../disputes/decide-dispute.ts'
import { openDispute } from '../../disputes/open-dispute.ts'
import { disputeStatistics, listDisputes, readDispute } from '../../disputes/read-disputes.ts'
import { approveRequest, declineRequest, listRequests, makeRequest, readRequest, withdrawRequest } from '../../requests/requests.ts'
import type { Studio } from '../../studio.ts'
import { type App, keyOf } from '../route.ts'
import * as routes from './definitions.ts'

export function decisionRoutes(app: App, studio: Studio): void {
  app.openapi(routes.makeRequest, async (c) => c.json(await makeRequest(studio, c.get('caller'), c.req.valid('json'), keyOf(c.req.valid('header'))), 201))
  app.openapi(routes.listRequests, async (c) => {
    const { mine, ...query } = c.req.valid('query')
    return c.json(await listRequests(studio, c.get('caller'), { ...query, mine: mine === '1' }), 200)
  })
  app.openapi(routes.readRequest, async (c) => c.json(await readRequest(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.approveRequest, async (c) => c.json(await approveRequest(studio, c.get('caller'), c.req.valid('param').id, c.req.valid('json').note), 200))
  app.openapi(routes.declineRequest, async (c) => c.json(await declineRequest(studio, c.get('caller'), c.req.valid('param').id, c.req.valid('json').note), 200))
  app.openapi(routes.withdrawRequest, async (c) => c.json(await withdrawRequest(studio, c.get('caller'), c.req.valid('param').id), 200))

  app.openapi(routes.openDispute, async (c) => {
    const id = await openDispute(studio, c.get('caller'), c.req.valid('json'), keyOf(c.req.valid('header')))
    return c.json(await readDispute(studio, c.get('caller'), id), 201)
  })
  app.openapi(routes.listDisputes, async (c) => {
    const { mine, ...query } = c.req.valid('query')
    return c.json(await listDisputes(studio, c.get('caller'), { ...query, mine: mine === '1' }), 200)
  })
  app.openapi(routes.disputeStatistics, async (c) => c.json(await disputeStatistics(studio, c.get('caller'), c.req.valid('query').days), 200))
  app.openapi(routes.readDispute, async (c) => c.json(await readDispute(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.decideDispute, async (c) => {
    const { id } = c.req.valid('param')
    await decideDispute(studio, c.get('caller'), id, c.req.valid('json'))
    return c.json(await readDispute(studio, c.get('caller'), id), 200)
  })
  app.openapi(routes.withdrawDispute, async (c) => {
    const { id } = c.req.valid('param')
    await withdrawDispute(studio, c.get('caller'), id)
    return c.json(await readDispute(studio, c.get('caller'), id), 200)
  })
}
