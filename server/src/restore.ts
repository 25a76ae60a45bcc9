// A process that restores a backup into the data folder and the database of its environment (`keter restore`), or only checks it. One line of JSON says how it went.
import { problemOf, Refusal } from '@keter/core'
import { checkBackup, restore } from './backup/restore.ts'
import { readConfig } from './config.ts'

async function main(): Promise<void> {
  const [path, check] = process.argv.slice(2)
  const { manifest, rows, files, movements } = check === '--check' ? await checkBackup(path!) : await restore(path!, readConfig(process.env))
  const { made, product, tables } = manifest
  process.stdout.write(`${JSON.stringify({ made, product, tables: tables.length, rows, files, movements })}\n`)
}

main().catch((error: unknown) => {
  if (!(error instanceof Refusal)) {
    console.error(error)
    process.exit(1)
  }
  process.stdout.write(`${JSON.stringify(problemOf(error))}\n`)
  process.exit(2)
})
