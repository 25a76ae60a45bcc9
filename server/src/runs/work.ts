// The worker: takes iterations from the queue and performs them, a few at once. It runs inside the server, or in processes of its own (`keter worker`).
import type { Studio } from '../studio.ts'
import { forgetUnfinished, giveUp, performIteration } from './perform-iteration.ts'

export interface Worker {
  /** Waits a while for what is running; what is not done by then is left for another worker. */
  stop(waitMs: number): Promise<void>
}

export async function work(studio: Studio, concurrency: number): Promise<Worker> {
  const running = new Map<string, AbortController>()
  const unsubscribe = studio.events.subscribe((event) => {
    if (event.kind === 'cancel') running.get(event.iteration)?.abort()
  })
  await forgetUnfinished(studio)
  await studio.jobs.work({
    concurrency,
    perform: async (job) => {
      const controller = new AbortController()
      running.set(job.iteration, controller)
      try {
        await performIteration(studio, job, AbortSignal.any([controller.signal, job.signal]))
      } catch (error) {
        // A cancelled attempt has its end already; there is nothing to try again.
        if (!controller.signal.aborted) throw error
        await forgetUnfinished(studio)
      } finally {
        running.delete(job.iteration)
      }
    },
    onLost: (iteration) => giveUp(studio, iteration),
  })
  return {
    async stop(waitMs) {
      await studio.jobs.stop(waitMs)
      for (const controller of running.values()) controller.abort()
      unsubscribe()
    },
  }
}

/**
 * After a start on the embedded database no other process can be working: attempts that had not ended were cut off and go into the queue anew, in their order.
 * On a server, where other workers may be alive, the queue's heartbeat finds them instead.
 */
export async function resumeCutOff(studio: Studio): Promise<number> {
  const cutOff = await studio.database.query
    .selectFrom('keter.iterations')
    .select(['id', 'workspace_id', 'job_id'])
    .where('state', 'in', ['queued', 'running'])
    .orderBy('id')
    .execute()
  for (const { id, workspace_id, job_id } of cutOff) {
    if (job_id) await studio.jobs.cancel(job_id)
    await studio.database.transaction(async (tx) => {
      const job = await studio.jobs.enqueue(tx, id, workspace_id)
      await tx.updateTable('keter.iterations').set({ job_id: job, state: 'queued' }).where('id', '=', id).execute()
    })
  }
  return cutOff.length
}
