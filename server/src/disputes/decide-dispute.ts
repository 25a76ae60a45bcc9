// The end of a dispute: credits given back in the same transaction, or not. Whoever opened it does not decide it, unless nobody else could.
import { type Credits, formatCredits, milli, noCredits, parseCredits, Refusal, subtractCredits } from '@keter/core'
import type { Tx } from '../db/database.ts'
import * as ledger from '../ledger/ledger.ts'
import { lockRun } from '../runs/rows.ts'
import type { Caller, Studio } from '../studio.ts'

export interface DecisionBody {
  readonly decision: 'refund' | 'decline'
  /** All that is left of the charge where it is not given. */
  readonly amount?: string | undefined
  readonly note: string
}

interface Ending {
  readonly state: 'refunded' | 'declined' | 'withdrawn'
  readonly rule: string | null
  /** Null where a rule decided. */
  readonly by: string | null
  readonly note: string
  readonly amount?: Credits
}

/** Credits that expired while they were spent would come back expired; a week is given to use them. */
const keptMs = 7 * 24 * 3_600_000

/** @throws Refusal `not_found`, `not_now`, `not_allowed`, `refund_too_large`, `malformed_request` */
export async function decideDispute(studio: Studio, caller: Caller, id: string, { decision, amount, note }: DecisionBody): Promise<void> {
  if (decision === 'decline' && amount !== undefined)
    throw new Refusal('malformed_request', 'Nothing is given back where a dispute is declined.', { fields: [{ path: 'amount', message: 'only with refund' }] })
  const others = await othersMayDecide(studio, caller)
  await studio.database.transaction(async (tx) => {
    const { opened_by } = await lockDispute(tx, caller.workspace, id)
    if (opened_by === caller.user && others) throw new Refusal('not_allowed', 'Somebody else decides a dispute that you opened.')
    const ending = { rule: null, by: caller.apiKey ?? caller.user, note }
    if (decision === 'decline') await endDispute(studio, tx, { id, workspace: caller.workspace }, { ...ending, state: 'declined' })
    else
      await endDispute(
        studio,
        tx,
        { id, workspace: caller.workspace },
        { ...ending, state: 'refunded', ...(amount === undefined ? {} : { amount: parseCredits(amount) }) },
      )
  })
}

/** @throws Refusal `not_found`, `not_now`, `not_allowed` */
export async function withdrawDispute(studio: Studio, caller: Caller, id: string): Promise<void> {
  await studio.database.transaction(async (tx) => {
    const { opened_by } = await lockDispute(tx, caller.workspace, id)
    if (opened_by !== caller.user) throw new Refusal('not_allowed', 'Only the person who opened a dispute can withdraw it.')
    await endDispute(studio, tx, { id, workspace: caller.workspace }, { state: 'withdrawn', rule: null, by: caller.apiKey ?? caller.user, note: '' })
  })
}

async function othersMayDecide(studio: Studio, { workspace, user }: Caller): Promise<boolean> {
  return (await studio.accounts.members(workspace)).some(({ id, role }) => id !== user && (role === 'owner' || role === 'admin'))
}

async function lockDispute(tx: Tx, workspace: string, id: string) {
  const row = await tx.selectFrom('keter.disputes').selectAll().where('id', '=', id).where('workspace_id', '=', workspace).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no dispute ${id}.`)
  if (row.state !== 'open') throw new Refusal('not_now', `This dispute is ${row.state}.`, { state: row.state })
  return row
}

/** In the caller's transaction: run, dispute, then the ledger, whose wallet is locked last. */
export async function endDispute(studio: Studio, tx: Tx, { id, workspace }: { id: string; workspace: string }, ending: Ending): Promise<void> {
  const { iteration_id, movement } = await lockDispute(tx, workspace, id)
  const { run_id } = await tx.selectFrom('keter.iterations').select('run_id').where('id', '=', iteration_id).executeTakeFirstOrThrow()
  const { iterations } = await lockRun(tx, run_id, workspace)
  const iteration = iterations.find((one) => one.id === iteration_id)!
  const left = subtractCredits(milli(iteration.charge), milli(iteration.refunded))
  const amount = ending.state === 'refunded' ? (ending.amount ?? left) : noCredits
  if (ending.state === 'refunded' && amount <= 0n)
    throw new Refusal('malformed_request', 'A refund is above 0.', { fields: [{ path: 'amount', message: 'above 0' }] })
  if (amount > left)
    throw new Refusal('refund_too_large', `${formatCredits(amount)} credits were to be given back; of the charge ${formatCredits(left)} are left.`, {
      asked: formatCredits(amount),
      left: formatCredits(left),
    })
  const at = studio.now()
  await tx
    .updateTable('keter.disputes')
    .set({ state: ending.state, rule: ending.rule, decided_by: ending.by, decision_note: ending.note, refunded: amount, decided_at: at })
    .where('id', '=', id)
    .execute()
  if (amount === 0n) return
  await tx
    .updateTable('keter.iterations')
    .set({ refunded: milli(iteration.refunded + amount) })
    .where('id', '=', iteration_id)
    .execute()
  await studio.events.publish(tx, { kind: 'run', workspace, run: run_id })
  await ledger.refund(tx, {
    ...{ wallet: workspace, key: `dispute:${id}`, at, movement, amount, reason: `dispute ${id}: ${ending.rule ?? ending.note}`.slice(0, 300) },
    // Whose charge it was, not who decided: what a member cost is what was charged less what came back. The dispute names who decided.
    cause: { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null },
    keepUntil: new Date(at.getTime() + keptMs),
  })
}
