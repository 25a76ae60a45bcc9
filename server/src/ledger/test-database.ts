// Databases for tests: a fresh embedded one in memory, and a fresh one on the PostgreSQL server of TEST_DATABASE_URL, dropped at the end.
import { globSync, readFileSync } from 'node:fs'
import type { Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { inMemory } from '../../test/database-image.ts'
import { createServerDatabase } from '../../test/server-database.ts'

export interface TestDatabase {
  readonly database: Database
  /** Of the server only. */
  readonly url: string | null
  readonly drop: () => Promise<void>
}

const serverUrl = process.env.TEST_DATABASE_URL

async function freshEmbedded(): Promise<TestDatabase> {
  const database = await inMemory()
  return { database, url: null, drop: () => database.close() }
}

async function freshServer(): Promise<TestDatabase> {
  const { url, drop } = await createServerDatabase()
  const database = await openDatabase({ url })
  await migrate(database)
  return { database, url, drop: () => database.close().then(drop) }
}

export interface TestDatabaseKind {
  readonly kind: 'embedded' | 'server'
  readonly fresh: () => Promise<TestDatabase>
}

/** Every database that can be tested here; the line that says so where one cannot is printed once a file. */
export function testDatabases(): TestDatabaseKind[] {
  if (serverUrl)
    return [
      { kind: 'embedded', fresh: freshEmbedded },
      { kind: 'server', fresh: freshServer },
    ]
  console.log('TEST_DATABASE_URL is not set: the PostgreSQL half of these tests is skipped')
  return [{ kind: 'embedded', fresh: freshEmbedded }]
}

const folder = new URL('../db/', import.meta.url)

/** All that the ledger is made of in SQL as one script, to be planted with a mistake in it: its tables, then its functions and views. */
export const ledgerSql = [...globSync('migrations/*-ledger*.sql', { cwd: folder }).sort(), ...globSync('code/ledger-*.sql', { cwd: folder }).sort()]
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n')
