// A studio of the test's own: the real server with an empty data folder, on a port the system chooses.
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

export interface RunningStudio {
  readonly firstRunLink: string
  /** What it wrote to the terminal, for the reader of a failure. */
  readonly said: () => string
  readonly stop: () => Promise<void>
}

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))

/** Ready once it has printed the link that makes the owner account. */
export async function startStudio(): Promise<RunningStudio> {
  const folder = await mkdtemp(join(tmpdir(), 'keter-journey-'))
  const { DATABASE_URL: _, KETER_PUBLIC_URL: __, KETER_EMBEDDED: ___, ...env } = process.env
  const child = spawn(process.execPath, [main], { env: { ...env, PORT: '0', HOST: '127.0.0.1', KETER_DATA: folder }, stdio: ['ignore', 'pipe', 'pipe'] })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  const said = () => output.join('').slice(-8000)
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { firstRunLink: await linkOf(child, said), said, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function linkOf(child: ChildProcessByStdio<null, Readable, Readable>, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout.on('data', () => {
      const link = /http:\/\/\S+\/first-run\?token=\S+/.exec(said())
      if (link) resolve(link[0])
    })
    child.on('exit', (code) => reject(new Error(`the studio ended with ${code} before it was ready:\n${said()}`)))
  })
}
