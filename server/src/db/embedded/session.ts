// The one session of the embedded database, shared fairly: whoever needs it waits in line, and a transaction keeps it until it ends.
import { AsyncLocalStorage } from 'node:async_hooks'
import { EventEmitter } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Answer, Ask, Request, Result } from './protocol.ts'

export class Session {
  readonly #worker: Worker
  readonly #pending = new Map<number, { resolve: (result: Result) => void; reject: (error: Error) => void }>()
  readonly #notifications = new EventEmitter().setMaxListeners(0)
  readonly #listening = new Map<string, Promise<unknown>>()
  readonly #inTransaction = new AsyncLocalStorage<true>()
  #line: Promise<void> = Promise.resolve()
  #lastId = 0
  #gone: Error | null = null

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (answer: Answer) => this.#receive(answer))
    worker.on('error', (error) => this.#end(error))
    worker.on('exit', () => this.#end(new Error('the embedded database has been closed')))
  }

  static async open(folder: string | null, image?: string): Promise<Session> {
    const worker = new Worker(new URL('./host.ts', import.meta.url), { workerData: { folder, image } })
    await new Promise<void>((resolve, reject) => {
      worker.once('message', () => resolve())
      worker.once('error', reject)
    })
    return new Session(worker)
  }

  /** Waits for the session and keeps it until the returned function is called. */
  async take(): Promise<() => void> {
    // Inside a transaction the session is ours already: waiting for it would wait for ourselves, for ever.
    if (this.#inTransaction.getStore()) throw new Error('the root database handle was used inside a transaction; use the transaction that was passed in')
    const before = this.#line
    let release!: () => void
    this.#line = new Promise((resolve) => {
      release = resolve
    })
    await before
    return release
  }

  markTransaction<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTransaction.run(true, work)
  }

  /** Only for a holder of the session. */
  send(ask: Ask): Promise<Result> {
    if (this.#gone) return Promise.reject(this.#gone)
    const id = ++this.#lastId
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#worker.postMessage({ id, ...ask } as Request)
    })
  }

  async ask(ask: Ask): Promise<Result> {
    const release = await this.take()
    try {
      return await this.send(ask)
    } finally {
      release()
    }
  }

  async listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
    if (!this.#listening.has(channel)) this.#listening.set(channel, this.ask({ kind: 'listen', channel }))
    await this.#listening.get(channel)
    this.#notifications.on(channel, onPayload)
    return async () => {
      this.#notifications.off(channel, onPayload)
    }
  }

  async close(): Promise<void> {
    await this.ask({ kind: 'close' })
    await this.#worker.terminate()
  }

  #receive(answer: Answer): void {
    if (answer.kind === 'ready') return
    if (answer.kind === 'notification') {
      this.#notifications.emit(answer.channel, answer.payload)
      return
    }
    const waiting = this.#pending.get(answer.id)
    this.#pending.delete(answer.id)
    if (answer.kind === 'result') waiting?.resolve(answer)
    else waiting?.reject(Object.assign(new Error(answer.error.message), answer.error))
  }

  #end(cause: Error): void {
    this.#gone ??= cause
    for (const { reject } of this.#pending.values()) reject(this.#gone)
    this.#pending.clear()
  }
}
