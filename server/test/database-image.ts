// A migrated embedded database for tests, made once a machine and schema and then copied: making one takes four seconds, a copy a tenth of that.
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createAuth, migrateAuth } from '../src/accounts/auth.ts'
import { openJobs } from '../src/jobs/jobs.ts'
import type { Database } from '../src/db/database.ts'
import { openEmbedded } from '../src/db/embedded/open.ts'
import { migrate } from '../src/db/migrate.ts'

interface Image {
  /** A studio's data folder. */
  readonly folder: string
  /** The same as one file, for a database in memory. */
  readonly file: string
}

/** A fresh database in memory, with all tables and functions, those of accounts and of the queue, too. */
export const inMemory = async (): Promise<Database> => openEmbedded(null, (await image()).file)

/** Puts a fresh database into the data folder of a studio that is yet to be started. */
export async function intoFolder(folder: string): Promise<void> {
  cpSync((await image()).folder, folder, { recursive: true })
}

async function image(): Promise<Image> {
  const home = join(tmpdir(), `keter-test-database-${digest()}`)
  const at = (place: string): Image => ({ folder: join(place, 'data'), file: join(place, 'data.tar') })
  if (existsSync(home)) return at(home)
  const making = `${home}.${randomUUID()}`
  const made = at(making)
  mkdirSync(making)
  const database = await openEmbedded(made.folder)
  await migrate(database)
  await migrateAuth(createAuth({ database, newId: () => '', secret: 'of nobody', baseUrl: 'http://127.0.0.1' }))
  const jobs = await openJobs(database, () => {})
  await jobs.stop(0)
  await database.close()
  const pglite = await PGlite.create(join(made.folder, 'database'))
  writeFileSync(made.file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()))
  await pglite.close()
  try {
    renameSync(making, home)
  } catch {
    // Another test process was first.
    rmSync(making, { recursive: true, force: true })
  }
  return at(home)
}

/** Of everything that the database is made by. */
function digest(): string {
  const hash = createHash('sha256')
  const here = new URL('../src/', import.meta.url)
  for (const file of [
    ...globSync('db/{migrations,code,embedded}/*', { cwd: here }).sort(),
    'db/migrate.ts',
    'accounts/auth.ts',
    'jobs/jobs.ts',
    '../test/database-image.ts',
  ])
    hash.update(readFileSync(new URL(file, here)))
  return hash
    .update(readFileSync(new URL('../package.json', import.meta.url)))
    .digest('hex')
    .slice(0, 24)
}
