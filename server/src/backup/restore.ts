// Restoring: into an empty studio, all or nothing. The data folder is made beside and renamed at the end; the rows of a server database are one transaction.
// Afterwards everything is read back: row counts and digests of every table, every file's hash, and the whole ledger, through the heads that the backup names.
import { createWriteStream, existsSync, readdirSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '@keter/core'
import { sql } from 'kysely'
import { createAuth, migrateAuth } from '../accounts/auth.ts'
import type { Database, Tx } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/open.ts'
import { verifyLedger } from '../ledger/ledger.ts'
import { openDiskStorage } from '../storage/disk.ts'
import { damaged, type Manifest } from './manifest.ts'
import { readBackup } from './read-backup.ts'
import { continueNumbers, Digest, fill, linesOf, type Table, tablesOf } from './tables.ts'

export interface Restored {
  readonly manifest: Manifest
  readonly rows: number
  readonly files: number
  readonly movements: number
}

/** Checks an archive and keeps nothing of it. @throws Refusal `backup_damaged`, `backup_newer` */
export async function checkBackup(path: string): Promise<Restored> {
  let rows = 0
  const drain = async (bytes: Readable) => {
    for await (const _ of bytes);
  }
  const manifest = await readBackup(path, {
    onManifest: async () => {},
    onLines: async (_, lines) => {
      rows += lines.length
    },
    onFile: (_, bytes) => drain(bytes),
  })
  return { manifest, rows, files: manifest.files.length, movements: manifest.tables.find(({ name }) => name === 'ledger.movements')?.rows ?? 0 }
}

/** @throws Refusal `backup_damaged`, `backup_newer`, `restore_not_empty`, `studio_locked` */
export async function restore(path: string, { folder, databaseUrl }: { folder: string; databaseUrl: string | null }): Promise<Restored> {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Refusal('restore_not_empty', `The data folder ${folder} is not empty.`, { folder })
  const making = `${folder}.restoring`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true, mode: 0o700 })
  try {
    const database = await openDatabase(databaseUrl ? { url: databaseUrl } : { folder: making })
    const restored = await restoreInto(database, making, path).finally(() => database.close())
    await rm(folder, { recursive: true, force: true })
    await rename(making, folder)
    return restored
  } catch (error) {
    await rm(making, { recursive: true, force: true })
    throw error
  }
}

async function restoreInto(database: Database, folder: string, path: string): Promise<Restored> {
  await refuseUsed(database)
  const storage = await openDiskStorage(folder)
  let rows = 0
  // Every byte is checked before the first row goes in: an archive that is cut off at its end costs a second reading, not a half studio.
  const { manifest } = await checkBackup(path)
  await prepare(database, manifest)
  const movements = await database.transaction(async (tx) => {
    await sql`set local timezone = 'UTC'`.execute(tx)
    const tables = new Map((await tablesOf(tx)).map((table) => [table.name, table]))
    await sql`delete from keter.settings where name <> 'code'`.execute(tx)
    await readBackup(path, {
      onManifest: async () => {},
      onLines: async (name, lines) => {
        await fill(tx, withColumns(tables, manifest, name), lines)
        rows += lines.length
      },
      onFile: async (_, bytes) => {
        const work = await storage.workFolder()
        const file = join(work.path, 'file')
        await pipeline(bytes, createWriteStream(file))
        await storage.adopt(file)
        await work.remove()
      },
    })
    for (const { name } of manifest.tables) await continueNumbers(tx, tables.get(name)!)
    await sql`insert into keter.settings (name, value) values ('restored', ${manifest.made}) on conflict (name) do update set value = excluded.value`.execute(
      tx,
    )
    return verified(tx, manifest, tables)
  })
  // A backup of an earlier version of the product: its tables go on from there.
  await migrate(database)
  return { manifest, rows, files: manifest.files.length, movements }
}

async function refuseUsed(database: Database): Promise<void> {
  const { rows } = await database.run(`select to_regclass('keter.workspaces') is not null as made`)
  if (!rows[0]!.made) return
  const used = await database.run('select 1 from keter.workspaces limit 1')
  if (used.rows.length > 0) throw new Refusal('restore_not_empty', 'The database has a studio in it already.')
}

/** The tables as they were when the backup was made. @throws Refusal `backup_newer` */
async function prepare(database: Database, { migrations }: Manifest): Promise<void> {
  await migrate(database, migrations)
  await migrateAuth(createAuth({ database, newId: () => '', secret: 'not used while restoring', baseUrl: 'http://127.0.0.1' }))
}

function withColumns(tables: ReadonlyMap<string, Table>, manifest: Manifest, name: string): Table {
  const table = tables.get(name)
  const kept = manifest.tables.find((one) => one.name === name)!.columns
  if (!table) throw damaged(`This studio has no table ${name}.`)
  const columns = kept.map((wanted) => {
    const column = table.columns.find((one) => one.name === wanted)
    if (!column) throw damaged(`The table ${name} of this studio has no column ${wanted}.`)
    return column
  })
  return { name, columns }
}

/** @returns how many movements the ledger has. @throws Refusal `backup_damaged` */
async function verified(tx: Tx, manifest: Manifest, tables: ReadonlyMap<string, Table>): Promise<number> {
  for (const { name, rows, digest } of manifest.tables) {
    const found = new Digest()
    for await (const line of linesOf(tx, withColumns(tables, manifest, name)))
      if (!(name === 'keter.settings' && line.startsWith('["restored"'))) found.add(line)
    if (found.rows !== rows || found.hex !== digest) throw damaged(`What was put into ${name} did not come out the same.`)
  }
  const report = await verifyLedger(tx)
  const [first] = report.findings
  if (first) throw damaged(`Its ledger does not verify: ${first.what} (${first.wallet} ${first.ref}).`)
  for (const { wallet, head } of manifest.heads)
    if ((report.heads[wallet] ?? '0'.repeat(64)) !== head) throw damaged(`The ledger of ${wallet} does not end at the head that the backup names.`)
  return report.movements
}
