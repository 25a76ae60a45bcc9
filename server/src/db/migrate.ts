// Brings the database to the newest schema: every file of migrations/ in the order of its name, each once, each in a transaction.
import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Database } from './database.ts'

const folder = new URL('./migrations/', import.meta.url)

export async function migrate(database: Database): Promise<void> {
  // Two processes may start at once against one server: Kysely's migrator takes an advisory lock there.
  await database.run('create schema if not exists keter')
  const migrator = new Migrator({
    db: database.query,
    migrationTableSchema: 'keter',
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          readdirSync(folder)
            .sort()
            .filter((file) => file.endsWith('.sql'))
            .map(asMigration),
        ),
    },
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

function asMigration(file: string): [string, Migration] {
  const text = readFileSync(new URL(file, folder), 'utf8')
  const up: Migration['up'] = async (db) => {
    for (const statement of statementsOf(text)) await sql.raw(statement).execute(db)
  }
  return [file.replace(/\.sql$/, ''), { up }]
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
