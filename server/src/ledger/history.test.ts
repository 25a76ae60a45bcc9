// Pages of the charge history, with any filters, against the plainest way to filter. Numbers are those of docs/rules/history.md.
import { milli, type MovementKind } from '@keter/core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as ledger from './ledger.ts'
import type { HistoryRequest } from './history.ts'
import { testDatabases, type TestDatabase } from './test-database.ts'

const wallet = 'ws_history'
const start = Date.UTC(2026, 0, 1)
const rows = 6000

/** Numbers from a seed. */
function chance(seed: number) {
  let state = seed
  return (n: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * n)
  }
}

async function grantOnce({ database: { query } }: TestDatabase, other: string): Promise<void> {
  const at = new Date(start)
  await ledger.openWallet(query, { wallet: other, at })
  const cause = { actor: null, apiKey: null, project: null, tool: null, quote: null, iteration: null }
  const terms = { source: 'plan', priority: 0, expiresAt: null, reference: '' } as const
  await ledger.grant(query, { wallet: other, key: 'k', at, cause, amount: milli(1000n), ...terms })
}

describe.each(testDatabases())('the charge history on the $kind database', ({ fresh }) => {
  let opened: TestDatabase
  let all: readonly ledger.HistoryRow[]
  const page = (request: Omit<HistoryRequest, 'wallet'>) => ledger.historyPage(opened.database.query, { wallet, ...request })

  beforeAll(async () => {
    opened = await fresh()
    await ledger.openWallet(opened.database.query, { wallet, at: new Date(start) })
    // What the planner knows is of a time when every wallet had a single movement.
    for (let n = 0; n < 10; n++) await grantOnce(opened, `ws_other_${n}`)
    await opened.database.run('analyze ledger.movements')
    // Only what a page is read from: the movements. One project and one tool are rare, refunds and grants are rarer.
    await sql`insert into ledger.movements
      select ${wallet}, n, (case when n % 211 = 0 then 'grant' when n % 97 = 0 then 'refund' when n % 3 = 0 then 'hold' when n % 3 = 1 then 'charge' else 'return' end)::ledger.kind,
             timestamptz '2026-01-01Z' + n * interval '10 minutes', 'k' || n, ''::bytea, 'h' || n / 3, null, '', 'user_' || n % 7, case when n % 5 = 0 then 'key_' || n % 3 end,
             case when n % 500 = 0 then 'prj_rare' else 'prj_' || n % 11 end, case when n % 777 = 0 then 'rare-tool' else 'tool-' || n % 4 end, null, null, 0, 0, 0, 0, 0, ''::bytea
        from generate_series(1, ${rows}) as n`.execute(opened.database.query)
    await sql`update ledger.wallets set version = ${rows}, latest_at = timestamptz '2026-06-01Z' where id = ${wallet}`.execute(opened.database.query)
    all = (await page({ limit: rows })).rows
  }, 60_000)
  afterAll(() => opened.drop())

  test('the planner takes no wallet for a small one by what it saw of the first movements: it would read all of the history for a key', async () => {
    const { rows: lines } = await sql<{ 'QUERY PLAN': string }>`explain select from ledger.movements where wallet = 'ws_history'`.execute(opened.database.query)
    expect(Number(/rows=(\d+)/.exec(lines[0]!['QUERY PLAN'])![1])).toBeGreaterThan(3)
  })

  test('is whole, newest first', () => {
    expect(all.map(({ version }) => Number(version))).toEqual(Array.from({ length: rows }, (_, i) => rows - i))
  })

  test('any filters, followed to the end, give exactly what a plain filter gives, in order (C2)', { timeout: 60_000 }, async () => {
    const below = chance(7)
    const sometimes = <T>(value: () => T): T | undefined => (below(3) === 0 ? value() : undefined)
    const kinds: MovementKind[] = ['grant', 'hold', 'charge', 'return', 'refund', 'expiry']
    for (let i = 0; i < 60; i++) {
      const filter = {
        kinds: sometimes(() => kinds.filter(() => below(2) === 0)),
        projects: sometimes(() => (below(3) === 0 ? ['prj_rare'] : ['prj_1', 'prj_2', 'prj_rare', 'prj_none'].slice(0, 1 + below(4)))),
        actor: sometimes(() => `user_${below(8)}`),
        apiKey: sometimes(() => `key_${below(3)}`),
        tool: sometimes(() => (below(3) === 0 ? 'rare-tool' : `tool-${below(5)}`)),
        hold: below(20) === 0 ? `h${below(2000)}` : undefined,
        from: sometimes(() => new Date(start + below(rows) * 600_000)),
        until: sometimes(() => new Date(start + below(rows) * 600_000)),
      }
      const plain = all.filter(
        ({ kind, cause, hold, at }) =>
          (filter.kinds?.includes(kind) ?? true) &&
          (filter.projects?.includes(cause.project!) ?? true) &&
          (filter.actor === undefined || cause.actor === filter.actor) &&
          (filter.apiKey === undefined || cause.apiKey === filter.apiKey) &&
          (filter.tool === undefined || cause.tool === filter.tool) &&
          (filter.hold === undefined || hold === filter.hold) &&
          (filter.from === undefined || at >= filter.from) &&
          (filter.until === undefined || at < filter.until),
      )
      const found: bigint[] = []
      let before: bigint | undefined
      for (let pages = 0; ; pages++) {
        const { rows: some, next } = await page({ ...filter, limit: 200, before })
        found.push(...some.map(({ version }) => version))
        if (next === null) break
        expect(pages).toBeLessThan(100)
        before = next
      }
      expect(found, JSON.stringify(filter)).toEqual(plain.map(({ version }) => version))
    }
  })

  test('what is added meanwhile moves no page (C3)', async () => {
    const first = await page({ limit: 5, tool: 'tool-1' })
    await sql`update ledger.wallets set version = version + 1 where id = ${wallet}`.execute(opened.database.query)
    await sql`insert into ledger.movements select (m).* from (select jsonb_populate_record(w, jsonb_build_object('version', ${rows + 1}::int, 'key', 'added')) as m
      from ledger.movements as w where wallet = ${wallet} and version = 1) as added`.execute(opened.database.query)
    const second = await page({ limit: 5, tool: 'tool-1', before: first.next! })
    expect([...first.rows, ...second.rows].map(({ version }) => version)).toEqual(
      all
        .filter(({ cause }) => cause.tool === 'tool-1')
        .slice(0, 10)
        .map(({ version }) => version),
    )
  })
})
