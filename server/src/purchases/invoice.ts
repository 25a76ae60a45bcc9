// The invoice of a purchase, on paper and as rows.
import { Refusal } from '@keter/core'
import { Paper } from '../paper/paper.ts'
import type { Caller, Studio } from '../studio.ts'
import { readPurchase } from './purchases.ts'

/** @throws Refusal `not_found`, `not_now` while it is not paid */
export async function invoicePdf(studio: Studio, caller: Caller, id: string): Promise<{ pdf: Buffer; name: string }> {
  const purchase = await readPurchase(studio, caller, id)
  if (!purchase.invoice || !purchase.paidAt) throw new Refusal('not_now', 'There is an invoice once it is paid.', { state: purchase.state })
  const { name } = await studio.database.query.selectFrom('keter.workspaces').select('name').where('id', '=', caller.workspace).executeTakeFirstOrThrow()
  const money = `${purchase.money.amount} ${purchase.money.currency.toUpperCase()}`
  const paper = new Paper(`Invoice ${purchase.invoice}`, new Date(purchase.paidAt))
  paper.heading(`Invoice ${purchase.invoice}`)
  paper.facts([
    ['For', name],
    ['Date', purchase.paidAt.slice(0, 10)],
    ['Paid by', purchase.provider === 'stripe' ? 'Stripe' : 'recorded by an owner'],
    ...(purchase.reference ? ([['Reference', purchase.reference]] as const) : []),
    ['Purchase', purchase.id],
  ])
  paper.table(
    [
      { title: 'What', width: 55 },
      { title: 'Credits', width: 20, right: true },
      { title: 'Price', width: 25, right: true },
    ],
    [['Credits for AI edits', purchase.credits, money]],
    ['Paid', purchase.credits, money],
  )
  if (purchase.refundedAt) paper.note(`Paid back on ${purchase.refundedAt.slice(0, 10)}; ${purchase.takenBack} credits that were left of it were taken back.`)
  if (purchase.note) paper.note(purchase.note)
  return { pdf: await paper.end(), name: `invoice-${purchase.invoice}.pdf` }
}
