// When nothing of a run is left to do, it ends and what is still held goes back. While verdicts or attempts are open, it waits and the hold lives on.
import type { Tx } from '../db/database.ts'
import * as ledger from '../ledger/ledger.ts'
import type { Studio } from '../studio.ts'
import { isActive, lockRun, type WholeRun } from './rows.ts'

export type EndReason = 'finished' | 'cancelled' | 'failed' | 'expired'

/** To be called with the run locked, after its rows have been changed. */
export async function closeIfDone(studio: Studio, tx: Tx, id: string, workspace: string, reason: EndReason): Promise<void> {
  const whole = await lockRun(tx, id, workspace)
  if (whole.run.state === 'ended') return
  if (whole.iterations.some(isActive)) return setState(tx, whole, 'running')
  if (whole.sources.some((source) => attemptsLeft(whole, source.position) > 0)) return setState(tx, whole, 'waiting')
  await endRun(studio, tx, whole, reason)
}

/** Attempts that may still be made on an open source. A duplicate has none of its own. */
export function attemptsLeft({ quote, sources, iterations, run }: WholeRun, position: number): number {
  const source = sources[position]!
  if (run.state === 'ended' || source.state !== 'open' || source.same_as !== null) return 0
  return quote.iterations - iterations.filter((iteration) => iteration.position === position).length
}

export async function endRun(studio: Studio, tx: Tx, { run, quote }: WholeRun, reason: EndReason): Promise<void> {
  const at = studio.now()
  await tx.updateTable('keter.run_sources').set({ state: 'ended' }).where('run_id', '=', run.id).where('state', '=', 'open').execute()
  await tx.updateTable('keter.runs').set({ state: 'ended', ended_at: at }).where('id', '=', run.id).execute()
  if (!run.hold_id) return
  const cause = { actor: run.created_by, apiKey: run.api_key, project: run.project_id, tool: quote.edit.tool, quote: quote.id, iteration: null }
  await ledger.release(tx, { wallet: run.workspace_id, key: `release:${run.id}`, at, cause, hold: run.hold_id, reason })
}

async function setState(tx: Tx, { run }: WholeRun, state: 'running' | 'waiting'): Promise<void> {
  if (run.state !== state) await tx.updateTable('keter.runs').set({ state }).where('id', '=', run.id).execute()
}
