// A wallet: what a workspace spends from. It is opened once, empty.
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { refusing } from './refusal.ts'

/** Opening it again changes nothing. */
export async function openWallet(q: Queries, { wallet, at }: { readonly wallet: string; readonly at: Date }): Promise<void> {
  await refusing(() => sql`select ledger.open_wallet(${wallet}, ${at})`.execute(q))
}
