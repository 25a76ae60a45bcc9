// The periodic check: wallets in which something moved are checked from where the last check ended; now and then each is checked whole.
// A wallet in which something is found that can never be spends nothing more (L33) until a check finds nothing again. Reading is never stopped.
import type { LedgerFinding } from '@keter/core'
import { sql } from 'kysely'
import type { Database, Queries } from '../db/database.ts'
import { resumeSpending, stopSpending } from './stop.ts'

export interface WalletCheck {
  readonly wallet: string
  readonly findings: readonly LedgerFinding[]
  /** Spending was stopped by this check, or goes on again because of it. */
  readonly changed: 'stopped' | 'resumed' | null
}

/** Movements looked at by one statement: on the embedded database everybody else waits for it. */
const stretch = 2000n
/** Each wallet is checked from its first entry on this often. */
const wholeEveryMs = 24 * 3_600_000

interface Due {
  readonly id: string
  readonly version: bigint
  readonly stopped_at: Date | null
  readonly checked: bigint | null
  readonly whole_at: Date | null
}

/** Those wallets that have moved, or whose whole check is due; the longest unchecked first. Answers what was found or changed, not what was in order. */
export async function checkWallets(database: Database, { at, most = 50 }: { readonly at: Date; readonly most?: number }): Promise<WalletCheck[]> {
  const { query } = database
  const { rows } = await sql<Due>`
    select w.id, w.version, w.stopped_at, c.version as checked, c.whole_at from ledger.wallets as w left join ledger.checks as c on c.wallet = w.id
     where c.wallet is null or w.version <> c.version or w.stopped_at is not null or c.whole_at is null or c.whole_at < ${new Date(at.getTime() - wholeEveryMs)}
     order by c.checked_at nulls first limit ${most}`.execute(query)
  const checks: WalletCheck[] = []
  for (const due of rows) checks.push(await checkWallet(database, due, at))
  return checks.filter(({ findings, changed }) => findings.length > 0 || changed)
}

async function checkWallet({ query }: Database, { id, version, stopped_at, checked, whole_at }: Due, at: Date): Promise<WalletCheck> {
  const whole = checked === null || stopped_at !== null || whole_at === null || at.getTime() - whole_at.getTime() >= wholeEveryMs || version < checked
  const findings: LedgerFinding[] = []
  for (let after = whole ? 0n : checked; after < version; after += stretch) {
    const until = after + stretch < version ? after + stretch : version
    findings.push(...(await found(query, id, sql`ledger.history_violations(${id}, ${after}, ${until})`)))
  }
  findings.push(...(await found(query, id, sql`ledger.wallet_violations(${id})`)))
  if (whole) findings.push(...(await found(query, id, sql`ledger.state_violations(${id})`)))
  await sql`
    insert into ledger.checks (wallet, version, checked_at, whole_at, findings) values (${id}, ${version}, ${at}, ${whole ? at : null}, ${JSON.stringify(findings)})
    on conflict (wallet) do update set version = excluded.version, checked_at = excluded.checked_at, findings = excluded.findings,
      whole_at = coalesce(excluded.whole_at, ledger.checks.whole_at)`.execute(query)
  return { wallet: id, findings, changed: await stopOrResume(query, id, stopped_at !== null, findings, at) }
}

async function stopOrResume(query: Queries, wallet: string, stopped: boolean, findings: readonly LedgerFinding[], at: Date): Promise<WalletCheck['changed']> {
  const [first] = findings
  if (first && !stopped) {
    await stopSpending(query, wallet, at, first.ref === '' ? first.what : `${first.what} (${first.ref})`)
    return 'stopped'
  }
  if (!first && stopped) {
    await resumeSpending(query, wallet)
    return 'resumed'
  }
  return null
}

async function found(query: Queries, wallet: string, from: ReturnType<typeof sql>): Promise<LedgerFinding[]> {
  const { rows } = await sql<{ what: string; ref: string | null }>`select what, ref from ${from}`.execute(query)
  return rows.map(({ what, ref }) => ({ wallet, what, ref: ref ?? '' }))
}
