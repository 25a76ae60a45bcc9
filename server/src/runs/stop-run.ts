// Stopping a run: `cancel` ends what is going on; `end` only says that no further attempt is wanted. Both give back what is still held.
import { Refusal } from '@keter/core'
import type { Tx } from '../db/database.ts'
import type { Caller, Studio } from '../studio.ts'
import { chargeAttempt, chargeRules, isChargedOnCancel, isGivenBack, refundAttempt } from './charge-attempt.ts'
import { endRun } from './close-run.ts'
import { isActive, lockRun, type WholeRun } from './rows.ts'

/** Running attempts stop within a second. What was delivered stays charged and what was not is not, unless the book says otherwise (J7). Cancelling an ended run changes nothing. */
export async function cancelRun(studio: Studio, caller: Caller, id: string): Promise<void> {
  const jobs = await studio.database.transaction(async (tx) => {
    const whole = await lockRun(tx, id, caller.workspace)
    if (whole.run.state === 'ended') return []
    const active = whole.iterations.filter(isActive)
    await chargeCancelled(studio, tx, whole)
    for (const iteration of active) {
      await tx.updateTable('keter.iterations').set({ state: 'cancelled', ended_at: studio.now() }).where('id', '=', iteration.id).execute()
      await studio.events.publish(tx, { kind: 'cancel', iteration: iteration.id })
    }
    await studio.events.publish(tx, { kind: 'run', workspace: caller.workspace, run: id })
    await endRun(studio, tx, whole, 'cancelled')
    return active.map(({ job_id }) => job_id)
  })
  for (const job of jobs) if (job) await studio.jobs.cancel(job)
}

async function chargeCancelled(studio: Studio, tx: Tx, whole: WholeRun): Promise<void> {
  const { cancelled } = await chargeRules(studio, tx, whole)
  for (const { id } of whole.iterations) {
    const now = await lockRun(tx, whole.run.id, whole.run.workspace_id)
    const iteration = now.iterations.find((one) => one.id === id)!
    if (isChargedOnCancel(iteration, cancelled)) await chargeAttempt(studio, tx, now, iteration)
    else if (isGivenBack(iteration, cancelled)) await refundAttempt(studio, tx, now, iteration, 'cancelled')
  }
}

/** @throws Refusal `still_running` */
export async function endSeries(studio: Studio, caller: Caller, id: string): Promise<void> {
  await studio.database.transaction(async (tx) => {
    const whole = await lockRun(tx, id, caller.workspace)
    if (whole.run.state === 'ended') return
    if (whole.iterations.some(isActive)) throw new Refusal('still_running', 'An attempt is still running.', { state: whole.run.state })
    await studio.events.publish(tx, { kind: 'run', workspace: caller.workspace, run: id })
    await endRun(studio, tx, whole, 'finished')
  })
}

/** Runs whose hold has lived its time and where nothing is going on any more. */
export async function endExpired(studio: Studio): Promise<number> {
  const due = await studio.database.query
    .selectFrom('keter.runs')
    .select(['id', 'workspace_id'])
    .where('state', '=', 'waiting')
    .where('hold_expires_at', '<=', studio.now())
    .limit(200)
    .execute()
  for (const { id, workspace_id } of due)
    await studio.database.transaction(async (tx) => {
      const whole = await lockRun(tx, id, workspace_id)
      if (whole.run.state !== 'waiting') return
      await studio.events.publish(tx, { kind: 'run', workspace: workspace_id, run: id })
      await endRun(studio, tx, whole, 'expired')
    })
  return due.length
}
