// Chaos, for as long as it is asked for: by turns a storm on PostgreSQL whose connections are killed, and kill -9 of a process on the embedded database, each on a
// fresh database with a seed of its own. The last line is JSON; the exit code is 1 if anything was found. The tests in server/src/ledger do the same for a minute.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findPostgres } from '../test/postgres.ts'

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' }, only: { type: 'string' } } })
const minutes = Number(values.minutes)
if (!(minutes > 0)) throw new Error('--minutes takes a number above 0')
const only = values.only
if (only && only !== 'server' && only !== 'embedded') throw new Error('--only takes server or embedded')
/** The same seed chooses the same operations and pauses; what meets what is up to the machine. */
const first = Number(values.seed ?? Date.now() % 1_000_000)

await using postgres = await findPostgres()
console.log(`${postgres.note}\nSeeds from ${first} on, ${minutes} minutes`)
if (postgres.url) process.env['TEST_DATABASE_URL'] = postgres.url
const ledger = await import('../../server/src/ledger/ledger.ts')
const { testDatabases } = await import('../../server/src/ledger/test-database.ts')
const { deadlocks } = await import('../../server/src/ledger/test-kill-connections.ts')
const { killRounds } = await import('../../server/src/ledger/test-kill-rounds.ts')
const { storm } = await import('../../server/src/ledger/test-storm.ts')

const end = Date.now() + minutes * 60_000
const server = { storms: 0, kills: 0, acknowledged: 0, movements: 0 }
const embedded = { folders: 0, kills: 0, acknowledged: 0, movements: 0, replayed: 0, slowestStartMs: 0 }
const findings: string[] = []
const onServer = only === 'embedded' ? undefined : testDatabases().find(({ kind }) => kind === 'server')
if (only === 'server' && !onServer) throw new Error('there is no PostgreSQL to storm')

for (let seed = first; Date.now() < end; seed++) {
  if (onServer) await stormOnce(seed, onServer.fresh)
  if (only !== 'server' && Date.now() < end) await killOnce(seed)
}
const summary = { chaos: 'ledger', minutes, seeds: first, server: onServer ? server : null, embedded: only === 'server' ? null : embedded, findings }
console.log(JSON.stringify(summary))
process.exitCode = findings.length > 0 ? 1 : 0

async function stormOnce(seed: number, fresh: NonNullable<typeof onServer>['fresh']): Promise<void> {
  const { database, url, drop } = await fresh()
  try {
    const seconds = Math.max(3, Math.min(20, (end - Date.now()) / 1000))
    const { acknowledged, unexpected, kills, outcomes } = await storm(url!, { seed, seconds, kills: 1 })
    const verified = await ledger.verifyLedger(database.query)
    const broken = await deadlocks(url!)
    const found = [...unexpected, ...(await acknowledged.lostOrDoubled(database.query)), ...verified.findings.map((finding) => JSON.stringify(finding))]
    if (broken > 0) found.push(`${broken} deadlocks`)
    server.storms++
    server.kills += kills
    server.acknowledged += acknowledged.size
    server.movements += verified.movements
    say(`seed ${seed}, server: ${kills} connections killed, ${acknowledged.size} operations acknowledged, ${verified.movements} movements`, found)
    console.log(`  ${JSON.stringify(outcomes)}`)
  } finally {
    await drop()
  }
}

async function killOnce(seed: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'keter-chaos-'))
  try {
    const report = await killRounds(folder, { seed, kills: 25, until: end })
    embedded.folders++
    embedded.kills += report.kills
    embedded.acknowledged += report.acknowledged
    embedded.movements += report.movements
    embedded.replayed += report.replayed
    embedded.slowestStartMs = Math.max(embedded.slowestStartMs, Math.round(report.slowestStart))
    const { done, undone } = report.underway
    const what = `${report.kills} processes killed, ${report.acknowledged} operations acknowledged, under way ${done} done and ${undone} not, ${report.movements} movements`
    say(`seed ${seed}, embedded: ${what}`, report.findings)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function say(what: string, found: readonly string[]): void {
  console.log(found.length === 0 ? `${what}: nothing found` : `${what}: ${found.length} FOUND`)
  for (const finding of found) {
    console.log(`  ${finding}`)
    findings.push(finding)
  }
}
