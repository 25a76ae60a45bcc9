// Follows a run: server-sent events while they come, and a plain read of the run whenever they do not
// (at the start, after a break, behind a proxy that holds events back). The caller sees each state once, in order.
import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { StudioClient } from './client.ts'
import { StudioRefusal } from './refusal.ts'
import type { Iteration, Run } from './types.ts'

export interface RunProgress {
  readonly iteration: string
  /** Share done, 0 to 1. */
  readonly progress: number
  readonly eta: Iteration['eta']
}

export interface RunWatch {
  readonly signal?: AbortSignal | undefined
  readonly onRun?: ((run: Run) => void) | undefined
  readonly onProgress?: ((progress: RunProgress) => void) | undefined
  /** When to stop watching; otherwise when the run has ended. */
  readonly until?: ((run: Run) => boolean) | undefined
  /** Milliseconds without any answer after which the studio counts as unreachable; otherwise watching goes on until `signal`. */
  readonly patienceMs?: number | undefined
  /** Milliseconds without an event after which the run is read instead. */
  readonly quietMs?: number | undefined
}

/** The run as it was when watching stopped. @throws StudioRefusal, StudioUnreachable, AbortError */
export async function watchRun(client: StudioClient, id: string, watch: RunWatch = {}): Promise<Run> {
  const { signal, onRun, onProgress, until = ({ state }: Run) => state === 'ended', patienceMs = Number.POSITIVE_INFINITY, quietMs = 15_000 } = watch
  let shown = ''
  const show = (run: Run): boolean => {
    const text = JSON.stringify(run)
    if (text !== shown) onRun?.(run)
    shown = text
    return until(run)
  }
  let answeredAt = Date.now()
  for (let wait = firstWaitMs; ; wait = Math.min(wait * 2, longestWaitMs)) {
    signal?.throwIfAborted()
    try {
      const run = await readRun(client, id, signal)
      answeredAt = Date.now()
      if (show(run)) return run
      for await (const event of eventsOf(client, id, quietMs, signal)) {
        answeredAt = Date.now()
        wait = firstWaitMs
        if (event.kind === 'progress') onProgress?.(event.progress)
        else if (show(event.run)) return event.run
      }
    } catch (error) {
      if (!passes(error) || Date.now() - answeredAt > patienceMs) throw error
    }
    await pause(wait, signal)
  }
}

/** The studio is away or busy for a moment: restarting, a broken network. */
const passes = (error: unknown): boolean => error instanceof StudioRefusal && ['studio_unreachable', 'not_ready', 'too_busy'].includes(error.code)

const firstWaitMs = 250
const longestWaitMs = 5_000

async function readRun(client: StudioClient, id: string, signal: AbortSignal | undefined): Promise<Run> {
  const { data } = await client.GET('/runs/{id}', { params: { path: { id } }, ...(signal && { signal }) })
  return data
}

type RunEvent = { readonly kind: 'run'; readonly run: Run } | { readonly kind: 'progress'; readonly progress: RunProgress }

/** Ends, without an error, when the stream breaks off or stays quiet for too long. */
async function* eventsOf(client: StudioClient, id: string, quietMs: number, signal: AbortSignal | undefined): AsyncGenerator<RunEvent> {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), quietMs)
  }
  heard()
  try {
    const whileHeard = AbortSignal.any(signal ? [signal, silence.signal] : [silence.signal])
    const response = await client.open(`/runs/${encodeURIComponent(id)}/events`, { signal: whileHeard, headers: { accept: 'text/event-stream' } })
    const events = response
      .body!.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
      .pipeThrough(new EventSourceParserStream({ onComment: heard }))
    const reader = events.getReader()
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      heard()
      if (value?.event === 'run') yield { kind: 'run', run: JSON.parse(value.data) as Run }
      if (value?.event === 'progress') yield { kind: 'progress', progress: JSON.parse(value.data) as RunProgress }
    }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof StudioRefusal) throw error
  } finally {
    clearTimeout(timer)
    silence.abort()
  }
}

const pause = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal!.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
