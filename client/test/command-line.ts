// Runs a command in this process, with streams that remember what was written, in a folder of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { run } from '../src/cli/run.ts'

export interface Ran {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
}

export interface Setting {
  readonly folder: string
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
}

export async function keter(words: readonly string[], { folder, env = {}, signal = new AbortController().signal }: Setting): Promise<Ran> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()]
  const exit = await run(words, { env: { KETER_DATA: join(folder, 'no-studio-here'), ...env }, folder, stdin, stdout, stderr, signal })
  return { exit, stdout: written(stdout), stderr: written(stderr) }
}

const written = (stream: PassThrough): string => String(stream.read() ?? '')

export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'keter-cli-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
