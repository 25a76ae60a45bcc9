// ledger: a hold, a settle and a release, each with its lots, limit, idempotency and hash chain, against one bare UPDATE and INSERT in the same database.
// On the embedded database in memory, and on the PostgreSQL server of TEST_DATABASE_URL where it is given. One wallet, one connection, one commit an operation.
import { sql } from 'kysely'
import { milli } from '@keter/core'
import type { Database } from '../server/src/db/database.ts'
import * as ledger from '../server/src/ledger/ledger.ts'
import { testDatabases } from '../server/src/ledger/test-database.ts'
import { type Case, report } from './report/report.ts'

const cycles = 1500
const wallet = 'bench'
const at = new Date(Date.UTC(2026, 10, 22))
const later = new Date(Date.UTC(2026, 10, 23))
const cause = { actor: 'user_1', apiKey: null, project: 'prj_1', tool: 'image-upscale', quote: 'qt_1', iteration: null }

const cases: Case[] = []
for (const { kind, fresh } of testDatabases()) {
  const { database, drop } = await fresh()
  cases.push(...(await measure(kind, database)))
  await drop()
}
report('ledger', cases)

async function measure(kind: string, { query, run }: Database): Promise<Case[]> {
  await run(
    'create table public.floor (id int primary key, n bigint) with (fillfactor = 50); create table public.floor_log (id bigint, note text); insert into public.floor values (1, 0)',
  )
  await ledger.openWallet(query, { wallet, at })
  await ledger.grant(query, { wallet, key: 'grant', at, cause, amount: milli(1_000_000_000n), source: 'top-up', priority: 1, expiresAt: later, reference: '' })
  const limit = await ledger.setLimit(query, {
    wallet,
    at,
    scope: 'member',
    subject: 'user_1',
    period: 'total',
    startsAt: null,
    endsAt: null,
    mode: 'hard',
    maximum: milli(1_000_000_000n),
  })
  const times: Record<'floor' | 'hold' | 'settle' | 'release', number[]> = { floor: [], hold: [], settle: [], release: [] }
  const timed = async (what: keyof typeof times, work: () => Promise<unknown>) => {
    const begun = performance.now()
    await work()
    times[what].push(performance.now() - begun)
  }
  for (let i = 0; i < cycles; i++) {
    const write = (name: string) => ({ wallet, key: `${name}-${i}`, at, cause, hold: `hold-${i}` })
    await timed('floor', () =>
      sql`with u as (update public.floor set n = n + 1 where id = 1 returning n) insert into public.floor_log select n, 'moved' from u`.execute(query),
    )
    await timed('hold', () => ledger.hold(query, { ...write('hold'), amount: milli(3000n), limits: [limit], expiresAt: later }))
    await timed('settle', () => ledger.settle(query, { ...write('settle'), actual: milli(2000n) }))
    await timed('release', () => ledger.release(query, { ...write('release'), reason: 'finished' }))
  }
  const floor = median(times.floor)
  const plain = (name: string, ours: number): Case => ({ name: `${kind}: ${name} (ms, median)`, ours, peer: floor, ratio: ours / floor, aim: null, ok: null })
  const cycle = median(times.hold) + median(times.settle)
  return [
    plain('hold', median(times.hold)),
    plain('settle', median(times.settle)),
    plain('release', median(times.release)),
    { ...plain('hold + settle', cycle), ...(kind === 'embedded' && { aim: '<= 2 ms', ok: cycle <= 2 }) },
  ]
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!
}
