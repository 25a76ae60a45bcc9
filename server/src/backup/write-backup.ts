// A backup: every table as it was at one moment, and every stored file, as one tar. Tables are read in one transaction into a folder first, so that nobody waits for
// whoever receives the archive; files are named by their hash, were there before their rows, and never change, so they may be read afterwards.
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { once } from 'node:events'
import { sql } from 'kysely'
import { pack } from 'tar-stream'
import { Refusal } from '@keter/core'
import type { Tx } from '../db/database.ts'
import type { Caller, Studio } from '../studio.ts'
import { hashOf, lastFile, type Manifest, manifestFile, storedFile, tableFile } from './manifest.ts'
import { Digest, linesOf, type Table, tablesOf } from './tables.ts'

/** It holds every workspace and everybody's hashed passwords: only an owner of the first workspace, whose studio it is, may take one. @throws Refusal `not_allowed` */
export async function writeBackup(studio: Studio, { workspace }: Caller): Promise<Readable> {
  const first = await studio.database.query.selectFrom('keter.workspaces').select('id').orderBy('created_at').orderBy('id').limit(1).executeTakeFirst()
  if (first?.id !== workspace) throw new Refusal('not_allowed', 'Only an owner of the first workspace, whose studio this is, can take a backup.')
  const folder = await studio.storage.workFolder()
  try {
    const manifest = await spool(studio, folder.path)
    const archive = pack()
    archive.once('close', () => void folder.remove())
    void send(studio, archive, folder.path, manifest).catch((error: Error) => archive.destroy(error))
    return archive as unknown as Readable
  } catch (error) {
    await folder.remove()
    throw error
  }
}

/** The tables into files of a folder, all as they were at one moment. */
function spool(studio: Studio, folder: string): Promise<Manifest> {
  return studio.database.transaction(async (tx) => {
    await sql`set transaction isolation level repeatable read read only`.execute(tx)
    await sql`set local timezone = 'UTC'`.execute(tx)
    const tables = await tablesOf(tx)
    const written: Manifest['tables'][number][] = []
    for (const table of tables) written.push(await spoolTable(tx, table, join(folder, table.name)))
    const { rows: migrations } = await sql<{ name: string }>`select name from keter.migrations order by name`.execute(tx)
    const { rows: files } = await sql<{ sha256: string }>`select distinct sha256 from keter.versions order by sha256`.execute(tx)
    const { rows: heads } = await sql<{ wallet: string; version: bigint; head: string }>`
      select id as wallet, version, encode(head, 'hex') as head from ledger.wallets order by id`.execute(tx)
    return {
      format: 1,
      product: '0.1.0',
      made: studio.now().toISOString(),
      migrations: migrations.map(({ name }) => name),
      tables: written,
      files: await Promise.all(files.map(async ({ sha256 }) => ({ sha256, bytes: (await stat(await studio.storage.localPath(sha256))).size }))),
      heads: heads.map(({ wallet, version, head }) => ({ wallet, version: Number(version), head })),
    }
  })
}

async function spoolTable(tx: Tx, table: Table, path: string): Promise<Manifest['tables'][number]> {
  const digest = new Digest()
  const out = createWriteStream(path)
  for await (const line of linesOf(tx, table)) {
    digest.add(line)
    if (!out.write(`${line}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return { name: table.name, columns: table.columns.map(({ name }) => name), rows: digest.rows, digest: digest.hex }
}

type Archive = ReturnType<typeof pack>

async function send(studio: Studio, archive: Archive, folder: string, manifest: Manifest): Promise<void> {
  const text = JSON.stringify(manifest, null, 2)
  archive.entry({ name: manifestFile }, text)
  for (const { name } of manifest.tables) await sendFile(archive, tableFile(name), join(folder, name))
  for (const { sha256 } of manifest.files) await sendFile(archive, storedFile(sha256), await studio.storage.localPath(sha256))
  archive.entry({ name: lastFile }, hashOf(text))
  archive.finalize()
}

async function sendFile(archive: Archive, name: string, path: string): Promise<void> {
  const { size } = await stat(path)
  // The archive takes one entry at a time: the next may begin when this one is through.
  const through = Promise.withResolvers<void>()
  const entry = archive.entry({ name, size }, (error) => (error ? through.reject(error) : through.resolve()))
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) if (!entry.write(chunk)) await once(entry, 'drain')
  entry.end(undefined)
  await through.promise
}
