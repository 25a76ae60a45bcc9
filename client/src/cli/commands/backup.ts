// `keter backup` and `keter restore`: everything of a studio as one file, and back into an empty one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { type Problem, Refusal } from '@keter/core'
import { StudioRefusal } from '../../sdk/index.ts'
import { addCommand, addStudioCommand, does, type Program } from '../command.ts'
import { withStudio } from '../studio.ts'
import { counted, moment } from '../wording.ts'

const program = fileURLToPath(new URL('../../../../server/src/restore.ts', import.meta.url))

export function addBackup(parent: Program): void {
  const backup = addStudioCommand(parent.commander, 'backup', 'write everything of the studio into one file, as it is at one moment')
    .requiredOption('--out <file>', 'a .tar or .tar.gz; "-" for standard output')
    .option('--force', 'overwrite')
  does(parent, backup, async ({ surroundings, terminal }, flags) => {
    const { folder, signal, stdout } = surroundings
    const out = String(flags.out)
    const path = resolve(folder, out)
    if (out !== '-' && existsSync(path) && !flags.force) throw new Refusal('result_exists', `${out} exists already.`, { path: out })
    await withStudio(surroundings, flags, async (client) => {
      const response = await client.open('/backup', { signal })
      const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0])
      if (out === '-') return void (await pipeline(body, stdout, { end: false }))
      // It holds everybody's hashed passwords: for this user only. A file that is there under its own name is whole.
      const file = createWriteStream(`${path}.part`, { mode: 0o600 })
      try {
        await (/\.(gz|tgz)$/.test(path) ? pipeline(body, createGzip(), file) : pipeline(body, file))
        await rename(`${path}.part`, path)
      } catch (error) {
        await rm(`${path}.part`, { force: true })
        throw error
      }
    })
    if (out !== '-') terminal.answer({ path: out }, () => `Written to ${out}. \`keter restore ${out} --check\` reads every byte of it again.`)
    return 0
  })

  const restore = addCommand(
    parent.commander,
    'restore <file>',
    'fill an empty data folder (KETER_DATA) and an empty database (DATABASE_URL) from a backup',
  ).option('--check', 'only check the file: every row, every hash')
  does<[string]>(parent, restore, async ({ surroundings, terminal }, flags, file) => {
    const { env, folder, signal } = surroundings
    const args = [program, resolve(folder, file), ...(flags.check ? ['--check'] : [])]
    const child = spawn(process.execPath, args, { env: { ...env, INIT_CWD: folder }, stdio: ['ignore', 'pipe', 'inherit'] })
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    await once(child, 'close')
    signal.throwIfAborted()
    const answer = parsed(said)
    if (answer === null) throw new Refusal('studio_unreachable', 'The restore broke off; what it said stands above. Nothing was changed.')
    if ('code' in answer) throw new StudioRefusal(answer)
    const { made, rows, files, movements } = answer
    const what = `${counted(rows, 'row')}, ${counted(files, 'file')}, a ledger of ${counted(movements, 'movement')}`
    terminal.answer(answer, () =>
      flags.check ? `The backup of ${moment(made)} is whole: ${what}.` : `The studio of ${moment(made)} is back, and verified: ${what}.`,
    )
    return 0
  })
}

interface Done {
  readonly made: string
  readonly rows: number
  readonly files: number
  readonly movements: number
}

function parsed(said: string): Done | Problem | null {
  try {
    return JSON.parse(said)
  } catch {
    return null
  }
}
