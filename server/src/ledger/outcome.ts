// What every ledger operation answers, and how a cause goes in.
import { type Credits, milli, movementId } from '@keter/core'
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { refusing } from './refusal.ts'
import type { Cause, Movement } from './types.ts'

export interface Outcome extends Movement {
  /** What was granted, held, captured, returned or refunded. */
  readonly amount: Credits
  readonly overrun: Credits
  readonly warned: readonly bigint[]
}

export interface OutcomeRow {
  replayed: boolean
  version: bigint
  amount: bigint
  overrun: bigint
  available: bigint
  held: bigint
  head: string
  /** Numbers or text, as the driver reads an array. */
  warned: (bigint | string)[]
}

/** Runs one ledger function and reads what it answers. */
export async function post(q: Queries, wallet: string, call: RawBuilder<unknown>): Promise<Outcome> {
  const { rows } = await refusing(() =>
    sql<OutcomeRow>`select replayed, version, amount, overrun, available, held, encode(head, 'hex') as head, warned from ${call}`.execute(q),
  )
  const { replayed, version, amount, overrun, available, held, head, warned } = rows[0]!
  return {
    movement: movementId(wallet, version),
    replayed,
    amount: milli(amount),
    overrun: milli(overrun),
    available: milli(available),
    held: milli(held),
    head,
    warned: warned.map(BigInt),
  }
}

export const causeRow = ({ actor, apiKey, project, tool, iteration, quote }: Cause): RawBuilder<unknown> =>
  sql`row(${actor}::text, ${apiKey}::text, ${project}::text, ${tool}::text, ${iteration}::text, ${quote}::text)::ledger.cause`

export const movementOf = ({ movement, replayed, available, held, head }: Outcome): Movement => ({ movement, replayed, available, held, head })
