// What an estimate asks of the database, in one call: it is made at every keystroke, and calls are what it costs.
import { type Credits, milli, type SpendingLimit } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'

export interface EstimateFacts {
  /** The workspace's own. */
  readonly plan: string
  readonly balance: { readonly available: Credits; readonly held: Credits }
  /** Those of the fingerprints that the workspace has a result of. */
  readonly done: ReadonlySet<string>
  /** Limits on spending that such a run would fall under. */
  readonly spending: readonly SpendingLimit[]
}

/** Who asks, and for which project. */
export interface Asker {
  readonly workspace: string
  readonly user: string
  readonly apiKey: string | null
  readonly project?: string | undefined
}

type LimitRow = Omit<SpendingLimit, 'maximum' | 'used'> & { readonly maximum: string; readonly used: string }

export async function estimateFacts(
  queries: Queries,
  { workspace, user, apiKey, project }: Asker,
  at: Date,
  fingerprints: readonly string[],
): Promise<EstimateFacts> {
  const cause = sql`row(${user}::text, ${apiKey}::text, ${project ?? null}::text, null, null, null)::ledger.cause`
  const { rows } = await sql<{ plan: string; available: bigint; held: bigint; done: string[]; limits: LimitRow[] | null }>`
    select * from keter.estimate_facts(${workspace}, ${at}, ${[...new Set(fingerprints)]}::text[], ${cause})`.execute(queries)
  const [{ plan, available, held, done, limits }] = rows as [(typeof rows)[number]]
  const spending = (limits ?? []).map((limit) => ({ ...limit, maximum: milli(BigInt(limit.maximum)), used: milli(BigInt(limit.used)) }))
  return { plan, balance: { available: milli(available), held: milli(held) }, done: new Set(done), spending }
}
