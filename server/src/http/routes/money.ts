// Balance, charge history, receipts, the ledger and its proof.
import { streamText } from 'hono/streaming'
import { listCharges } from '../../charges/list-charges.ts'
import { exportedEntries, verifiedLedger } from '../../charges/prove-ledger.ts'
import { readBalance } from '../../charges/read-balance.ts'
import { readReceipt } from '../../runs/receipt.ts'
import type { Studio } from '../../studio.ts'
import * as routes from './definitions.ts'
import type { App } from '../route.ts'

export function moneyRoutes(app: App, studio: Studio): void {
  app.openapi(routes.readBalance, async (c) => c.json(await readBalance(studio, c.get('caller')), 200))
  app.openapi(routes.listCharges, async (c) => c.json(await listCharges(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.readReceipt, async (c) => c.json(await readReceipt(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.verifyLedger, async (c) => c.json(await verifiedLedger(studio, c.get('caller')), 200))
  app.openapi(routes.exportLedger, (c) => {
    c.header('content-type', 'application/x-ndjson')
    return streamText(c, async (stream) => {
      for await (const line of exportedEntries(studio, c.get('caller'))) await stream.write(`${line}\n`)
    }) as never
  })
}
