// The verdict on a result: kept, or rejected and, if attempts are left, tried again under the same quote with other settings.
import { type Edit, formatCredits, parseEdit, Refusal } from '@keter/core'
import type { Tx } from '../db/database.ts'
import type { Caller, Studio } from '../studio.ts'
import { answeredBefore, once, rememberAnswer } from './answers.ts'
import { attemptPrice } from './attempt-price.ts'
import { chargeSubmitted } from './charge-attempt.ts'
import { attemptsLeft, closeIfDone } from './close-run.ts'
import { isActive, type IterationRow, lockRun, type WholeRun } from './rows.ts'
import { startIteration } from './start-iteration.ts'

export interface Verdict {
  readonly verdict: 'kept' | 'rejected'
  readonly again?: Again | undefined
}

interface Again {
  readonly quality?: string | null | undefined
  readonly options?: Edit['options'] | undefined
  readonly prompt?: string | undefined
  readonly seed?: number | undefined
}

/** @returns the run's id. @throws Refusal `not_found`, `still_running`, `not_now`, `no_attempt_left`, `hold_ended`, `quote_mismatch` */
export async function giveVerdict(studio: Studio, caller: Caller, id: string, verdict: Verdict, key: string): Promise<string> {
  const request = { iteration: id, ...verdict }
  return once(() =>
    studio.database.transaction(async (tx) => {
      const found = await tx
        .selectFrom('keter.iterations')
        .select(['run_id'])
        .where('id', '=', id)
        .where('workspace_id', '=', caller.workspace)
        .executeTakeFirst()
      if (!found) throw new Refusal('not_found', `There is no iteration ${id}.`)
      const whole = await lockRun(tx, found.run_id, caller.workspace)
      const before = await answeredBefore(tx, caller, key, request)
      if (before) return before
      const iteration = whole.iterations.find((candidate) => candidate.id === id)!
      if (isActive(iteration)) throw new Refusal('still_running', 'This attempt has not ended yet.', { state: iteration.state })
      if (verdict.verdict === 'kept') await keep(tx, whole, iteration)
      else await reject(tx, whole, iteration)
      if (verdict.verdict === 'rejected' && verdict.again) await tryAgain(studio, tx, whole, iteration, verdict.again)
      await rememberAnswer(studio, tx, caller, key, request, whole.run.id)
      await studio.events.publish(tx, { kind: 'run', workspace: caller.workspace, run: whole.run.id })
      await closeIfDone(studio, tx, whole.run.id, caller.workspace, 'finished')
      return whole.run.id
    }),
  )
}

/** One result of a source is kept; it becomes the asset's current version. */
async function keep(tx: Tx, { run, sources, iterations }: WholeRun, iteration: IterationRow): Promise<void> {
  if (iteration.state !== 'done') throw new Refusal('not_now', 'Only a result that was delivered whole can be kept.', { state: iteration.state })
  if (iterations.some((other) => other.position === iteration.position && isActive(other)))
    throw new Refusal('still_running', 'Another attempt on this source is still running.')
  await tx
    .updateTable('keter.iterations')
    .set({ verdict: 'rejected' })
    .where('run_id', '=', run.id)
    .where('position', '=', iteration.position)
    .where('verdict', '=', 'kept')
    .execute()
  await tx.updateTable('keter.iterations').set({ verdict: 'kept' }).where('id', '=', iteration.id).execute()
  await tx.updateTable('keter.run_sources').set({ state: 'kept' }).where('run_id', '=', run.id).where('position', '=', iteration.position).execute()
  await tx
    .updateTable('keter.assets')
    .set({ current_version_id: iteration.result_version_id })
    .where('id', '=', sources[iteration.position]!.asset_id)
    .execute()
}

async function reject(tx: Tx, { run, sources }: WholeRun, iteration: IterationRow): Promise<void> {
  if (iteration.state !== 'done') return // a failed, cancelled or defective attempt needs no verdict before another
  if (iteration.verdict === 'kept') {
    const source = sources[iteration.position]!
    await tx
      .updateTable('keter.run_sources')
      .set({ state: run.state === 'ended' ? 'ended' : 'open' })
      .where('run_id', '=', run.id)
      .where('position', '=', iteration.position)
      .execute()
    await tx.updateTable('keter.assets').set({ current_version_id: source.version_id }).where('id', '=', source.asset_id).execute()
  }
  await tx.updateTable('keter.iterations').set({ verdict: 'rejected' }).where('id', '=', iteration.id).execute()
}

async function tryAgain(studio: Studio, tx: Tx, whole: WholeRun, rejected: IterationRow, again: Again): Promise<void> {
  const { run, quote } = whole
  if (run.state === 'ended' || (run.hold_expires_at && run.hold_expires_at <= studio.now()))
    throw new Refusal('hold_ended', 'This run has ended and its credits went back.', { run: run.id })
  const position = rejected.position
  if (whole.iterations.some((other) => other.position === position && isActive(other)))
    throw new Refusal('still_running', 'Another attempt on this source is still running.')
  if (attemptsLeft(whole, position) <= 0)
    throw new Refusal('no_attempt_left', `All ${quote.iterations} attempts of this quote have been made on ${whole.sources[position]!.name}.`, {
      iterations: quote.iterations,
    })
  const edit = parseEdit({
    tool: rejected.edit.tool,
    quality: again.quality ?? rejected.edit.quality,
    options: { ...rejected.edit.options, ...again.options },
  })
  await refuseAboveQuote(studio, tx, whole, position, edit)
  await startIteration(studio, tx, {
    workspace: run.workspace_id,
    run: run.id,
    position,
    attempt: Math.max(...whole.iterations.filter((other) => other.position === position).map(({ attempt }) => attempt)) + 1,
    sha256: quote.sources[position]!.sha256,
    edit,
    prompt: again.prompt ?? rejected.prompt,
    seed: again.seed === undefined ? rejected.seed : BigInt(again.seed),
  })
  await chargeSubmitted(studio, tx, run.id, run.workspace_id)
}

/** Other settings may cost more than the quote has left for this source: then a new quote is needed, not a higher charge. */
async function refuseAboveQuote(studio: Studio, tx: Tx, whole: WholeRun, position: number, edit: Edit): Promise<void> {
  const { measurement, name } = whole.quote.sources[position]!
  const refusal = studio.engines.engineFor(edit).refusal(edit, measurement)
  if (refusal) throw new Refusal(refusal.code, `${name}: ${refusal.message}`, { ...refusal.data, source: name })
  const { owed: charge, left } = await attemptPrice(studio, tx, whole, position, edit)
  if (charge > left)
    throw new Refusal(
      'quote_mismatch',
      `With these settings the attempt costs ${formatCredits(charge)} credits; the quote has ${formatCredits(left)} left for ${name}.`,
      {
        charge: formatCredits(charge),
        left: formatCredits(left),
      },
    )
}
