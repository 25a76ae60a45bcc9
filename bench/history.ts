// history: a page of the charge history, with any filter, at 10 million entries against the same at 10 thousand; and whether reading a balance grows.
// On the PostgreSQL server of TEST_DATABASE_URL (or 127.0.0.1:5432). `--entries N` for another size, `--keep` to keep the database, `--at URL` to read
// one that was kept.
import { performance } from 'node:perf_hooks'
import type { Database } from '../server/src/db/database.ts'
import * as ledger from '../server/src/ledger/ledger.ts'
import type { HistoryRequest } from '../server/src/ledger/history.ts'
import { generate, historyDatabase } from './history/generate.ts'
import { type Case, report } from './report/report.ts'

const argument = (name: string) => process.argv[process.argv.indexOf(name) + 1]
const entries = process.argv.includes('--entries') ? Number(argument('--entries')) : 10_000_000
const small = 10_000
const pages = 400

type Filter = Omit<HistoryRequest, 'wallet' | 'limit'>

/** Each kind of question, with values drawn anew for each page. */
function filters(): readonly (readonly [string, (n: number, version: number) => Filter])[] {
  const project = (n: number) => `prj_${(n * 37) % 300}`
  const period = (n: number) => ({ from: new Date(Date.UTC(2024, n % 30, 1)), until: new Date(Date.UTC(2024, (n % 30) + 1, 1)) })
  return [
    ['no filter', () => ({})],
    ['no filter, deep', (n, version) => ({ before: BigInt(1 + ((n * 7919) % version)) })],
    ['one project', (n) => ({ projects: [project(n)] })],
    ['one member', (n) => ({ actor: `usr_${n % 40}` })],
    ['one tool, deep', (n, version) => ({ tool: `tool-${n % 12}`, before: BigInt(1 + ((n * 7919) % version)) })],
    ['refunds', () => ({ kinds: ['refund'] })],
    ['grants and expiries, deep', (n, version) => ({ kinds: ['grant', 'expiry'], before: BigInt(1 + ((n * 7919) % version)) })],
    ["a project's refunds", (n) => ({ kinds: ['refund'], projects: [project(n)] })],
    ['a project, charges, one month', (n) => ({ kinds: ['charge'], projects: [project(n)], ...period(n) })],
    ['project and tool', (n) => ({ projects: [project(n)], tool: `tool-${n % 12}` })],
    ['project, tool, member and key', (n) => ({ projects: [project(n)], tool: `tool-${n % 12}`, actor: `usr_${n % 40}`, apiKey: `key_${n % 5}` })],
    ["a client's 30 projects", (n) => ({ projects: Array.from({ length: 30 }, (_, i) => `prj_${(n + i * 10) % 300}`) })],
    ['one month', (n) => period(n)],
  ]
}

async function compare(db: Database, name: string, filter: (n: number, version: number) => Filter): Promise<Case[]> {
  const few = await times(db, 'small', small / 2, filter)
  const many = await times(db, 'large', entries / 2, filter)
  const p99 = percentile(many, 0.99)
  const ratio = percentile(many, 0.5) / percentile(few, 0.5)
  return [
    { name: `${name}: p99 of a page of 50 (ms)`, ours: p99, peer: null, ratio: null, aim: '<= 10 ms', ok: p99 <= 10 },
    {
      name: `${name}: median (ms), peer the same at 10 thousand`,
      ours: percentile(many, 0.5),
      peer: percentile(few, 0.5),
      ratio,
      aim: '<= 1.5x',
      ok: ratio <= 1.5,
    },
  ]
}

/** Both sizes are read by one statement a page, or two where several filters meet; the first pages warm what both would have warm. */
async function times({ query }: Database, wallet: string, movements: number, filter: (n: number, version: number) => Filter): Promise<number[]> {
  const found: number[] = []
  for (let n = 0; n < pages + 40; n++) {
    const request = { wallet, limit: 50, ...filter(n, movements) }
    const began = performance.now()
    await ledger.historyPage(query, request)
    if (n >= 40) found.push(performance.now() - began)
  }
  return found
}

async function balances({ query }: Database): Promise<Case> {
  const at = new Date(Date.UTC(2027, 1, 1))
  const read = async (wallet: string) => {
    const found: number[] = []
    for (let n = 0; n < pages; n++) {
      const began = performance.now()
      await ledger.balanceOf(query, wallet, at)
      await ledger.expiringLots(query, wallet, at)
      if (n >= 40) found.push(performance.now() - began)
    }
    return percentile(found, 0.5)
  }
  const [few, many] = [await read('small'), await read('large')]
  return { name: 'balance and what expires: median (ms), peer at 10 thousand', ours: many, peer: few, ratio: many / few, aim: '<= 1.5x', ok: many / few <= 1.5 }
}

async function fill(): Promise<void> {
  const began = performance.now()
  await generate(database, 'small', small / 2)
  await generate(database, 'large', entries / 2)
  await database.run('vacuum analyze')
  console.log(`${(entries + small).toLocaleString('en')} entries made in ${Math.round((performance.now() - began) / 1000)} s`)
}

const percentile = (of: readonly number[], part: number): number => of.toSorted((a, b) => a - b)[Math.min(of.length - 1, Math.floor(of.length * part))]!

const kept = process.argv.includes('--at') ? argument('--at') : undefined
const { database, drop, url } = await historyDatabase(kept)
try {
  if (!kept) await fill()
  const cases: Case[] = []
  for (const [name, filter] of filters()) cases.push(...(await compare(database, name, filter)))
  cases.push(await balances(database))
  report('history', cases)
} finally {
  if (process.argv.includes('--keep')) console.log(`kept: ${url}`)
  else await drop()
}
