// The embedded studio: the real server, as a child process, for the length of one command. It goes when the command goes:
// it stops by itself when its standard input ends, which the death of this process does too.
import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type Problem, problemOf, Refusal } from '@keter/core'
import { StudioRefusal } from '../sdk/index.ts'
import type { Surroundings } from './surroundings.ts'

export interface EmbeddedStudio {
  readonly url: string
  readonly key: string
  /** After this nothing of it runs, and the data folder is free. */
  close(): Promise<void>
}

const program = fileURLToPath(new URL('../../../server/src/main.ts', import.meta.url))
/** It lets a running edit finish its step before it stops. */
const closeMs = 20_000
const lastWords = 4_000

/** @throws Refusal `studio_locked`, `studio_unreachable` */
export async function startEmbedded({ env, folder, signal }: Surroundings): Promise<EmbeddedStudio> {
  signal.throwIfAborted()
  const child = spawn(process.execPath, [program], {
    // KETER_DATA is relative to where the person is. Its log is kept quiet: what matters is said by the command.
    env: { ...env, INIT_CWD: folder, HOST: '127.0.0.1', PORT: '0', KETER_EMBEDDED: '1', KETER_PUBLIC_URL: '', KETER_LOG: env.KETER_LOG ?? 'warn' },
    stdio: ['pipe', 'pipe', 'pipe'],
    // In a group of its own, so that Ctrl-C in the terminal reaches the command first, which cancels the run.
    detached: true,
  })
  child.stdin!.on('error', () => {})
  let said = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-lastWords)
    if (env.KETER_DEBUG) process.stderr.write(text)
  })
  const closed = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)).once('error', () => resolve(null)))
  // Not "close": a process that it started may hold the pipes a little longer.
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  const close = () => end(child, gone)
  const stop = () => void child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  try {
    const address = await Promise.race([addressFrom(child), closed.then((code) => Promise.reject(brokenStart(code, said)))])
    return { ...address, close }
  } catch (error) {
    await close()
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** The one line it prints: where it is, or why not. */
function addressFrom(child: ChildProcess): Promise<{ url: string; key: string }> {
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (!line.startsWith('{')) return
      const said = JSON.parse(line) as Problem | { url: string; key: string }
      if ('url' in said) resolve(said)
      else reject(new StudioRefusal(said))
    })
  })
}

function brokenStart(code: number | null, said: string): StudioRefusal {
  const how = code === null ? 'it was killed' : `code ${code}`
  const headline = said.split('\n').find((line) => line.trim() !== '') ?? 'it said nothing'
  const problem = problemOf(new Refusal('studio_unreachable', `The embedded studio stopped before it was ready (${how}): ${headline.trim()}`))
  return new StudioRefusal({ ...problem, next: 'Run it again with KETER_DEBUG=1 to see all that it says.' })
}

async function end(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), closeMs)
  await gone
  clearTimeout(timer)
}
