// The end of an attempt: what was delivered is charged (and refunded at once if it is defective), in one transaction with the end of its job.
// A charge is never above what the quote gave this source. (docs/rules/jobs.md, J4 to J8)
import { type Credits, formatCredits, type Measurement, milli, type Problem } from '@keter/core'
import { mediaTypeOf } from '../assets/assets.ts'
import type { Tx } from '../db/database.ts'
import type { EngineRecord } from '../db/schema.ts'
import type { Inspection } from '../engines/engine.ts'
import type { Studio } from '../studio.ts'
import { chargeAttempt, chargeRules, refundAttempt } from './charge-attempt.ts'
import { closeIfDone } from './close-run.ts'
import { isActive, isCharged, type IterationRow, lockRun, type RunSourceRow, type WholeRun } from './rows.ts'

export interface Delivered {
  readonly kind: 'delivered'
  readonly file: { readonly sha256: string; readonly bytes: number }
  readonly measurement: Measurement
  readonly inspection: Inspection
  readonly engine: EngineRecord
  /** Set where an earlier iteration's stored result was returned: it costs nothing. */
  readonly sameAs: string | null
}

export type Outcome = Delivered | { readonly kind: 'failed'; readonly problem: Problem }

/** Does nothing if the attempt has ended already: cancelled, or finished by another worker. */
export async function finishIteration(studio: Studio, iteration: IterationRow, outcome: Outcome, completeJob: (tx: Tx) => Promise<void>): Promise<void> {
  await studio.database.transaction(async (tx) => {
    const whole = await lockRun(tx, iteration.run_id, iteration.workspace_id)
    const current = whole.iterations.find(({ id }) => id === iteration.id)!
    await completeJob(tx)
    if (!isActive(current)) return
    if (outcome.kind === 'failed') await recordFailure(studio, tx, whole, current, outcome.problem)
    else await recordDelivery(studio, tx, whole, current, outcome)
    await closeIfDone(studio, tx, whole.run.id, whole.run.workspace_id, 'finished')
    await studio.events.publish(tx, { kind: 'run', workspace: whole.run.workspace_id, run: whole.run.id })
  })
}

/** J4: not charged, unless the book says so; what was charged when it was submitted comes back. */
async function recordFailure(studio: Studio, tx: Tx, whole: WholeRun, iteration: IterationRow, problem: Problem): Promise<void> {
  const { failed } = await chargeRules(studio, tx, whole)
  const ended = failed === 'price' && !isCharged(iteration) ? await chargeAttempt(studio, tx, whole, iteration) : iteration
  if (failed === 'nothing') await refundAttempt(studio, tx, whole, ended, 'failed attempt')
  const failure = failed === 'price' && ended.charge > 0n ? chargedAllTheSame(problem, milli(ended.charge)) : problem
  await tx
    .updateTable('keter.iterations')
    .set({ state: 'failed', failure: JSON.stringify(failure), ended_at: studio.now() })
    .where('id', '=', iteration.id)
    .execute()
}

const chargedAllTheSame = (problem: Problem, charge: Credits): Problem => ({
  ...problem,
  charged: `${formatCredits(charge)} credits`,
  next: 'Look at the cause before you try again: under this price book an attempt that fails is charged.',
})

async function recordDelivery(studio: Studio, tx: Tx, whole: WholeRun, iteration: IterationRow, delivered: Delivered): Promise<void> {
  const source = whole.sources[iteration.position]!
  // The ledger comes last, where it can: its wallet is locked no longer than needed. A defective attempt, though, is one whose charge has come back.
  if (!delivered.inspection.ok) await chargeDelivery(studio, tx, whole, iteration, delivered)
  await recordResult(studio, tx, whole, source, iteration, delivered)
  for (const duplicate of whole.sources.filter(({ same_as }) => same_as === source.position))
    await recordDuplicate(studio, tx, whole, duplicate, iteration, delivered)
  if (delivered.inspection.ok) await chargeDelivery(studio, tx, whole, iteration, delivered)
}

