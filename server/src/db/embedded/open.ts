// Opens the embedded database in a folder: locked, initialised in a child process, run in a thread of its own.
import { execFile } from 'node:child_process'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Schema } from '../schema.ts'
import { embeddedDialect } from './dialect.ts'
import { lockFolder } from './lock.ts'
import { Session } from './session.ts'

/**
 * @param folder the data folder, or null for a database in memory (tests)
 * @param image what a database in memory begins as; empty if left out
 * @throws Refusal `studio_locked`
 */
export async function openEmbedded(folder: string | null, image?: string): Promise<Database & { fsyncs: () => Promise<number> }> {
  const unlock = folder === null ? async () => {} : await lockFolder(folder)
  try {
    const session = await Session.open(folder === null ? null : await initialised(folder), image)
    const query = new Kysely<Schema>({ dialect: embeddedDialect(session) })
    return {
      kind: 'embedded',
      query,
      transaction: (work) => query.transaction().execute((tx) => session.markTransaction(() => work(tx))),
      run: (sql, values) => session.ask(values?.length ? { kind: 'query', sql, values } : { kind: 'script', sql }).catch((error) => rollBack(session, error)),
      listen: (channel, onPayload) => session.listen(channel, onPayload),
      fsyncs: async () => Number((await session.ask({ kind: 'fsyncs' })).rows[0]!.fsyncs),
      close: async () => {
        await query.destroy()
        await session.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** A script that breaks off between its own begin and commit would leave the one session in an aborted transaction. */
async function rollBack(session: Session, error: unknown): Promise<never> {
  await session.ask({ kind: 'script', sql: 'rollback' }).catch(() => {})
  throw error
}

async function initialised(folder: string): Promise<string> {
  const ready = join(folder, 'database')
  if (existsSync(ready)) return ready
  // Made beside and renamed, so that a start that is killed halfway is simply started again.
  const making = join(folder, 'database.making')
  rmSync(making, { recursive: true, force: true })
  await promisify(execFile)(process.execPath, [fileURLToPath(new URL('./initialise.ts', import.meta.url)), making])
  renameSync(making, ready)
  return ready
}
