// One child process as its parent sees it: it works on one request at a time and can be ended at any moment.
import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Refusal } from '@keter/core'
import { EngineError } from './engine-error.ts'
import type { Reply } from './task.ts'

/** The child needs to find its libraries and a temporary folder; everything else in the server's environment, secrets above all, stays out. */
const passedOn = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TEMP',
  'TMP',
  'LANG',
  'LC_ALL',
  'TZ',
  'SystemRoot',
  'LD_LIBRARY_PATH',
  'CUDA_VISIBLE_DEVICES',
  'NODE_COMPILE_CACHE',
]

/** Pixels live outside the V8 heap; what remains is small. */
const heapMegabytes = 512

interface Asked {
  readonly id: number
  readonly onProgress: (share: number) => void
  readonly resolve: (output: unknown) => void
  readonly reject: (error: Error) => void
}

export class Child {
  readonly #process: ChildProcess
  /** Resolves when the process is gone, however it went. */
  readonly gone: Promise<void>
  #asked: Asked | null = null
  #alive = true
  #lastId = 0
  #lastWords = ''
  /** Why we ended it, where we did. */
  #endedFor: Error | null = null

  constructor(entry: URL) {
    this.#process = fork(entry, {
      env: childEnvironment(process.env),
      execArgv: [`--max-old-space-size=${heapMegabytes}`, '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-2000)
    })
    this.#process.on('message', (reply: Reply) => this.#hear(reply))
    this.gone = new Promise((resolve) => {
      const end = (error: Error) => {
        this.#alive = false
        this.#fail(this.#endedFor ?? error)
        resolve()
      }
      this.#process.once('exit', (code, signal) => end(this.#crash(code, signal)))
      this.#process.on('error', (cause) => {
        const error = new EngineError('engine_crashed', `The child process could not be used: ${cause.message}`, true, cause)
        // One that never started has no exit to wait for.
        if (this.#process.pid === undefined) end(error)
        else this.#fail(error)
      })
    })
  }

  get alive(): boolean {
    return this.#alive
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Memory that the process holds now; 0 where that cannot be told. */
  megabytes(): number {
    if (process.platform !== 'linux') return 0
    try {
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1] ?? 0) / 1000
    } catch {
      return 0 // it has just gone
    }
  }

  ask(task: string, input: unknown, onProgress: (share: number) => void): Promise<unknown> {
    if (this.#asked) throw new Error('A child works on one request at a time.')
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId
      this.#asked = { id, onProgress, resolve, reject }
      this.#process.send({ id, task, input }, (cause) => {
        if (cause) this.#fail(new EngineError('engine_crashed', `The child process had gone: ${cause.message}`, true, cause))
      })
    })
  }

  /** Ends the process at once. What it was asked is rejected with `reason` when it is really gone. */
  end(reason: Error): Promise<void> {
    this.#endedFor ??= reason
    this.#process.kill('SIGKILL')
    return this.gone
  }

  #hear(reply: Reply): void {
    const asked = this.#asked
    if (!asked || asked.id !== reply.id || this.#endedFor) return
    if (reply.kind !== 'progress') this.#asked = null
    if (reply.kind === 'progress') asked.onProgress(reply.share)
    else if (reply.kind === 'done') asked.resolve(reply.output)
    else if (reply.kind === 'refused') asked.reject(new Refusal(reply.code, reply.message, reply.data))
    else asked.reject(new EngineError(reply.outOfMemory ? 'engine_out_of_memory' : 'engine_failed', reply.message, reply.outOfMemory))
  }

  #fail(error: Error): void {
    const asked = this.#asked
    this.#asked = null
    asked?.reject(error)
  }

  #crash(code: number | null, signal: string | null): EngineError {
    const how = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
    const said = this.#lastWords.trim().split('\n').slice(-3).join(' | ')
    return new EngineError('engine_crashed', `The child process ${how} while it worked.${said ? ` Its last words: ${said}` : ''}`, true)
  }
}

function childEnvironment(parent: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(passedOn.flatMap((name) => (parent[name] === undefined ? [] : [[name, parent[name]]])))
  // libvips then has no loaders that were never hardened against hostile files (SVG, PDF, ImageMagick and others);
  // few malloc arenas keep freed pixels from staying in the process.
  return { ...kept, VIPS_BLOCK_UNTRUSTED: '1', MALLOC_ARENA_MAX: '2' }
}
