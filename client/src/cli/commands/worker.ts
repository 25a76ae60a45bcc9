// `keter worker`: one more process that takes edits from the queue of the PostgreSQL server at DATABASE_URL, until it is told to stop.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Refusal } from '@keter/core'
import { addCommand, does, type Program } from '../command.ts'

const program = fileURLToPath(new URL('../../../../server/src/worker.ts', import.meta.url))

export function addWorker(parent: Program): void {
  does(parent, addCommand(parent.commander, 'worker', 'take edits from the queue at DATABASE_URL until told to stop'), async ({ surroundings }) => {
    const { env, folder, signal } = surroundings
    if (!env.DATABASE_URL)
      throw new Refusal('bad_usage', 'A worker of its own needs DATABASE_URL; the embedded database belongs to one process, which has workers inside.')
    const child = spawn(process.execPath, [program], { env: { ...env, INIT_CWD: folder }, stdio: ['ignore', 'inherit', 'inherit'], detached: true })
    signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true })
    process.once('exit', () => child.kill('SIGKILL'))
    const [code] = (await once(child, 'exit')) as [number | null]
    return code === 0 ? 0 : 5
  })
}
