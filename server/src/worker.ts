// A worker process of its own (`keter worker`): takes iterations from the queue of the PostgreSQL server that DATABASE_URL names.
// It needs the same data folder as the server (a shared disk), because that is where the files are.
import { openStudio } from './compose.ts'
import { readConfig } from './config.ts'
import { work } from './runs/work.ts'

const drainMs = 30_000

async function main(): Promise<void> {
  const config = readConfig(process.env)
  if (!config.databaseUrl) throw new Error('A worker of its own needs DATABASE_URL: the embedded database belongs to one process, which has workers inside.')
  const studio = await openStudio(config)
  const worker = await work(studio, Math.max(1, config.workers))
  process.stdout.write(`worker ${process.pid} takes up to ${Math.max(1, config.workers)} edits at once\n`)
  const stop = async () => {
    await worker.stop(drainMs)
    await studio.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
