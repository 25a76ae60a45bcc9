// A hold: credits set aside for a quote's most. It is settled once per finished attempt and ends exactly once, when the rest goes back.
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { causeRow, movementOf, post } from './outcome.ts'
import type { Held, HoldRequest, Released, ReleaseRequest, Settled, SettleRequest } from './types.ts'

/** @throws Refusal `insufficient_credits` {needed, available}, `limit_reached`, `spending_stopped`, `malformed_request`, `not_found`, `idempotency_key_reused` */
export async function hold(q: Queries, { wallet, key, at, cause, hold, amount, expiresAt, passes = [] }: HoldRequest): Promise<Held> {
  const lifted = `{${passes.join(',')}}`
  const call = sql`ledger.hold(${wallet}, ${key}, ${at}, ${causeRow(cause)}, ${hold}, ${amount}, ${expiresAt}, ${lifted}::bigint[])`
  const outcome = await post(q, wallet, call)
  return { ...movementOf(outcome), warned: outcome.warned }
}

/** Charges an attempt; the hold stays open. @throws Refusal `hold_ended`, `malformed_request`, `not_found`, `idempotency_key_reused` */
export async function settle(q: Queries, { wallet, key, at, cause, hold, actual }: SettleRequest): Promise<Settled> {
  const outcome = await post(q, wallet, sql`ledger.settle(${wallet}, ${key}, ${at}, ${causeRow(cause)}, ${hold}, ${actual})`)
  return { ...movementOf(outcome), captured: outcome.amount, overrun: outcome.overrun }
}

/** Ends the hold and gives back the rest. @throws Refusal `hold_ended`, `malformed_request`, `not_found`, `idempotency_key_reused` */
export async function release(q: Queries, { wallet, key, at, cause, hold, reason }: ReleaseRequest): Promise<Released> {
  const outcome = await post(q, wallet, sql`ledger.release(${wallet}, ${key}, ${at}, ${causeRow(cause)}, ${hold}, ${reason})`)
  return { ...movementOf(outcome), returned: outcome.amount }
}
