// What the ledger does by itself when time passes: holds that are over end, lots that are over leave the balance. Both are idempotent by state.
// A wallet that somebody else works on at that moment is left for the next call, so neither ever waits.
import { type Credits, milli, movementId } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { refusing } from './refusal.ts'

export interface SweptHold {
  readonly wallet: string
  readonly hold: string
  readonly returned: Credits
  readonly movement: string
}

export async function sweepHolds(q: Queries, { at, most = 100 }: { readonly at: Date; readonly most?: number }): Promise<SweptHold[]> {
  const { rows } = await refusing(() =>
    sql<{ wallet: string; hold: string; returned: bigint; version: bigint }>`select * from ledger.sweep_holds(${at}, ${most})`.execute(q),
  )
  return rows.map(({ wallet, hold, returned, version }) => ({ wallet, hold, returned: milli(returned), movement: movementId(wallet, version) }))
}

export interface ExpiredLot {
  readonly wallet: string
  readonly expired: Credits
  readonly movement: string
}

export async function expireLots(q: Queries, { at, most = 100 }: { readonly at: Date; readonly most?: number }): Promise<ExpiredLot[]> {
  const { rows } = await refusing(() =>
    sql<{ wallet: string; expired: bigint; version: bigint }>`select wallet, expired, version from ledger.expire_lots(${at}, ${most})`.execute(q),
  )
  return rows.map(({ wallet, expired, version }) => ({ wallet, expired: milli(expired), movement: movementId(wallet, version) }))
}