async function chargeDelivery(studio: Studio, tx: Tx, whole: WholeRun, iteration: IterationRow, { inspection, sameAs }: Delivered): Promise<void> {
  // Charged when it was submitted, and then another made the same: it is free all the same.
  if (sameAs && isCharged(iteration)) return refundAttempt(studio, tx, whole, iteration, 'the same edit was done before')
  if (sameAs) {
    await tx
      .updateTable('keter.iterations')
      .set({ lines: JSON.stringify(sameAgain) })
      .where('id', '=', iteration.id)
      .execute()
    return
  }
  const charged = isCharged(iteration) ? iteration : await chargeAttempt(studio, tx, whole, iteration)
  if (!inspection.ok) await refundAttempt(studio, tx, whole, charged, 'defective result')
}

const sameAgain = [{ label: 'The same edit of the same bytes was done before: free', amount: '0' }]

async function recordResult(studio: Studio, tx: Tx, { run }: WholeRun, source: RunSourceRow, iteration: IterationRow, delivered: Delivered): Promise<void> {
  const at = studio.now()
  const defective = !delivered.inspection.ok
  const version = await addVersion(studio, tx, run.workspace_id, source.asset_id, iteration.id, delivered)
  await tx
    .updateTable('keter.iterations')
    .set({
      state: defective ? 'defective' : 'done',
      progress: 1,
      eta: null,
      result_version_id: version,
      inspection: JSON.stringify(delivered.inspection),
      verdict: defective ? 'defective' : null,
      engine: JSON.stringify(delivered.engine),
      same_as: delivered.sameAs,
      ended_at: at,
    })
    .where('id', '=', iteration.id)
    .execute()
}

async function addVersion(studio: Studio, tx: Tx, workspace: string, asset: string, iteration: string, { file, measurement }: Delivered): Promise<string> {
  const id = studio.newId('version')
  await tx
    .insertInto('keter.versions')
    .values({
      id,
      workspace_id: workspace,
      asset_id: asset,
      sha256: file.sha256,
      bytes: BigInt(file.bytes),
      media_type: mediaTypeOf(measurement),
      measurement: JSON.stringify(measurement),
      iteration_id: iteration,
      created_at: studio.now(),
    })
    .execute()
  return id
}

/** A source with the same bytes gets the same result, as an attempt of its own that costs nothing. */
async function recordDuplicate(
  studio: Studio,
  tx: Tx,
  { run }: WholeRun,
  duplicate: RunSourceRow,
  original: IterationRow,
  delivered: Delivered,
): Promise<void> {
  const id = studio.newId('iteration')
  const at = studio.now()
  const defective = !delivered.inspection.ok
  await tx
    .insertInto('keter.iterations')
    .values({
      id,
      workspace_id: run.workspace_id,
      run_id: run.id,
      position: duplicate.position,
      attempt: original.attempt,
      state: 'queued',
      edit: JSON.stringify(original.edit),
      prompt: original.prompt,
      seed: original.seed,
      fingerprint: original.fingerprint,
      result_version_id: null,
      verdict: defective ? 'defective' : null,
      charge_movement: null,
      ledger_head: null,
      job_id: null,
      same_as: original.id,
      created_at: at,
      started_at: at,
      ended_at: at,
    })
    .execute()
  const version = await addVersion(studio, tx, run.workspace_id, duplicate.asset_id, id, delivered)
  await tx
    .updateTable('keter.iterations')
    .set({
      state: defective ? 'defective' : 'done',
      progress: 1,
      result_version_id: version,
      inspection: JSON.stringify(delivered.inspection),
      lines: JSON.stringify([{ label: 'Same bytes as another file of this run: free', amount: '0' }]),
      engine: JSON.stringify(delivered.engine),
    })
    .where('id', '=', id)
    .execute()
}
