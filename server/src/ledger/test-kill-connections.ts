// Ends a server's connections while they work, and says which errors come of that.
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { chance } from '../../test/random.ts'

export interface Killer {
  readonly kills: () => number
  readonly stop: () => Promise<void>
}

/** Ends one of this database's own busy connections every 30 to 120 ms; one in five only loses its statement. @param wanted 0: nothing is killed */
export function killConnections(url: string, { seed, wanted }: { seed: number; wanted: number }): Killer {
  const luck = chance(seed)
  let kills = 0
  let stopped = wanted === 0
  const busy = `from pg_stat_activity where datname = current_database() and application_name = 'keter-studio'`
  const work = async () => {
    const admin = new pg.Client({ connectionString: url, application_name: 'storm' })
    await admin.connect()
    while (!stopped) {
      await wait(30 + luck.below(90))
      if (luck.oneIn(5)) await admin.query(`select pg_cancel_backend(pid) ${busy} and state = 'active' order by random() limit 1`)
      else kills += (await admin.query(`select pg_terminate_backend(pid) ${busy} and state <> 'idle' order by random() limit 1`)).rowCount ?? 0
    }
    await admin.end()
  }
  const working = stopped ? Promise.resolve() : work()
  return {
    kills: () => kills,
    stop: () => {
      stopped = true
      return working
    },
  }
}

/** What a storm does to a connection, in words; null for every other error. */
export function stateOf(error: unknown): 'connection lost' | 'lock timeout' | 'cancelled' | null {
  const { code, message } = error as { code?: string; message: string }
  if (code === '55P03') return 'lock timeout'
  if (code === '57014') return 'cancelled'
  if (code === '57P01' || code === 'ECONNRESET' || code === 'EPIPE' || /terminated|not queryable|connection error/i.test(message)) return 'connection lost'
  return null
}

/** How often the server has had to break a deadlock in this database. */
export async function deadlocks(url: string): Promise<number> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  const { rows } = await admin.query('select deadlocks::int from pg_stat_database where datname = current_database()')
  await admin.end()
  return rows[0].deadlocks
}
