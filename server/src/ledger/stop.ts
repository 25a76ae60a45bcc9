// Stopping a wallet: nothing more is held in it, because a check found what can never be. What is held may still be charged and returned; all can be read.
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'

export async function stopSpending(q: Queries, wallet: string, at: Date, why: string): Promise<void> {
  await sql`select ledger.stop_spending(${wallet}, ${at}, ${why})`.execute(q)
}

export async function resumeSpending(q: Queries, wallet: string): Promise<void> {
  await sql`select ledger.resume_spending(${wallet})`.execute(q)
}
