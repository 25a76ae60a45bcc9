// A database of its own on the PostgreSQL server, through the product's driver, with every statement prepared once a connection and named: for our cases and
// for their peers alike, so that what is compared is the work and not the way it is asked for.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from '../../server/src/db/database.ts'
import { migrate } from '../../server/src/db/migrate.ts'
import { openServer } from '../../server/src/db/server.ts'
import { createServerDatabase } from '../../server/test/server-database.ts'

export const serverUrl = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres'

export interface BenchDatabase {
  readonly url: string
  readonly database: Database
  /** In words: version and what decides how dear a commit is. */
  readonly settings: string
  readonly drop: () => Promise<void>
}

/** Null where no server answers. */
export async function freshDatabase(connections: number): Promise<BenchDatabase | null> {
  const created = await createServerDatabase(serverUrl).catch(() => null)
  if (!created) return null
  const { url, drop } = created
  const product = await openServer(url, 2)
  await migrate(product)
  const prepared = openPrepared(product, url, connections)
  const asked = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method', 'shared_buffers']
  const { rows } = await product.run(`select string_agg(name || ' ' || current_setting(name), ', ') as settings from unnest($1::text[]) as name`, [asked])
  return { url, database: prepared, settings: String(rows[0]!.settings), drop: () => prepared.close().then(drop) }
}

const names = new Map<string, string>()

class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: node-postgres has a dozen forms of this method; only the one with text and values is changed
  override query(...args: any[]): any {
    const [text, values, ...rest] = args
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return super.query(...(args as [string]))
    if (!names.has(text)) names.set(text, `s${names.size}`)
    return super.query({ name: names.get(text)!, text, values }, ...(rest as []))
  }
}

function openPrepared(product: Database, url: string, connections: number): Database {
  const pool = new pg.Pool({ connectionString: url, max: connections, options: '-c timezone=UTC', application_name: 'keter-bench', Client: PreparingClient })
  pool.on('error', () => {})
  const query: Database['query'] = new Kysely({ dialect: new PostgresDialect({ pool }) })
  return {
    ...product,
    query,
    transaction: (work) => query.transaction().execute(work),
    run: async (sql, values) => {
      const answer = await pool.query(sql, values as unknown[])
      return { rows: (Array.isArray(answer) ? answer : [answer]).flatMap(({ rows }) => rows ?? []) }
    },
    close: async () => {
      await query.destroy()
      await product.close()
    },
  }
}
