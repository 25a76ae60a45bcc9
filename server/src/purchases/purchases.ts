// Buying credits: a pack through the payment provider, or what an owner records as paid elsewhere. Credits are granted once, in the transaction that says it is paid.
// Rules: docs/rules/payments.md.
import { formatCredits, majorText, milli, minorUnits, noCredits, parseCredits, Refusal } from '@keter/core'
import { type Selectable, sql } from 'kysely'
import type { Tx } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import * as ledger from '../ledger/ledger.ts'
import { pageOf } from '../db/page.ts'
import type { PaymentEvent } from '../payments/provider.ts'
import type { Caller, Studio } from '../studio.ts'
import { priorityOf } from '../workspaces/grant.ts'

export type PurchaseRow = Selectable<Schema['keter.purchases']>

export interface RecordBody {
  readonly credits: string
  readonly amount: string
  readonly currency: string
  /** The owner's own invoice number or the like. */
  readonly reference: string
  readonly note?: string | undefined
}

const day = 86_400_000

/** @returns the purchase, with the address where it is paid. @throws Refusal `no_payment_provider`, `unknown_pack`, `payment_failed`, `idempotency_key_reused` */
export async function buyPack(studio: Studio, caller: Caller, pack: string, key: string, back: string) {
  const { payments } = studio
  if (!payments) throw new Refusal('no_payment_provider', 'No payment provider is set up.')
  const packs = studio.books.current.book.studio.packs ?? {}
  const offered = Object.hasOwn(packs, pack) ? packs[pack]! : null
  if (!offered) throw new Refusal('unknown_pack', `There is no pack "${pack}".`, { known: Object.keys(packs) })
  const { price, credits, name, expireAfterDays } = offered
  const amount = minorUnits(price.amount, price.currency)
  const row = await opened(studio, caller, key, {
    provider: 'stripe',
    pack,
    credits: parseCredits(credits),
    amount,
    currency: price.currency,
    days: expireAfterDays ?? null,
  })
  if (row.pack !== pack) throw new Refusal('idempotency_key_reused', 'This Idempotency-Key came with another purchase before.', { key })
  if (!row.checkout_url && row.state === 'open') {
    const { id, url } = await payments.checkout({ purchase: row.id, title: name, amount: row.amount, currency: row.currency, back })
    await studio.database.query.updateTable('keter.purchases').set({ checkout: id, checkout_url: url }).where('id', '=', row.id).execute()
  }
  return readPurchase(studio, caller, row.id)
}

/** Paid elsewhere: granted at once. @throws Refusal `malformed_request`, `idempotency_key_reused` */
export async function recordPurchase(studio: Studio, caller: Caller, { credits, amount, currency, reference, note }: RecordBody, key: string) {
  const bought = parseCredits(credits)
  const paid = moneyIn(amount, currency)
  if (bought <= 0n) throw new Refusal('malformed_request', 'A purchase is of more than 0 credits.', { fields: [{ path: 'credits', message: 'above 0' }] })
  const row = await opened(studio, caller, key, {
    provider: 'manual',
    pack: null,
    credits: bought,
    amount: paid,
    currency,
    days: null,
    reference,
    note: note ?? null,
  })
  if (row.credits !== bought || row.amount !== paid || row.currency !== currency || row.reference !== reference)
    throw new Refusal('idempotency_key_reused', 'This Idempotency-Key came with another purchase before.', { key })
  await studio.database.transaction(async (tx) => {
    const locked = await lockPurchase(tx, row.id)
    if (locked.state === 'open') await pay(studio, tx, locked, null)
  })
  return readPurchase(studio, caller, row.id)
}

function moneyIn(amount: string, currency: string): bigint {
  try {
    return minorUnits(amount, currency)
  } catch {
    throw new Refusal('malformed_request', `${amount} ${currency} is no amount of money.`, {
      fields: [{ path: 'amount', message: 'as many decimal places as the currency has' }],
    })
  }
}

