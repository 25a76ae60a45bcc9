// The studio's process: opens everything, serves, works, and stops in order when it is told to.
import { serve } from '@hono/node-server'
import { problemOf, Refusal } from '@keter/core'
import { openStudio, type OpenStudio } from './compose.ts'
import { type Config, readConfig } from './config.ts'
import { createApp } from './http/app.ts'
import { checkWallets, expireLots } from './ledger/ledger.ts'
import { installStarterPacks } from './models/starter.ts'
import { performDueChanges } from './plans/change-plan.ts'
import { lookAfterPayments } from './purchases/purchases.ts'
import { expireRequests } from './requests/requests.ts'
import { endExpired } from './runs/stop-run.ts'
import { resumeCutOff, work } from './runs/work.ts'
import { type FirstRun, openFirstRun } from './workspaces/first-run.ts'
import { grantWhatIsDueEverywhere } from './workspaces/grant.ts'
import { localKey } from './workspaces/local-owner.ts'

const startedAt = performance.now()
const upkeepEveryMs = 60_000
/** How long running edits may go on after SIGTERM; longer ones are begun again at the next start. */
const drainMs = 5_000

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const studio = await openStudio(config)
  let ready = false
  const firstRun = await openFirstRun(studio)
  const app = createApp(studio, {
    doors: config,
    folder: config.folder,
    firstRun,
    ready: () => ready,
    address: config.publicUrl ?? `http://${config.host}:${config.port}`,
  })
  const server = await listen(app.fetch, config)
  const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${server.port}`

  if ((await wasRestored(studio)) || studio.database.kind === 'embedded') await resumeCutOff(studio)
  const worker = config.workers > 0 ? await work(studio, config.workers) : null
  await upkeep(studio)
  const timer = setInterval(() => void upkeep(studio), upkeepEveryMs)
  ready = true
  await announce(studio, config, address, firstRun)
  if (config.starterPack) void installStarter(studio)

  const stop = once(async () => {
    ready = false
    clearInterval(timer)
    server.close()
    await worker?.stop(drainMs)
    await studio.close()
    process.exit(0)
  })
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  // The command line that started this studio for one command is gone: so is the reason for it.
  if (config.embedded) process.stdin.on('end', stop).resume()
}

/** Once after a restore: what had not ended when the backup was taken is in no queue. */
async function wasRestored({ database }: OpenStudio): Promise<boolean> {
  const { numDeletedRows } = await database.query.deleteFrom('keter.settings').where('name', '=', 'restored').executeTakeFirst()
  return numDeletedRows > 0n
}

/** What time brings: grants that fall due, holds and lots that have lived their time. */
async function upkeep(studio: OpenStudio): Promise<void> {
  try {
    await performDueChanges(studio)
    await grantWhatIsDueEverywhere(studio)
    await endExpired(studio)
    await expireRequests(studio)
    await lookAfterPayments(studio)
    await studio.database.transaction((tx) => expireLots(tx, { at: studio.now() }))
    for (const { wallet, findings, changed } of await checkWallets(studio.database, { at: studio.now() }))
      studio.log.error({ wallet, findings: findings.slice(0, 20), changed }, 'the check of the ledger found something that can never be, or finds it no more')
  } catch (error) {
    studio.log.error({ error: String((error as Error).stack ?? error) }, 'upkeep failed; it is tried again in a minute')
  }
}

/** In the background, after everything else is there; a studio without it is a studio all the same. */
async function installStarter({ models, database, log }: OpenStudio): Promise<void> {
  const name = 'starter-pack'
  const record = {
    async read() {
      const row = await database.query.selectFrom('keter.settings').select('value').where('name', '=', name).executeTakeFirst()
      return row ? (JSON.parse(row.value) as string[]) : []
    },
    async write(ids: readonly string[]) {
      const value = JSON.stringify(ids)
      const row = database.query.insertInto('keter.settings').values({ name, value })
      await row.onConflict((conflict) => conflict.column('name').doUpdateSet({ value })).execute()
    },
  }
  try {
    await installStarterPacks(models, record, (pack, outcome) => log.info({ pack }, `starter pack: ${outcome}`))
  } catch (error) {
    // Also an end of the studio while it is under way.
    if ((error as Error).name !== 'AbortError')
      log.warn({ error: String(error) }, 'the starter pack could not be installed; it is tried again at the next start')
  }
}

async function announce(studio: OpenStudio, config: Config, address: string, firstRun: FirstRun): Promise<void> {
  if (config.embedded) {
    process.stdout.write(`${JSON.stringify({ url: address, key: await localKey(studio, config.folder) })}\n`)
    return
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const database = studio.database.kind === 'embedded' ? 'embedded database' : 'PostgreSQL'
  process.stdout.write(`\n  Keter Studio is ready at ${config.publicUrl ?? address}  (${seconds} s, ${database})\n`)
  if (firstRun.token) process.stdout.write(`\n  Make the owner account here:\n  ${config.publicUrl ?? address}/first-run?token=${firstRun.token}\n`)
  process.stdout.write('\n')
}

function listen(fetch: (request: Request) => Response | Promise<Response>, { host, port }: Config): Promise<{ port: number; close: () => void }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname: host, port }, (info) =>
      resolve({
        port: info.port,
        close: () => {
          server.close()
          // Streams of progress would keep the server open for ever.
          if ('closeIdleConnections' in server) server.closeIdleConnections()
        },
      }),
    )
    server.on('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} on ${host} is in use. Stop what uses it, or choose another: PORT=7421 npm start`) : error),
    )
  })
}

function once(work: () => Promise<void>): () => void {
  let begun = false
  return () => {
    if (begun) return
    begun = true
    work().catch((error) => {
      console.error(error)
      process.exit(1)
    })
  }
}

main().catch((error: unknown) => {
  if (error instanceof Refusal) {
    const problem = problemOf(error)
    const { title, detail, next } = problem
    if (process.env.KETER_EMBEDDED === '1') process.stdout.write(`${JSON.stringify(problem)}\n`)
    console.error(`\n  ${title}. ${detail}\n  ${next}\n`)
    process.exit(5)
  }
  console.error(error instanceof Error && !error.stack?.includes('at ') ? error.message : error)
  process.exit(1)
})
