// What an estimate asks of the database, in one call: it is made at every keystroke, and calls are what it costs.
import { type Credits, milli } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'

export interface EstimateFacts {
  /** The workspace's own. */
  readonly plan: string
  readonly balance: { readonly available: Credits; readonly held: Credits }
  /** Those of the fingerprints that the workspace has a result of. */
  readonly done: ReadonlySet<string>
}

export async function estimateFacts(queries: Queries, workspace: string, at: Date, fingerprints: readonly string[]): Promise<EstimateFacts> {
  const { rows } = await sql<{ plan: string; available: bigint; held: bigint; done: string[] }>`
    select * from keter.estimate_facts(${workspace}, ${at}, ${[...new Set(fingerprints)]}::text[])`.execute(queries)
  const [{ plan, available, held, done }] = rows as [(typeof rows)[number]]
  return { plan, balance: { available: milli(available), held: milli(held) }, done: new Set(done) }
}
