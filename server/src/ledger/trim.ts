// A trim: what the lots of a source have above an amount leaves the balance as expired. A cap on what is rolled over, or a purchase that was paid back.
import { parseMovementId, Refusal } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { causeRow, movementOf, post } from './outcome.ts'
import type { Trimmed, TrimRequest } from './types.ts'

/** What holds have of the lots stays theirs. @throws Refusal `malformed_request`, `not_found`, `idempotency_key_reused` */
export async function trimLots(q: Queries, { wallet, key, at, cause, source, keep, movement, reference }: TrimRequest): Promise<Trimmed> {
  const grant = movement === undefined ? null : parseMovementId(movement)
  if (movement !== undefined && grant?.wallet !== wallet) throw new Refusal('not_found', 'The ledger has no such grant.', { movement })
  const version = grant?.version ?? null
  const call = sql`ledger.trim_lots(${wallet}, ${key}, ${at}, ${causeRow(cause)}, ${source}, ${keep}, ${version}::bigint, ${reference})`
  const outcome = await post(q, wallet, call)
  return { ...movementOf(outcome), trimmed: outcome.amount }
}
