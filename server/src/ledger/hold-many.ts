// Several holds of one wallet in one call: each is placed or refused by itself, in order, for a small part of what as many calls would cost.
import { milli, movementId, type Refusal } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import type { OutcomeRow } from './outcome.ts'
import { refusalFrom, refusing } from './refusal.ts'
import type { Held, HoldRequest } from './types.ts'

type Answer = OutcomeRow & { readonly code: string | null; readonly why: string | null; readonly facts: Record<string, unknown> | null }

/** One answer a request, in their order. @throws Refusal `not_found` for the wallet, `malformed_request` for what is no amount or text at all. */
export async function holdMany(q: Queries, wallet: string, requests: readonly Omit<HoldRequest, 'wallet'>[]): Promise<(Held | Refusal)[]> {
  if (requests.length === 0) return []
  const { rows } = await refusing(() =>
    sql<Answer>`select replayed, version, amount, overrun, available, held, encode(head, 'hex') as head, warned, code, why, facts
      from ledger.hold_many(${wallet}, ${JSON.stringify(requests.map(asked))}::jsonb)`.execute(q),
  )
  return rows.map((row) => (row.code === null ? heldOf(wallet, row) : refusalFrom(row.code, row.why ?? '', row.facts ?? {})))
}

const asked = ({ key, at, cause, hold, amount, expiresAt, passes = [] }: Omit<HoldRequest, 'wallet'>) => ({
  ...{ key, at, hold, passes: passes.map(String), amount: String(amount), expires_at: expiresAt },
  ...{ actor: cause.actor, api_key: cause.apiKey, project: cause.project, tool: cause.tool, iteration: cause.iteration, quote: cause.quote },
})

const heldOf = (wallet: string, { replayed, version, available, held, head, warned }: OutcomeRow): Held => ({
  ...{ movement: movementId(wallet, version), replayed, available: milli(available), held: milli(held), head },
  warned: warned.map(BigInt),
})
