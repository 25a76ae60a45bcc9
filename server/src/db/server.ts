// The same Database over a PostgreSQL server (15 or newer), for several processes or machines.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

// Whole numbers of 64 bits are bigint on both databases; node-postgres would give text.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text) as never)

export async function openServer(url: string, connections = 10): Promise<Database> {
  const pool = new pg.Pool({ connectionString: url, max: connections, options: '-c timezone=UTC', application_name: 'keter-studio' })
  // An idle connection that the server closes is replaced on next use; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one that is lost in the middle of a transaction, between two queries: the next query on it fails, and that is soon enough.
  pool.on('connect', (client) => client.on('error', () => {}))
  const query = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  await pool.query('select 1').catch(async (error) => {
    await query.destroy()
    throw error
  })
  const listeners = new Set<() => Promise<void>>()
  return {
    kind: 'server',
    query,
    transaction: (work) => query.transaction().execute(work),
    run: async (sql, values) => {
      const answer = await pool.query(sql, values as unknown[])
      return { rows: (Array.isArray(answer) ? answer : [answer]).flatMap(({ rows }) => rows ?? []) }
    },
    listen: async (channel, onPayload) => {
      const stop = await listenForever(url, channel, onPayload)
      listeners.add(stop)
      return async () => {
        listeners.delete(stop)
        await stop()
      }
    },
    close: async () => {
      for (const stop of listeners) await stop()
      await query.destroy()
    },
  }
}

/** One connection that listens, made again when it is lost. What was sent in between is gone; readers look at the rows, too. */
async function listenForever(url: string, channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
  let client: pg.Client | null = null
  let stopped = false
  const connect = async () => {
    const next = new pg.Client({ connectionString: url, application_name: 'keter-studio listener' })
    next.on('notification', ({ payload }) => onPayload(payload ?? ''))
    next.on('error', () => {})
    next.on('end', () => {
      if (!stopped) setTimeout(() => void connect().catch(() => {}), 500).unref()
    })
    await next.connect()
    await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    client = next
  }
  await connect()
  return async () => {
    stopped = true
    await client?.end()
  }
}
