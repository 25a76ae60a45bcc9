// A grant: credits from a plan, a top-up or a promotion, as a lot with a priority and perhaps an expiry.
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { causeRow, movementOf, post } from './outcome.ts'
import type { GrantRequest, Movement } from './types.ts'

/** @throws Refusal `malformed_request`, `not_found`, `idempotency_key_reused` */
export async function grant(q: Queries, { wallet, key, at, cause, amount, source, priority, expiresAt, reference }: GrantRequest): Promise<Movement> {
  const call = sql`ledger.grant_credits(${wallet}, ${key}, ${at}, ${causeRow(cause)}, ${amount}, ${source}, ${priority}, ${expiresAt}, ${reference})`
  return movementOf(await post(q, wallet, call))
}
