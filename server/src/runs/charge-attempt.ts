// The charge of one attempt, and its return: each once, beside the row of the attempt, in the caller's transaction with the run locked.
// When that happens is the price book's to say: once it is delivered, or when it is submitted. (docs/rules/jobs.md, J4, J5, J7, J12)
import { type ChargeRules, type Credits, type EstimateLine, explainCharge, formatCredits, leastCredits, milli, noCredits, subtractCredits } from '@keter/core'
import type { Queries, Tx } from '../db/database.ts'
import * as ledger from '../ledger/ledger.ts'
import type { Studio } from '../studio.ts'
import { attemptPrice } from './attempt-price.ts'
import { isActive, isCharged, type IterationRow, lockRun, type WholeRun } from './rows.ts'

export async function chargeRules(studio: Studio, queries: Queries, { quote }: WholeRun): Promise<ChargeRules> {
  const book = await studio.books.byDigest(queries, quote.book_digest)
  return book.tools.get(quote.edit.tool)!.price.charges
}

/** What the attempt costs, and the lines that explain it. */
export async function priceOfAttempt(
  studio: Studio,
  queries: Queries,
  whole: WholeRun,
  iteration: IterationRow,
): Promise<{ charge: Credits; lines: readonly EstimateLine[] }> {
  const { series, charged, owed, left } = await attemptPrice(studio, queries, whole, iteration.position, iteration.edit)
  const charge = leastCredits(owed, left)
  const lines = explainCharge(series, charged)
  // The quote promised less: an earlier result was to be returned, and the engine that made it has changed since.
  return { charge, lines: charge === owed ? lines : [...lines, { label: 'Not above the quote', amount: formatCredits(subtractCredits(charge, owed)) }] }
}

/** Takes the price of the attempt from the hold. Nothing where it is 0. */
export async function chargeAttempt(studio: Studio, tx: Tx, whole: WholeRun, iteration: IterationRow): Promise<IterationRow> {
  const { charge, lines } = await priceOfAttempt(studio, tx, whole, iteration)
  const record = (charged: object) =>
    tx
      .updateTable('keter.iterations')
      .set({ lines: JSON.stringify(lines), ...charged })
      .where('id', '=', iteration.id)
      .execute()
  if (charge === noCredits) {
    await record({})
    return { ...iteration, lines: [...lines] }
  }
  const { run } = whole
  const write = { wallet: run.workspace_id, at: studio.now(), cause: causeOf(whole, iteration) }
  const settled = await ledger.settle(tx, { ...write, key: `settle:${iteration.id}`, hold: run.hold_id!, actual: charge })
  if (settled.captured !== charge)
    throw new Error(`iteration ${iteration.id}: ${formatCredits(charge)} is owed, ${formatCredits(settled.captured)} could be captured`)
  await record({ charge, charge_movement: settled.movement, ledger_head: settled.head })
  return { ...iteration, charge, charge_movement: settled.movement }
}

/** Credits that expired while they were held would come back expired; a week is given to use them. */
const refundKeptMs = 7 * 24 * 3_600_000

/** Gives back what is left of the attempt's charge, as an entry of its own: both stay visible. */
export async function refundAttempt(studio: Studio, tx: Tx, whole: WholeRun, iteration: IterationRow, reason: string): Promise<void> {
  const left = subtractCredits(milli(iteration.charge), milli(iteration.refunded))
  if (iteration.charge_movement === null || left === noCredits) return
  const at = studio.now()
  await tx.updateTable('keter.iterations').set({ refunded: iteration.charge }).where('id', '=', iteration.id).execute()
  const refunded = await ledger.refund(tx, {
    ...{ wallet: whole.run.workspace_id, key: `refund:${iteration.id}`, at, cause: causeOf(whole, iteration) },
    ...{ movement: iteration.charge_movement, amount: left, reason, keepUntil: new Date(at.getTime() + refundKeptMs) },
  })
  await tx.updateTable('keter.iterations').set({ ledger_head: refunded.head }).where('id', '=', iteration.id).execute()
}

/** J7: whether what was charged for the attempt comes back when the run is cancelled. What waits for its turn was not begun, and costs nothing under any rule. */
export const isGivenBack = (iteration: IterationRow, rule: ChargeRules['cancelled']): boolean =>
  rule === 'nothing' || (isActive(iteration) && (rule === 'delivered' || iteration.state === 'queued'))

/** J7: whether an attempt that was not charged yet is charged when the run is cancelled. */
export const isChargedOnCancel = (iteration: IterationRow, rule: ChargeRules['cancelled']): boolean =>
  rule === 'price' && iteration.state === 'running' && !isCharged(iteration)

/**
 * J12: where the book charges at submit, the attempts of a run that wait for it. One whose result the workspace has already is not charged: it will be returned, free.
 * To be called once the hold is there.
 */
export async function chargeSubmitted(studio: Studio, tx: Tx, run: string, workspace: string): Promise<void> {
  let whole = await lockRun(tx, run, workspace)
  if (!whole.run.hold_id || (await chargeRules(studio, tx, whole)).moment !== 'submit') return
  for (const { id } of whole.iterations) {
    const iteration = whole.iterations.find((one) => one.id === id)!
    if (iteration.state !== 'queued' || isCharged(iteration) || (await doneBefore(tx, iteration))) continue
    await chargeAttempt(studio, tx, whole, iteration)
    whole = await lockRun(tx, run, workspace)
  }
}

async function doneBefore(tx: Tx, { workspace_id, fingerprint }: IterationRow): Promise<boolean> {
  const known = await tx
    .selectFrom('keter.iterations')
    .select('id')
    .where('workspace_id', '=', workspace_id)
    .where('fingerprint', '=', fingerprint)
    .where('state', '=', 'done')
    .limit(1)
    .executeTakeFirst()
  return known !== undefined
}

function causeOf({ run, quote }: WholeRun, { id }: IterationRow): ledger.Cause {
  return { actor: run.created_by, apiKey: run.api_key, project: run.project_id, tool: quote.edit.tool, quote: quote.id, iteration: id }
}
