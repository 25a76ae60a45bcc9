// ledger: holds and settles a second, on one hot wallet and over 1,000, against plain double-entry transfers and a bare commit in the same PostgreSQL; and embedded.
// Peers and cases are in bench/ledger/. Everything runs in one go, in turns of a second; figures are medians of the rounds.
import { parseArgs } from 'node:util'
import { acceptance } from './ledger/accept.ts'
import { batches } from './ledger/batching.ts'
import { type BenchDatabase, freshDatabase, serverUrl } from './ledger/database.ts'
import { embeddedCycles } from './ledger/embedded.ts'
import { openWallets, ours } from './ledger/ours.ts'
import { peers } from './ledger/peers.ts'
import { inRounds, type Measured, percentile, rate } from './ledger/rounds.ts'
import { median } from './report/median.ts'
import { type Case, report } from './report/report.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '10' }, seconds: { type: 'string', default: '1' }, only: { type: 'string', default: '.' } },
})
const [rounds, seconds, only] = [Number(values.rounds), Number(values.seconds), new RegExp(values.only)]

const opened = await freshDatabase(8)
if (!opened) console.log(`No PostgreSQL answers at ${serverUrl} (TEST_DATABASE_URL): only the embedded database is measured.`)
report('ledger', [...(opened ? await onServer(opened) : []), ...(only.test('embedded') ? await embedded() : [])])
// Workers and pools of a studio have ended by now; what is left waits for nothing.
process.exit(0)

async function onServer({ database, settings, drop }: BenchDatabase): Promise<Case[]> {
  console.log(`PostgreSQL ${settings}`)
  console.log(`8 connections of one Node process, one statement an operation, one commit an operation; ${rounds} rounds of ${seconds} s a case`)
  const accepting = only.test('quote accepted') ? await acceptance() : null
  try {
    await openWallets(database.query)
    const works = [...(await peers(database)), ...ours(database.query), ...batches(database), ...(accepting ? [accepting.work] : [])]
    // Statements are planned once a connection, so the tables have to have some size and be known before it counts.
    const settle = () => database.run('vacuum analyze')
    const measured = await inRounds(
      // What is compared runs one after the other: the hot wallet's cases, then those of many wallets.
      works.filter(({ name }) => only.test(name)).sort((a, b) => Number(a.name.includes('spread')) - Number(b.name.includes('spread'))),
      { rounds, seconds, settle },
    )
    for (const { name, rates, times } of measured.values())
      console.log(
        name.padEnd(48),
        `${Math.round(median(rates)).toLocaleString('en')}/s`.padStart(10),
        `p50 ${percentile(times, 0.5).toFixed(2)} ms`.padStart(14),
        `p99 ${percentile(times, 0.99).toFixed(2)} ms`.padStart(14),
        `  rounds: ${rates.map(Math.round).join(' ')}`,
      )
    console.log()
    return cases(measured)
  } finally {
    await accepting?.close()
    await drop()
  }
}

function cases(measured: ReadonlyMap<string, Measured>): Case[] {
  /** `times`: how many of the peer's operations one of ours stands for. */
  const against = (name: string, ours: string, peer: string, times = 1, least: number | null = null): Case[] => {
    const [one, other] = [measured.get(ours), measured.get(peer)]
    if (!one || !other) return []
    const ratio = (rate(one) * times) / rate(other)
    return [
      { name, ours: rate(one), peer: rate(other) / times, ratio, aim: least === null ? null : `>= ${least}x`, ok: least === null ? null : ratio >= least },
    ]
  }
  const alone = (name: string, ours: string): Case[] => {
    const one = measured.get(ours)
    return one ? [{ name, ours: rate(one), peer: null, ratio: null, aim: null, ok: null }] : []
  }
  const latency = (name: string, ours: string, peer: string): Case[] => {
    const [one, other] = [measured.get(ours), measured.get(peer)]
    if (!one || !other) return []
    return [0.5, 0.99].map((part) => {
      const [mine, theirs] = [percentile(one.times, part), percentile(other.times, part)]
      return { name: `${name}, p${part * 100} (ms)`, ours: mine, peer: theirs, ratio: mine / theirs, aim: null, ok: null }
    })
  }
  return [
    ...against('hot wallet: plain hold + settle / two transfers (cycles/s)', 'plain cycle, hot', 'two transfers, hot', 1, 1),
    ...against('hot wallet: full hold + settle / two transfers (cycles/s)', 'full cycle, hot', 'two transfers, hot', 1, 0.6),
    ...against('hot wallet: full hold + settle / two bare commits (cycles/s)', 'full cycle, hot', 'bare commit, hot', 2, 0.35),
    ...against('hot wallet: full hold + settle / one bare commit (cycles/s)', 'full cycle, hot', 'bare commit, hot'),
    ...latency('hot wallet: plain hold + settle / two transfers', 'plain cycle, hot', 'two transfers, hot'),
    ...latency('hot wallet: full hold + settle / two transfers', 'full cycle, hot', 'two transfers, hot'),
    ...alone('hot wallet: full release (/s)', 'full release, hot'),
    ...alone('hot wallet: quote + run + job + hold in one transaction (/s)', 'quote accepted (quote + run + job + hold), hot'),
    ...against('1,000 wallets: plain hold + settle / two transfers (cycles/s)', 'plain cycle, spread', 'two transfers, spread'),
    ...against('1,000 wallets: full hold + settle / two transfers (cycles/s)', 'full cycle, spread', 'two transfers, spread'),
    ...against('1,000 wallets: plain / two transfers, a revenue row each', 'plain cycle, spread', 'two transfers, spread, no shared revenue row'),
    ...against('1,000 wallets: full / two transfers, a revenue row each', 'full cycle, spread', 'two transfers, spread, no shared revenue row'),
    ...against('1,000 wallets: full hold + settle / two bare commits (cycles/s)', 'full cycle, spread', 'bare commit, spread', 2),
    ...latency('1,000 wallets: full hold + settle / two transfers', 'full cycle, spread', 'two transfers, spread'),
    // A hold is what one transfer is, and a cycle has two of them.
    ...against('hot wallet: batched holds / transfers (/s)', 'batched hold, hot', 'two transfers, hot', 0.5, 4),
    ...against('hot wallet: batched hold, then settle / two transfers (cycles/s)', 'batched hold, then settle, hot', 'two transfers, hot'),
    ...against('hot wallet: holds by holdMany of 50 / single holds (/s)', 'holdMany of 50, hot', 'plain hold, hot', 1, 6),
  ]
}

async function embedded(): Promise<Case[]> {
  const { times, fsyncs } = await embeddedCycles(1000)
  const p50 = median(times)
  const plain = (name: string, ours: number): Case => ({ name: `embedded: ${name}`, ours, peer: null, ratio: null, aim: null, ok: null })
  return [
    { ...plain('full hold + settle, p50 (ms)', p50), aim: '<= 2 ms', ok: p50 <= 2 },
    plain('full hold + settle, p99 (ms)', percentile(times, 0.99)),
    plain('fsyncs a cycle', fsyncs / times.length),
  ]
}
