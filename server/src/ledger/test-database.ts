// Databases for tests: a fresh embedded one in memory, and a fresh one on the PostgreSQL server of TEST_DATABASE_URL, dropped at the end.
import { randomBytes } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import pg from 'pg'
import type { Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { inMemory } from '../../test/database-image.ts'

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
  const name = `keter_ledger_${randomBytes(8).toString('hex')}`
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = new URL(serverUrl!)
  url.pathname = `/${name}`
  const database = await openDatabase({ url: url.href })
  await migrate(database)
  return {
    database,
    url: url.href,
    drop: async () => {
      await database.close()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
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
