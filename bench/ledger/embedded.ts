// The full cycle on the embedded database, in a real folder, with every commit flushed to the disk; the flushes are counted.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../../server/src/db/embedded/open.ts'
import { migrate } from '../../server/src/db/migrate.ts'
import * as ledger from '../../server/src/ledger/ledger.ts'
import { holdRequest, kinds, openWallet, settleRequest } from './ours.ts'

/** Milliseconds of each cycle, and how often the disk was told to keep what it has. */
export async function embeddedCycles(cycles: number): Promise<{ times: number[]; fsyncs: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'keter-bench-'))
  const database = await openEmbedded(folder)
  try {
    await migrate(database)
    const full = kinds[1]!
    await openWallet(database.query, full, full.wallet(0))
    const cycle = async (turn: string) => {
      await ledger.hold(database.query, holdRequest(full.wallet(0), turn))
      await ledger.settle(database.query, settleRequest(full.wallet(0), turn))
    }
    for (let n = 0; n < 100; n++) await cycle(`warm ${n}`)
    const before = await database.fsyncs()
    const times: number[] = []
    for (let n = 0; n < cycles; n++) {
      const begun = performance.now()
      await cycle(`${n}`)
      times.push(performance.now() - begun)
    }
    const fsyncs = (await database.fsyncs()) - before
    if (fsyncs < 2 * cycles) throw new Error(`${2 * cycles} commits were flushed only ${fsyncs} times: this is not the embedded database that keeps credits`)
    return { times, fsyncs }
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
