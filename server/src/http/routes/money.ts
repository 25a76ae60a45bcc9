// Balance, charge history, receipts, the ledger and its proof.
import { Readable } from 'node:stream'
import { stream, streamText } from 'hono/streaming'
import { writeBackup } from '../../backup/write-backup.ts'
import { readCosts } from '../../charges/costs.ts'
import { exportCharges, exportTypes } from '../../charges/export-charges.ts'
import { listCharges } from '../../charges/list-charges.ts'
import { exportedEntries, verifiedLedger } from '../../charges/prove-ledger.ts'
import { readBalance } from '../../charges/read-balance.ts'
import { readStatement } from '../../charges/statement.ts'
import { readReceipt } from '../../runs/receipt.ts'
import type { Studio } from '../../studio.ts'
import * as routes from './definitions.ts'
import type { App } from '../route.ts'

export function moneyRoutes(app: App, studio: Studio): void {
  app.openapi(routes.takeBackup, async (c) => {
    const archive = await writeBackup(studio, c.get('caller'))
    c.header('content-type', 'application/x-tar')
    c.header('content-disposition', 'attachment; filename="keter-backup.tar"')
    return c.body(Readable.toWeb(archive) as ReadableStream) as never
  })
  app.openapi(routes.readBalance, async (c) => c.json(await readBalance(studio, c.get('caller')), 200))
  app.openapi(routes.listCharges, async (c) => c.json(await listCharges(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.exportCharges, async (c) => {
    const { format, ...filter } = c.req.valid('query')
    const pieces = await exportCharges(studio, c.get('caller'), filter, format)
    c.header('content-type', exportTypes[format].type)
    c.header('content-disposition', `attachment; filename="${exportTypes[format].name}"`)
    return stream(c, async (out) => {
      for await (const piece of pieces) await out.write(piece)
    }) as never
  })
  app.openapi(routes.readStatement, async (c) => c.json(await readStatement(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.readCosts, async (c) => c.json(await readCosts(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.readReceipt, async (c) => c.json(await readReceipt(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.verifyLedger, async (c) => c.json(await verifiedLedger(studio, c.get('caller')), 200))
  app.openapi(routes.exportLedger, (c) => {
    c.header('content-type', 'application/x-ndjson')
    return streamText(c, async (stream) => {
      for await (const line of exportedEntries(studio, c.get('caller'))) await stream.write(`${line}\n`)
    }) as never
  })
}
