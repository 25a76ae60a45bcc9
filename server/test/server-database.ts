// A database of its own on a PostgreSQL server, for tests and benchmarks.
import { randomUUID } from 'node:crypto'
import pg from 'pg'

export interface ServerDatabase {
  readonly url: string
  /** Ends whoever is still connected. */
  drop(): Promise<void>
}

/** Empty. @throws where no server answers within three seconds */
export async function createServerDatabase(server = process.env.TEST_DATABASE_URL): Promise<ServerDatabase> {
  const admin = new pg.Client({ connectionString: server, connectionTimeoutMillis: 3000 })
  admin.on('error', () => {})
  await admin.connect()
  const name = `keter_test_${randomUUID().replaceAll('-', '')}`
  await admin.query(`create database ${name}`)
  const url = new URL(server!)
  url.pathname = `/${name}`
  return {
    url: url.href,
    async drop() {
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
