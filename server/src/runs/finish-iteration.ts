// The end of an attempt: what was delivered is charged (and refunded at once if it is defective), in one transaction with the end of its job.
// A charge is never above what the quote gave this source. (docs/rules/jobs.md, J4 to J8)
import { type Credits, explainCharge, formatCredits, leastCredits, noCredits, type Problem, subtractCredits } from '@keter/core'
import { mediaTypeOf } from '../assets/assets.ts'
import type { Tx } from '../db/database.ts'
import type { EngineRecord } from '../db/schema.ts'
import type { Inspection } from '../engines/engine.ts'
import * as ledger from '../ledger/ledger.ts'
import type { ImageMeasurement } from '@keter/core'
import type { Studio } from '../studio.ts'
import { attemptPrice } from './attempt-price.ts'
import { closeIfDone } from './close-run.ts'
import { isActive, type IterationRow, lockRun, type RunSourceRow, type WholeRun } from './rows.ts'

export interface Delivered {
  readonly kind: 'delivered'
  readonly file: { readonly sha256: string; readonly bytes: number }
  readonly measurement: ImageMeasurement
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
    if (outcome.kind === 'failed') await recordFailure(studio, tx, current, outcome.problem)
    else await recordDelivery(studio, tx, whole, current, outcome)
    await closeIfDone(studio, tx, whole.run.id, whole.run.workspace_id, 'finished')
    await studio.events.publish(tx, { kind: 'run', workspace: whole.run.workspace_id, run: whole.run.id })
  })
}

async function recordFailure(studio: Studio, tx: Tx, { id }: IterationRow, problem: Problem): Promise<void> {
  await tx
    .updateTable('keter.iterations')
    .set({ state: 'failed', failure: JSON.stringify(problem), ended_at: studio.now() })
    .where('id', '=', id)
    .execute()
}

async function recordDelivery(studio: Studio, tx: Tx, whole: WholeRun, iteration: IterationRow, delivered: Delivered): Promise<void> {
  const source = whole.sources[iteration.position]!
  const price = delivered.sameAs ? { charge: noCredits, lines: sameAgain } : await priceOf(studio, tx, whole, iteration)
  const defective = !delivered.inspection.ok
  await recordResult(studio, tx, whole, source, iteration, delivered, price)
  for (const duplicate of whole.sources.filter(({ same_as }) => same_as === source.position))
    await recordDuplicate(studio, tx, whole, duplicate, iteration, delivered)
  if (price.charge === noCredits) return
  const settled = await settle(studio, tx, whole, iteration, price.charge, defective)
  await tx.updateTable('keter.iterations').set({ charge_movement: settled.movement, ledger_head: settled.head }).where('id', '=', iteration.id).execute()
}

const sameAgain = [{ label: 'The same edit of the same bytes was done before: free', amount: '0' }]

/** The attempt's charge and the lines that explain it. */
async function priceOf(studio: Studio, tx: Tx, whole: WholeRun, iteration: IterationRow) {
  const { series, charged, owed, left } = await attemptPrice(studio, tx, whole, iteration.position, iteration.edit)
  const charge = leastCredits(owed, left)
  const lines = explainCharge(series, charged)
  // The quote promised less: an earlier result was to be returned, and the engine that made it has changed since.
  return { charge, lines: charge === owed ? lines : [...lines, { label: 'Not above the quote', amount: formatCredits(subtractCredits(charge, owed)) }] }
}

async function recordResult(
  studio: Studio,
  tx: Tx,
  { run }: WholeRun,
  source: RunSourceRow,
  iteration: IterationRow,
  delivered: Delivered,
  price: { charge: Credits; lines: readonly unknown[] },
): Promise<void> {
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
      lines: JSON.stringify(price.lines),
      charge: price.charge,
      refunded: defective ? price.charge : noCredits,
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
      media_type: mediaTypeOf(measurement.format),
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

/** Credits that expired while they were held would come back expired; a week is given to use them. */
const refundKeptMs = 7 * 24 * 3_600_000

/** The charge, and beside it the refund of a defective result: both stay visible. */
async function settle(studio: Studio, tx: Tx, { run, quote }: WholeRun, iteration: IterationRow, charge: Credits, defective: boolean) {
  const cause = { actor: run.created_by, apiKey: run.api_key, project: run.project_id, tool: quote.edit.tool, quote: quote.id, iteration: iteration.id }
  const write = { wallet: run.workspace_id, at: studio.now(), cause }
  const settled = await ledger.settle(tx, { ...write, key: `settle:${iteration.id}`, hold: run.hold_id!, actual: charge })
  if (settled.captured !== charge)
    throw new Error(`iteration ${iteration.id}: ${formatCredits(charge)} is owed, ${formatCredits(settled.captured)} could be captured`)
  if (!defective) return settled
  const refunded = await ledger.refund(tx, {
    ...write,
    key: `refund:${iteration.id}`,
    movement: settled.movement,
    amount: charge,
    reason: 'defective result',
    keepUntil: new Date(write.at.getTime() + refundKeptMs),
  })
  return { ...settled, head: refunded.head }
}