interface Opening {
  readonly provider: PurchaseRow['provider']
  readonly pack: string | null
  readonly credits: bigint
  readonly amount: bigint
  readonly currency: string
  readonly days: number | null
  readonly reference?: string
  readonly note?: string | null
}

/** The purchase of this key: the one that is there, or a new one. */
async function opened(
  studio: Studio,
  caller: Caller,
  key: string,
  { days, reference = null, note = null, ...rest }: Omit<Opening, 'reference'> & { reference?: string | null },
): Promise<PurchaseRow> {
  const { query } = studio.database
  await query
    .insertInto('keter.purchases')
    .values({
      ...{ id: studio.newId('purchase'), workspace_id: caller.workspace, key, ...rest, state: 'open', expire_after_days: days, reference, note },
      ...{ checkout: null, checkout_url: null, payment: null, invoice: null, movement: null, created_by: caller.apiKey ?? caller.user },
      ...{ created_at: studio.now(), paid_at: null, refunded_at: null },
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .execute()
  return query.selectFrom('keter.purchases').selectAll().where('workspace_id', '=', caller.workspace).where('key', '=', key).executeTakeFirstOrThrow()
}

const lockPurchase = (tx: Tx, id: string): Promise<PurchaseRow> =>
  tx.selectFrom('keter.purchases').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()

/** Paid: its invoice number, its credits, its row, in one transaction. The wallet comes last. */
async function pay(studio: Studio, tx: Tx, { id, workspace_id, credits, expire_after_days }: PurchaseRow, payment: string | null): Promise<void> {
  const at = studio.now()
  const year = at.getUTCFullYear()
  const { rows } = await sql<{ last: number }>`
    insert into keter.invoice_numbers (year, last) values (${year}, 1) on conflict (year) do update set last = keter.invoice_numbers.last + 1 returning last`.execute(
    tx,
  )
  const invoice = `${year}-${String(rows[0]!.last).padStart(4, '0')}`
  const { movement } = await ledger.grant(tx, {
    ...{ wallet: workspace_id, key: `purchase:${id}`, at, amount: milli(credits), source: 'top-up', priority: priorityOf(studio, 'top-up') },
    cause: { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null },
    expiresAt: expire_after_days === null ? null : new Date(at.getTime() + expire_after_days * day),
    reference: `Invoice ${invoice}`,
  })
  await tx.updateTable('keter.purchases').set({ state: 'paid', paid_at: at, invoice, movement, payment }).where('id', '=', id).execute()
}

/** What the provider says became of a payment; taken once, in any order. @returns whether it changed anything. @throws Refusal `payment_mismatch` */
export async function takePaymentEvent(studio: Studio, event: PaymentEvent): Promise<boolean> {
  return studio.database.transaction(async (tx) => {
    // Neither of two events about one payment may miss the other.
    if (event.payment) await sql`select pg_advisory_xact_lock(hashtext('keter.payment'), hashtext(${event.payment}))`.execute(tx)
    const fresh = await tx
      .insertInto('keter.payment_events')
      .values({ id: event.id, kind: event.kind, purchase_id: event.purchase, payment: event.payment, received_at: studio.now() })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!fresh.numInsertedOrUpdatedRows) return false
    const found = await tx
      .selectFrom('keter.purchases')
      .select('id')
      .where((row) => row.or([row('id', '=', event.purchase ?? ''), row('payment', '=', event.payment ?? '')]))
      .executeTakeFirst()
    // Another shop's, or one that was never ours.
    if (!found) return false
    return apply(studio, tx, await lockPurchase(tx, found.id), event)
  })
}

async function apply(studio: Studio, tx: Tx, purchase: PurchaseRow, { kind, amount, currency, payment }: PaymentEvent): Promise<boolean> {
  const { id, state } = purchase
  if (kind === 'paid') {
    if (amount !== purchase.amount || currency !== purchase.currency)
      throw new Refusal(
        'payment_mismatch',
        `Purchase ${id} is ${majorText(purchase.amount, purchase.currency)} ${purchase.currency}; ${amount} ${currency} were paid.`,
        { purchase: id },
      )
    // A payment that comes late is a payment; one that was given back before it was told is not.
    if (state === 'paid' || state === 'refunded') return false
    if (payment && (await wasGivenBack(tx, payment)))
      await tx.updateTable('keter.purchases').set({ state: 'refunded', refunded_at: studio.now(), payment }).where('id', '=', id).execute()
    else await pay(studio, tx, purchase, payment)
    return true
  }
  if (kind === 'refunded') {
    if (state === 'refunded') return false
    await tx
      .updateTable('keter.purchases')
      .set({ state: 'refunded', refunded_at: studio.now(), payment: purchase.payment ?? payment })
      .where('id', '=', id)
      .execute()
    if (!purchase.movement) return true
    const { trimmed } = await ledger.trimLots(tx, {
      ...{ wallet: purchase.workspace_id, key: `purchase-refund:${id}`, at: studio.now(), source: 'top-up', keep: noCredits, movement: purchase.movement },
      cause: { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null },
      reference: `Invoice ${purchase.invoice} was paid back`,
    })
    await tx.updateTable('keter.purchases').set({ taken_back: trimmed }).where('id', '=', id).execute()
    return true
  }
  if (state !== 'open') return false
  await tx.updateTable('keter.purchases').set({ state: kind }).where('id', '=', id).execute()
  return true
}

/** An event that says so can come before the one that says it was paid. */
const wasGivenBack = async (tx: Tx, payment: string): Promise<boolean> =>
  (await tx.selectFrom('keter.payment_events').select('id').where('kind', '=', 'refunded').where('payment', '=', payment).executeTakeFirst()) !== undefined

/** An event can be lost: open checkouts are asked after. */
export async function lookAfterPayments(studio: Studio): Promise<number> {
  const { payments } = studio
  if (!payments) return 0
  const open = await studio.database.query
    .selectFrom('keter.purchases')
    .select('checkout')
    .where('state', '=', 'open')
    .where('checkout', 'is not', null)
    .where('created_at', '<=', new Date(studio.now().getTime() - 5 * 60_000))
    .orderBy('created_at')
    .limit(20)
    .execute()
  for (const { checkout } of open)
    try {
      const event = await payments.look(checkout!)
      if (event) await takePaymentEvent(studio, event)
    } catch (error) {
      studio.log.warn({ checkout, error: String(error) }, 'what became of a checkout could not be taken')
    }
  return open.length
}

export async function readPurchase(studio: Studio, { workspace }: Caller, id: string) {
  const row = await studio.database.query
    .selectFrom('keter.purchases')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', workspace)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no purchase ${id}.`)
  return (await documents(studio, [row]))[0]!
}

export async function listPurchases(studio: Studio, { workspace }: Caller, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  let query = studio.database.query
    .selectFrom('keter.purchases')
    .selectAll()
    .where('workspace_id', '=', workspace)
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor) query = query.where('id', '<', cursor)
  const { rows, next } = pageOf(await query.execute(), limit)
  return { items: await documents(studio, rows), next }
}

async function documents(studio: Studio, rows: readonly PurchaseRow[]) {
  const people = rows.map(({ created_by }) => created_by)
  const names = await studio.accounts.names(people, people)
  return rows.map((row) => ({
    ...{ id: row.id, provider: row.provider, pack: row.pack, credits: formatCredits(milli(row.credits)), state: row.state, invoice: row.invoice },
    money: { amount: majorText(row.amount, row.currency), currency: row.currency },
    payAt: row.state === 'open' ? row.checkout_url : null,
    ...{ reference: row.reference, note: row.note, takenBack: formatCredits(milli(row.taken_back)), by: names.get(row.created_by) ?? null },
    ...{ createdAt: row.created_at.toISOString(), paidAt: row.paid_at?.toISOString() ?? null, refundedAt: row.refunded_at?.toISOString() ?? null },
  }))
}
