// Many connections working on few wallets at once, with aborted transactions, retries and, where asked for, connections that are killed in the middle.
import { setTimeout as wait } from 'node:timers/promises'
import { milli, Refusal } from '@keter/core'
import { sql } from 'kysely'
import pg from 'pg'
import type { Tx } from '../db/database.ts'
import { openServer } from '../db/server.ts'
import * as ledger from './ledger.ts'

const noon = Date.UTC(2026, 10, 22, 12)
const nobody = { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null }
const connections = 8
const wallets = ['storm_1', 'storm_2', 'storm_3']

export interface Storm {
  /** Wallet and key of each operation that was acknowledged. */
  readonly acknowledged: Set<string>
  readonly outcomes: Record<string, number>
  /** Errors that are neither a refusal nor a lost connection. */
  readonly unexpected: string[]
  kills: number
}

class Abort extends Error {}

export async function storm(url: string, { milliseconds, kill }: { milliseconds: number; kill: boolean }): Promise<Storm> {
  const database = await openServer(url, connections)
  const report: Storm = { acknowledged: new Set(), outcomes: {}, unexpected: [], kills: 0 }
  const limits = new Map<string, bigint>()
  for (const wallet of wallets) {
    await ledger.openWallet(database.query, { wallet, at: new Date(noon) })
    limits.set(
      wallet,
      await ledger.setLimit(database.query, {
        wallet,
        at: new Date(noon),
        scope: 'workspace',
        subject: wallet,
        period: 'total',
        startsAt: null,
        endsAt: null,
        mode: 'hard',
        maximum: milli(50_000n),
      }),
    )
  }
  const below = (n: number) => Math.floor(Math.random() * n)
  const some = (most: number) => milli(BigInt(1 + below(most)))
  const holds: { wallet: string; hold: string }[] = []
  const charges: { wallet: string; movement: string }[] = []
  const end = Date.now() + milliseconds

  async function one(worker: number, turn: number): Promise<void> {
    const wallet = wallets[below(wallets.length)]!
    const at = new Date(noon + (milliseconds - (end - Date.now())) * 60)
    const write = (name: string) => ({ wallet, key: `${name}-${worker}-${turn}`, at, cause: nobody })
    const open = holds.at(-1 - below(Math.min(holds.length, 20)))
    const charge = charges[below(charges.length)]
    const kind = below(100)
    if (kind < 8) {
      const expiresAt = below(2) ? new Date(at.getTime() + 60_000) : null
      const request = { ...write('grant'), amount: some(2000), source: 'top-up', priority: below(3), expiresAt, reference: '' } as const
      await keep(request, (tx) => ledger.grant(tx, request))
    } else if (kind < 45 || !open) {
      const taken = below(2) ? [limits.get(wallet)!] : []
      const request = {
        ...write('hold'),
        hold: `hold-${worker}-${turn}`,
        amount: some(300),
        limits: taken,
        expiresAt: new Date(at.getTime() + 1 + below(60_000)),
      }
      await keep(request, (tx) => ledger.hold(tx, request))
      holds.push({ wallet, hold: request.hold })
    } else if (kind < 75) {
      // A settle and, at times, its refund in one transaction, as for a defective result.
      const request = { ...write('settle'), ...open, actual: some(200) }
      const defective = below(4) === 0
      await keep(request, async (tx) => {
        const settled = await ledger.settle(tx, request)
        const { movement, captured } = settled
        if (captured === 0n) return settled
        if (defective) await ledger.refund(tx, { ...request, key: `${request.key}-refund`, movement, amount: captured, reason: 'defective' })
        else charges.push({ wallet: open.wallet, movement })
        return settled
      })
    } else if (kind < 88) {
      const request = { ...write('release'), ...open, reason: 'finished' } as const
      await keep(request, (tx) => ledger.release(tx, request))
    } else if (kind < 94 && charge) {
      const request = { ...write('refund'), ...charge, amount: some(100), reason: 'dark' }
      await keep(request, (tx) => ledger.refund(tx, request))
    } else if (kind < 97) await ledger.sweepHolds(database.query, { at, most: 20 })
    else await ledger.expireLots(database.query, { at, most: 20 })
  }

  /** Runs it in a transaction. Some are taken back at their end; some are sent again, as by a caller who heard no answer. */
  async function keep({ wallet, key }: { wallet: string; key: string }, run: (tx: Tx) => Promise<ledger.Movement>): Promise<void> {
    const name = `${wallet} ${key}`
    const attempt = (abort: boolean) =>
      database.transaction(async (tx) => {
        const posted = await run(tx)
        if (abort) throw new Abort()
        return posted
      })
    const first = await attempt(below(8) === 0).catch((error: unknown) => {
      if (!isLostConnection(error)) throw error
      count('connection lost')
      return attempt(false)
    })
    report.acknowledged.add(name)
    count('done')
    if (below(8) > 0) return
    const again = await attempt(false)
    if (!again.replayed || again.head !== first.head) report.unexpected.push(`${name} was sent again and not replayed`)
    count('sent again')
  }

  function count(outcome: string): void {
    report.outcomes[outcome] = (report.outcomes[outcome] ?? 0) + 1
  }

  async function work(worker: number): Promise<void> {
    for (let turn = 0; Date.now() < end; turn++)
      try {
        await one(worker, turn)
      } catch (error) {
        if (error instanceof Refusal) count(error.code)
        else if (error instanceof Abort) count('aborted')
        else if (isLostConnection(error)) count('connection lost')
        else report.unexpected.push(`${(error as { code?: string }).code}: ${(error as Error).message}`)
      }
  }

  const killer = kill ? killConnections(url, end) : Promise.resolve(0)
  await Promise.all(Array.from({ length: connections }, (_, worker) => work(worker)))
  report.kills = await killer
  await database.close()
  return report
}

const isLostConnection = (error: unknown) => {
  const { code, message } = error as { code?: string; message: string }
  return code === '57P01' || code === 'ECONNRESET' || code === 'EPIPE' || /terminated|not queryable|connection error/i.test(message)
}

/** Ends one of this database's own connections every 50 ms. */
async function killConnections(url: string, end: number): Promise<number> {
  const admin = new pg.Client({ connectionString: url, application_name: 'storm' })
  await admin.connect()
  let kills = 0
  while (Date.now() < end) {
    await wait(50)
    const { rowCount } = await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'keter-studio' and state <> 'idle' order by random() limit 1`,
    )
    kills += rowCount ?? 0
  }
  await admin.end()
  return kills
}

/** Keys that were acknowledged and are not there exactly once. */
export async function lostOrDoubled(url: string, { acknowledged }: Storm): Promise<string[]> {
  const database = await openServer(url, 1)
  const { rows } = await sql<{ name: string }>`select wallet || ' ' || key as name from ledger.movements where key is not null`.execute(database.query)
  await database.close()
  const times = Map.groupBy(rows, ({ name }) => name)
  return [...acknowledged].filter((name) => times.get(name)?.length !== 1)
}
