// Proof: the database's own view of violations, and everything computed again from the entries alone. Neither ever finds anything.
import { createHash } from 'node:crypto'
import { firstHead, type KnownHead, type LedgerFinding, type VerifyReport, verifyEntries } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { entriesOf } from './export.ts'

export async function violations(q: Queries, wallet?: string): Promise<LedgerFinding[]> {
  const which = wallet === undefined ? sql`true` : sql`wallet = ${wallet}`
  return (await sql<LedgerFinding>`select wallet, what, coalesce(ref, '') as ref from ledger.violations where ${which}`.execute(q)).rows
}

/** Of one wallet, or of all. Writes may go on meanwhile: each chain has to pass through the head that its wallet had at the beginning. */
export async function verifyLedger(q: Queries, wallet?: string): Promise<VerifyReport> {
  const heads = await headsOf(q, wallet)
  const report = await verifyEntries(entriesOf(q, wallet), sha256, heads)
  const findings = [...report.findings, ...(await violations(q, wallet))]
  return { ...report, ok: findings.length === 0, findings }
}

export async function verifyWallet(q: Queries, wallet: string) {
  const { ok, movements, entries, findings, heads } = await verifyLedger(q, wallet)
  return { ok, movements, entries, head: heads[wallet] ?? firstHead, findings: [...findings] }
}

async function headsOf(q: Queries, wallet: string | undefined): Promise<KnownHead[]> {
  const which = wallet === undefined ? sql`true` : sql`id = ${wallet}`
  const { rows } = await sql<{ wallet: string; version: bigint; head: string }>`
    select id as wallet, version, encode(head, 'hex') as head from ledger.wallets where ${which}`.execute(q)
  return rows.map((row) => ({ wallet: row.wallet, version: Number(row.version), head: row.head, from: 'the wallet' }))
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
