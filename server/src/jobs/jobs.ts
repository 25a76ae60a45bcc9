// Jobs: one queue of iterations to perform, in the same database as the money, so that a job exists exactly if its hold does.
// Knows nothing of credits or media. A job whose worker died is handed to another; performing it twice must be harmless.
import { fromKysely, type JobWithMetadata, PgBoss } from 'pg-boss'
import type { Database, Tx } from '../db/database.ts'

export interface Job {
  readonly id: string
  readonly iteration: string
  /** Fires when the job was cancelled or taken away from this worker. */
  readonly signal: AbortSignal
  /** No further try follows this one. */
  readonly last: boolean
  /** Marks the job done in the caller's transaction, so that its effect and its end are one. */
  complete(tx: Tx): Promise<void>
}

export interface Jobs {
  /** In the caller's transaction: rolled back with it. Returns the job's id. */
  enqueue(tx: Tx, iteration: string, workspace: string): Promise<string>
  cancel(jobId: string): Promise<void>
  /** Takes jobs until `stop`. Throwing means: try again later, unless it was the last try. `onLost` gets iterations whose every try ended without an answer. */
  work(options: { concurrency: number; perform: (job: Job) => Promise<void>; onLost: (iteration: string) => Promise<void> }): Promise<void>
  /** Waits for running jobs up to the given time, then leaves them to other workers. */
  stop(waitMs: number): Promise<void>
}

interface IterationJob {
  readonly iteration: string
}

const queue = 'iteration'
const lost = 'iteration-lost'
/** Three more tries, 2, 4 and 8 seconds apart: what passes by itself (memory, a killed child) has passed by then. */
const retries = { retryLimit: 3, retryDelay: 2, retryBackoff: true, retryDelayMax: 60 }

export async function openJobs(database: Database, onError: (error: Error) => void): Promise<Jobs> {
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) => database.run(text, values),
      listen: async (channel, onNotification, onReconnect) => {
        const close = await database.listen(channel, onNotification)
        onReconnect()
        return { close }
      },
    },
    ...(database.kind === 'embedded' ? { backend: 'pglite' as const } : {}),
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(lost, { retryLimit: 10, retryDelay: 5 })
  await boss.createQueue(queue, { ...retries, deadLetter: lost, heartbeatSeconds: 10, expireInSeconds: 6 * 3600, notify: true })
  const working: string[] = []

  return {
    async enqueue(tx, iteration, workspace) {
      const id = await boss.send(queue, { iteration } satisfies IterationJob, { db: fromKysely(tx as never), group: { id: workspace } })
      if (!id) throw new Error('the queue did not take the job')
      return id
    },
    async cancel(jobId) {
      await boss.cancel(queue, jobId)
    },
    async work({ concurrency, perform, onLost }) {
      const options = { localConcurrency: concurrency, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1, includeMetadata: true } as const
      working.push(
        await boss.work(queue, options, async ([job]: JobWithMetadata<IterationJob>[]) => {
          if (!job) return
          await perform({
            id: job.id,
            iteration: job.data.iteration,
            signal: job.signal,
            last: job.retryCount >= job.retryLimit,
            complete: async (tx) => {
              await boss.complete(queue, job.id, {}, { db: fromKysely(tx as never) })
            },
          })
        }),
        await boss.work<IterationJob>(lost, { pollingIntervalSeconds: 2 }, async ([job]) => {
          if (job) await onLost(job.data.iteration)
        }),
      )
    },
    async stop(waitMs) {
      await boss.stop({ graceful: true, timeout: waitMs })
    },
  }
}
