// A limit: what may be held and spent by whom in one period. Holds take it in the same step as the credits.
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { refusing } from './refusal.ts'
import type { LimitRequest } from './types.ts'

/** Makes it, or changes the one of the same scope, subject and period; open holds are never touched. Answers its id. */
export async function setLimit(q: Queries, { wallet, at, scope, subject, period, startsAt, endsAt, mode, maximum }: LimitRequest): Promise<bigint> {
  const { rows } = await refusing(() =>
    sql<{ id: bigint }>`select ledger.set_limit(${wallet}, ${scope}, ${subject}, ${period}, ${startsAt}, ${endsAt}, ${mode}, ${maximum}, ${at}) as id`.execute(
      q,
    ),
  )
  return rows[0]!.id
}
