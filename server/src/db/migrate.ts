// Brings the database to the newest schema. Tables: every file of migrations/ in the order of its name, each once, each in a transaction.
// Functions and views: the files of code/, which say how they are now; where they are not as the database has them, all are made anew.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { Refusal } from '@keter/core'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database, Tx } from './database.ts'

const migrationsFolder = new URL('./migrations/', import.meta.url)
const code = new URL('./code/', import.meta.url)

/**
 * @param only bring the tables to where exactly these migrations bring them, and leave the code for a later call (a restore)
 * @throws Refusal `backup_newer` where one of them is not known here
 */
export async function migrate(database: Database, only?: readonly string[]): Promise<void> {
  await database.run('create schema if not exists keter')
  const current = sqlFiles(code).map(({ text }) => text)
  const digest = createHash('sha256').update(current.join('\n')).digest('hex')
  const migrator = migratorOf(database)
  const pending = (await migrator.getMigrations()).some(({ executedAt }) => executedAt === undefined)
  if (!pending && (await codeOf(database.query)) === digest) return
  // Tables cannot change under the views and functions that use them.
  await database.transaction(async (tx) => {
    await alone(tx)
    await dropCode(tx)
  })
  // Two processes may start at once against one server: Kysely's migrator takes an advisory lock there.
  const { error } = await (only ? migrator.migrateTo(lastKnown(only)) : migrator.migrateToLatest())
  if (error) throw error
  await database.transaction(async (tx) => {
    await alone(tx)
    if ((await codeOf(tx)) === digest) return
    await dropCode(tx)
    for (const text of current) for (const statement of statementsOf(text)) await sql.raw(statement).execute(tx)
    await sql`insert into keter.settings (name, value) values ('code', ${digest})`.execute(tx)
  })
}

function lastKnown(migrations: readonly string[]): string {
  const known = sqlFiles(migrationsFolder).map(({ name }) => name)
  const unknown = migrations.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Refusal('backup_newer', `The backup has had the migration ${unknown}, which this studio does not know.`)
  return migrations.toSorted().at(-1)!
}

function migratorOf(database: Database): Migrator {
  return new Migrator({
    db: database.query,
    migrationTableSchema: 'keter',
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
    provider: { getMigrations: async () => Object.fromEntries(sqlFiles(migrationsFolder).map(asMigration)) },
  })
}

const sqlFiles = (folder: URL): { readonly name: string; readonly text: string }[] =>
  readdirSync(folder)
    .sort()
    .filter((file) => file.endsWith('.sql'))
    .map((file) => ({ name: file.replace(/\.sql$/, ''), text: readFileSync(new URL(file, folder), 'utf8') }))

function asMigration({ name, text }: { readonly name: string; readonly text: string }): [string, Migration] {
  const up: Migration['up'] = async (db) => {
    for (const statement of statementsOf(text)) await sql.raw(statement).execute(db)
  }
  return [name, { up }]
}

/** To the end of the transaction; another process that starts at the same moment waits. */
const alone = (tx: Tx) => sql`select pg_advisory_xact_lock(7420)`.execute(tx)

/** Digest of the code that the database has; null where it has none, or none that is whole. */
async function codeOf(queries: Database['query'] | Tx): Promise<string | null> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('keter.settings') is not null as there`.execute(queries)
  if (!rows[0]!.there) return null
  return (await sql<{ value: string }>`select value from keter.settings where name = 'code'`.execute(queries)).rows[0]?.value ?? null
}

/** Views and functions of our two schemas; the functions of triggers belong to their tables and stay. */
async function dropCode(tx: Tx): Promise<void> {
  await sql
    .raw(`do $$ declare v record; begin
      for v in select format('%I.%I', schemaname, viewname) as name from pg_views where schemaname in ('keter', 'ledger') loop
        execute 'drop view if exists ' || v.name || ' cascade';
      end loop;
      for v in select p.oid::regprocedure::text as name from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
                where n.nspname in ('keter', 'ledger') and p.prorettype <> 'trigger'::regtype loop
        execute 'drop routine if exists ' || v.name || ' cascade';
      end loop;
      if to_regclass('keter.settings') is not null then delete from keter.settings where name = 'code'; end if;
    end $$`)
    .execute(tx)
}

/** Statements end with a semicolon at the end of a line outside of a $$ body: the extended protocol takes one at a time. */
export function statementsOf(text: string): string[] {
  const statements: string[] = []
  let statement = ''
  let inBody = false
  for (const line of text.split('\n')) {
    if (!inBody && /^\s*(--.*)?$/.test(line)) continue
    statement += `${line}\n`
    if ((line.match(/\$\$/g)?.length ?? 0) % 2 === 1) inBody = !inBody
    if (!inBody && /;\s*(--.*)?$/.test(line)) {
      statements.push(statement.trim())
      statement = ''
    }
  }
  if (statement.trim()) throw new Error(`a migration ends without a semicolon: ${statement.slice(0, 200)}`)
  return statements
}
