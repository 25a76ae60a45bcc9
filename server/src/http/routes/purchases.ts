// Purchases of credits, their invoices, and the payment provider's events.
import { Refusal } from '@keter/core'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { statementPdf } from '../../charges/statement-pdf.ts'
import { invoicePdf } from '../../purchases/invoice.ts'
import { buyPack, listPurchases, readPurchase, recordPurchase, takePaymentEvent } from '../../purchases/purchases.ts'
import type { Studio } from '../../studio.ts'
import { type App, type Env, keyOf } from '../route.ts'
import * as routes from './definitions.ts'

const largestEvent = 1_000_000

export function purchaseRoutes(app: App, studio: Studio, address: string): void {
  app.openapi(routes.buyPack, async (c) =>
    c.json(await buyPack(studio, c.get('caller'), c.req.valid('json').pack, keyOf(c.req.valid('header')), `${address}/plan`), 201),
  )
  app.openapi(routes.recordPurchase, async (c) => c.json(await recordPurchase(studio, c.get('caller'), c.req.valid('json'), keyOf(c.req.valid('header'))), 201))
  app.openapi(routes.listPurchases, async (c) => c.json(await listPurchases(studio, c.get('caller'), c.req.valid('query')), 200))
  app.openapi(routes.readPurchase, async (c) => c.json(await readPurchase(studio, c.get('caller'), c.req.valid('param').id), 200))
  app.openapi(routes.readInvoice, async (c) => {
    const { pdf, name } = await invoicePdf(studio, c.get('caller'), c.req.valid('param').id)
    return asPdf(c, pdf, name)
  })
  app.openapi(routes.statementPdf, async (c) => {
    const period = c.req.valid('query')
    return asPdf(c, await statementPdf(studio, c.get('caller'), period), `statement-${period.from.slice(0, 10)}.pdf`)
  })
  const tooLong = () => {
    throw new Refusal('payment_forged', 'No event is that long.')
  }
  app.use(routes.paymentEvent.path, bodyLimit({ maxSize: largestEvent, onError: tooLong }))
  app.openapi(routes.paymentEvent, async (c) => {
    const { payments } = studio
    if (!payments) throw new Refusal('no_payment_provider', 'No payment provider is set up.')
    const event = payments.event(await c.req.text(), c.req.header('stripe-signature') ?? '')
    return c.json({ changed: event ? await takePaymentEvent(studio, event) : false }, 200)
  })
}

function asPdf(c: Context<Env>, pdf: Buffer, name: string): never {
  c.header('content-type', 'application/pdf')
  c.header('content-disposition', `attachment; filename="${name}"`)
  return c.body(new Uint8Array(pdf)) as never
}
