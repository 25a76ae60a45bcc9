// A pool of child processes in which everything that touches media runs: the server process itself never decodes a byte of it.
// Children stay warm between requests. A cancel, a time-out or a native crash ends one child and one request; the next gets a new child.
import { Child } from './child.ts'
import { EngineError } from './engine-error.ts'
import type { Tasks } from './task.ts'

export interface AskOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (share: number) => void
  readonly timeoutMs: number
  /** What a child has to load for it: one that has it already is preferred. */
  readonly needs?: string
}

export interface Pool<T extends Tasks> {
  /** @throws Refusal; EngineError; an AbortError when the signal fires: by then the child is gone. */
  run<Name extends keyof T & string>(task: Name, input: Parameters<T[Name]>[0], options: AskOptions): Promise<Awaited<ReturnType<T[Name]>>>
  /** Whether a child has lately been asked for something with the same needs. */
  has(needs: string): boolean
  /** Process ids of the living children. */
  pids(): readonly number[]
  /** Ends all children; what was running or waiting is rejected with an AbortError. */
  close(): Promise<void>
}

interface Waiting {
  readonly needs: string | undefined
  readonly start: (child: Child) => Promise<void>
  readonly reject: (error: Error) => void
}

export interface PoolOptions {
  /** A module that calls `serve` with the tasks of the pool. */
  readonly entry: URL
  readonly size: number
  /** A child is started when first needed and ended after so long without work. */
  readonly idleMs?: number
  /** A child that takes more memory is ended. Watched on Linux; elsewhere only the heap of JavaScript has a bound. */
  readonly mostMegabytes?: number
}

/** Of the last so many needs a child still has what it loaded, as far as is known here. */
const remembered = 2

export function createPool<T extends Tasks>({ entry, size, idleMs = 300_000, mostMegabytes = Number.POSITIVE_INFINITY }: PoolOptions): Pool<T> {
  const idle = new Map<Child, NodeJS.Timeout>()
  const busy = new Set<Child>()
  const loaded = new WeakMap<Child, readonly string[]>()
  const queue: Waiting[] = []
  let closed = false

  function startNext(): void {
    while (queue.length > 0 && (idle.size > 0 || busy.size < size)) {
      const { needs, start } = queue.shift()!
      const child = takeIdle(needs) ?? newChild()
      busy.add(child)
      if (needs !== undefined) loaded.set(child, [needs, ...(loaded.get(child) ?? []).filter((each) => each !== needs)].slice(0, remembered))
      void start(child).then(() => release(child))
    }
  }

  const hasLoaded = (child: Child, needs: string): boolean => loaded.get(child)?.includes(needs) ?? false

  function takeIdle(needs: string | undefined): Child | undefined {
    // The one that has loaded what is needed, else the one used last: its caches are warmest.
    const [child, timer] = [...idle].findLast(([each]) => needs !== undefined && hasLoaded(each, needs)) ?? [...idle].at(-1) ?? []
    if (!child) return undefined
    clearTimeout(timer)
    idle.delete(child)
    return child
  }

  function newChild(): Child {
    const child = new Child(entry)
    void child.gone.then(() => {
      clearTimeout(idle.get(child))
      idle.delete(child)
      busy.delete(child)
      startNext()
    })
    return child
  }

  function release(child: Child): void {
    if (!busy.delete(child) || closed || !child.alive) return
    idle.set(child, setTimeout(() => void child.end(cancelled()), idleMs).unref())
    startNext()
  }

  return {
    run(task, input, { signal, onProgress = () => undefined, timeoutMs, needs }) {
      return new Promise((resolve, reject) => {
        if (closed || signal?.aborted) return reject(cancelled())
        const waiting: Waiting = {
          needs,
          reject,
          async start(child) {
            signal?.removeEventListener('abort', leaveQueue)
            await askWithin(child, { task, input, onProgress, timeoutMs, mostMegabytes, signal }).then(resolve as (output: unknown) => void, reject)
          },
        }
        function leaveQueue() {
          const place = queue.indexOf(waiting)
          if (place >= 0) queue.splice(place, 1)
          reject(cancelled())
        }
        signal?.addEventListener('abort', leaveQueue, { once: true })
        queue.push(waiting)
        startNext()
      })
    },
    has: (needs) => [...busy, ...idle.keys()].some((child) => hasLoaded(child, needs)),
    pids: () => [...busy, ...idle.keys()].flatMap(({ pid }) => pid ?? []),
    async close() {
      closed = true
      for (const { reject } of queue.splice(0)) reject(cancelled())
      await Promise.all([...busy, ...idle.keys()].map((child) => child.end(cancelled())))
    },
  }
}

interface Question {
  readonly task: string
  readonly input: unknown
  readonly onProgress: (share: number) => void
  readonly timeoutMs: number
  readonly mostMegabytes: number
  readonly signal: AbortSignal | undefined
}

/** A picture grows by some hundred megabytes a second; reading the figure takes microseconds. */
const lookAtMemoryMs = 50

/** Nothing but killing interrupts native code, so a cancel and both limits end the child, and the answer waits until it is gone. */
async function askWithin(child: Child, { task, input, onProgress, timeoutMs, mostMegabytes, signal }: Question): Promise<unknown> {
  const abort = () => void child.end(cancelled())
  const watch = setInterval(() => {
    // The same request takes as much again: no reason to try it a second time.
    if (child.megabytes() > mostMegabytes)
      void child.end(new EngineError('engine_out_of_memory', `${task} took more than ${mostMegabytes} MB of memory.`, false))
  }, lookAtMemoryMs)
  const timer = setTimeout(() => void child.end(new EngineError('engine_timeout', `${task} took longer than ${timeoutMs} ms.`, true)), timeoutMs)
  signal?.addEventListener('abort', abort, { once: true })
  try {
    return await child.ask(task, input, onProgress)
  } finally {
    clearTimeout(timer)
    clearInterval(watch)
    signal?.removeEventListener('abort', abort)
  }
}

function cancelled(): DOMException {
  return new DOMException('The work was cancelled.', 'AbortError')
}
