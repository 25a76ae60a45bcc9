// The rows a run is made of, read and locked in one order everywhere: run, then its iterations, then the ledger.
import { Refusal } from '@keter/core'
import type { Selectable } from 'kysely'
import type { Queries, Tx } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import type { QuoteRow } from '../quotes/make-quote.ts'

export type RunRow = Selectable<Schema['keter.runs']>
export type RunSourceRow = Selectable<Schema['keter.run_sources']>
export type IterationRow = Selectable<Schema['keter.iterations']>

export interface WholeRun {
  readonly run: RunRow
  readonly quote: QuoteRow
  readonly sources: readonly RunSourceRow[]
  /** By source, then attempt. */
  readonly iterations: readonly IterationRow[]
}

/** Locks the run; all that follows in this transaction sees it alone. @throws Refusal `not_found` */
export async function lockRun(tx: Tx, id: string, workspace: string): Promise<WholeRun> {
  const run = await tx.selectFrom('keter.runs').selectAll().where('id', '=', id).where('workspace_id', '=', workspace).forUpdate().executeTakeFirst()
  if (!run) throw new Refusal('not_found', `There is no run ${id}.`)
  return wholeRun(tx, run)
}

export async function wholeRun(queries: Queries, run: RunRow): Promise<WholeRun> {
  const quote = await queries.selectFrom('keter.quotes').selectAll().where('id', '=', run.quote_id).executeTakeFirstOrThrow()
  const sources = await queries.selectFrom('keter.run_sources').selectAll().where('run_id', '=', run.id).orderBy('position').execute()
  const iterations = await queries.selectFrom('keter.iterations').selectAll().where('run_id', '=', run.id).orderBy('position').orderBy('attempt').execute()
  return { run, quote, sources, iterations }
}

export const isActive = ({ state }: Pick<IterationRow, 'state'>): boolean => state === 'queued' || state === 'running'
/** Priced at some time, refunded or not: part of the series that the price is computed over. What came to 0 by rounding has its lines, too. */
export const isCharged = ({ lines, same_as, charge_movement }: Pick<IterationRow, 'lines' | 'same_as' | 'charge_movement'>): boolean =>
  charge_movement !== null || (lines.length > 0 && same_as === null)
