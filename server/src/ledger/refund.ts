// A refund: a charge given back, whole or in part. Both stay visible; what comes back keeps the priority and expiry it had.
import { parseMovementId, Refusal } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { causeRow, movementOf, post } from './outcome.ts'
import type { Refunded, RefundRequest } from './types.ts'

/** @throws Refusal `refund_too_large` {asked, charged, left}, `malformed_request`, `not_found`, `idempotency_key_reused` */
export async function refund(q: Queries, { wallet, key, at, cause, movement, amount, reason, keepUntil }: RefundRequest): Promise<Refunded> {
  const charge = parseMovementId(movement)
  if (charge?.wallet !== wallet) throw new Refusal('not_found', 'The ledger has no such charge.', { movement })
  const outcome = await post(
    q,
    wallet,
    sql`ledger.refund(${wallet}, ${key}, ${at}, ${causeRow(cause)}, ${charge.version}, ${amount}, ${reason}, ${keepUntil ?? null}::timestamptz)`,
  )
  return { ...movementOf(outcome), refunded: outcome.amount }
}
