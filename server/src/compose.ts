// The composition: every foundation is opened here, in order, and given to the cases. Nothing else knows them all.
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type IdKind, makeId } from '@keter/core'
import pino from 'pino'
import { Accounts } from './accounts/accounts.ts'
import { createAuth, migrateAuth } from './accounts/auth.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { migrate } from './db/migrate.ts'
import { openDatabase } from './db/open.ts'
import { type Engines, createEngines } from './engines/registry.ts'
import { createThroughput, type Throughput } from './engines/throughput.ts'
import { openEvents } from './events/events.ts'
import { openJobs } from './jobs/jobs.ts'
import { type ModelsOptions, openModels } from './models/models.ts'
import { stripeProvider } from './payments/stripe.ts'
import { openBooks } from './price-books/in-force.ts'
import { openVendorLists } from './price-books/vendor-lists.ts'
import { openDiskStorage } from './storage/disk.ts'
import type { Log, Studio } from './studio.ts'

export interface OpenStudio extends Studio {
  close(): Promise<void>
}

export interface Overrides {
  /** Opened already; the studio closes it. */
  readonly database?: Database
  readonly now?: () => Date
  readonly log?: Log
  /** Fakes at the edge, for tests: an engine that breaks, a result that is blank. */
  readonly engines?: (real: Engines) => Engines
  /** Model packs of a test, and the registry that has them. */
  readonly models?: Pick<ModelsOptions, 'offered' | 'registry'>
}

export async function openStudio(config: Config, overrides: Overrides = {}): Promise<OpenStudio> {
  const now = overrides.now ?? (() => new Date())
  const log = overrides.log ?? pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2))
  await mkdir(config.folder, { recursive: true, mode: 0o700 })
  const database = overrides.database ?? (await openDatabase(config.databaseUrl ? { url: config.databaseUrl } : { folder: config.folder }))
  await migrate(database)
  const newId = (kind: IdKind) => makeId(kind, now().getTime(), randomBytes(10))
  const auth = createAuth({ database, newId, secret: await secretOf(database), baseUrl: config.publicUrl ?? `http://${config.host}:${config.port}` })
  await migrateAuth(auth)
  const storage = await openDiskStorage(config.folder)
  const events = await openEvents(database)
  const jobs = await openJobs(database, (error) => log.error({ error: String(error) }, 'the queue reported an error'))
  const books = await openBooks(database, { now, warn: (problem) => log.warn({}, problem) })
  events.subscribe(({ kind }) => {
    if (kind === 'price-book') books.refresh().catch((error: unknown) => log.warn({ error: String(error) }, 'a published price book could not be read'))
  })
  const throughput = await keptThroughput(database, log)
  const models = openModels({ folder: join(config.folder, 'models'), now, ...overrides.models })
  const real = createEngines({ modelsFolder: models.folder, editors: Math.max(1, config.workers), throughput })
  const engines = overrides.engines?.(real) ?? real
  return {
    database,
    storage,
    engines,
    models,
    jobs,
    events,
    books,
    payments: config.stripe && stripeProvider(config.stripe),
    vendorLists: openVendorLists((problem) => log.warn({}, problem)),
    now,
    log,
    accounts: new Accounts(auth, database),
    newId,
    async close() {
      await models.close()
      await engines.close()
      await jobs.stop(0)
      books.close()
      await events.close()
      await database.close()
    },
  }
}

/** Signs sessions; made once, kept in the database so that every process of this studio has the same. */
async function secretOf(database: Database): Promise<string> {
  const fresh = randomBytes(32).toString('base64url')
  await database.query
    .insertInto('keter.settings')
    .values({ name: 'session-secret', value: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { value } = await database.query.selectFrom('keter.settings').select('value').where('name', '=', 'session-secret').executeTakeFirstOrThrow()
  return value
}

/** What this machine has taken is kept over restarts; losing a write costs one worse guess of a time. */
async function keptThroughput(database: Database, log: Log): Promise<Throughput> {
  const machine = hostname()
  const rows = await database.query.selectFrom('keter.throughput').select(['kind', 'runs']).where('machine', '=', machine).execute()
  const known = Object.fromEntries(rows.map((row) => [row.kind, row.runs]))
  return createThroughput(known, (kind, measured) => {
    const runs = JSON.stringify(measured)
    database.query
      .insertInto('keter.throughput')
      .values({ machine, kind, runs })
      .onConflict((conflict) => conflict.columns(['machine', 'kind']).doUpdateSet({ runs }))
      .execute()
      .catch((error: unknown) => log.warn({ error: String(error) }, 'the measured throughput could not be kept'))
  })
}
