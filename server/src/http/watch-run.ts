// Progress as server-sent events: the run as it is, then every change, until it has ended. A watcher who comes late or again misses nothing that counts.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Event } from '../events/events.ts'
import { readRun } from '../runs/read-run.ts'
import type { Studio } from '../studio.ts'
import type { Env } from './route.ts'

/** A proxy closes a silent connection after a minute or so. */
const beatMs = 15_000
/** Notifications can be lost when a connection to the database is; the row is the truth. */
const lookAgainMs = 5_000

export async function watchRun(studio: Studio, c: Context<Env>, id: string): Promise<Response> {
  const caller = c.get('caller')
  let run = await readRun(studio, caller, id) // refused before the stream starts
  return streamSSE(c, async (stream) => {
    const waiting: Event[] = []
    let wake = () => {}
    const unsubscribe = studio.events.subscribe((event) => {
      if (!('run' in event) || event.run !== id) return
      waiting.push(event)
      wake()
    })
    stream.onAbort(() => {
      unsubscribe()
      wake()
    })
    let told = ''
    const tellRun = async () => {
      const text = JSON.stringify(run)
      if (text === told) return
      told = text
      await stream.writeSSE({ event: 'run', data: text })
    }
    let beat = Date.now()
    run = await readRun(studio, caller, id) // again: it may have changed before we were subscribed
    await tellRun()
    while (!stream.aborted && run.state !== 'ended') {
      if (waiting.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve
          setTimeout(resolve, lookAgainMs).unref()
        })
      const events = waiting.splice(0)
      for (const event of events)
        if (event.kind === 'progress')
          await stream.writeSSE({ event: 'progress', data: JSON.stringify({ iteration: event.iteration, progress: event.progress, eta: event.eta }) })
      if (events.length === 0 || events.some(({ kind }) => kind === 'run')) {
        run = await readRun(studio, caller, id)
        await tellRun()
      }
      if (Date.now() - beat > beatMs) {
        beat = Date.now()
        await stream.write(': still here\n\n')
      }
    }
    unsubscribe()
    await stream.writeSSE({ event: 'end', data: '{}' })
  })
}
