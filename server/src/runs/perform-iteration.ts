// What a worker does with one job: engine, inspection, storage, end. Performing the same job twice is harmless: the attempt ends once.
import { hostname } from 'node:os'
import { join } from 'node:path'
import { idPrefixes, type Measurement, type Problem, problemOf, Refusal } from '@keter/core'
import type { EngineRecord } from '../db/schema.ts'
import { EngineError, type EnginePrediction } from '../engines/engine.ts'
import type { Job } from '../jobs/jobs.ts'
import type { Studio } from '../studio.ts'
import { type Delivered, finishIteration, type Outcome } from './finish-iteration.ts'
import { picturePaths } from './picture-paths.ts'
import { reportProgress } from './progress.ts'
import { isActive, type IterationRow } from './rows.ts'

const thisWorker = `${hostname()}:${process.pid}`

/** An attempt that was begun so often without an end takes its process down with it; it is given up. */
const mostStarts = 10

export async function performIteration(studio: Studio, job: Job, signal: AbortSignal): Promise<void> {
  const iteration = await begin(studio, job.iteration)
  if (!iteration) {
    await studio.database.transaction((tx) => job.complete(tx))
    return
  }
  const outcome = iteration.starts > mostStarts ? givenUp(iteration) : await outcomeOf(studio, iteration, job, signal)
  await finishIteration(studio, iteration, outcome, (tx) => job.complete(tx))
}

/** Marks the attempt as running; null if it has ended already. */
async function begin(studio: Studio, id: string): Promise<IterationRow | null> {
  return studio.database.transaction(async (tx) => {
    const iteration = await tx.selectFrom('keter.iterations').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    if (!iteration || !isActive(iteration)) return null
    const starts = iteration.starts + 1
    await tx.updateTable('keter.iterations').set({ state: 'running', started_at: studio.now(), starts, worker: thisWorker }).where('id', '=', id).execute()
    await studio.events.publish(tx, { kind: 'run', workspace: iteration.workspace_id, run: iteration.run_id })
    return { ...iteration, starts }
  })
}

async function outcomeOf(studio: Studio, iteration: IterationRow, job: Job, signal: AbortSignal): Promise<Outcome> {
  try {
    return (await storedResult(studio, iteration)) ?? (await perform(studio, iteration, signal))
  } catch (error) {
    if (signal.aborted) throw error // cancelled, or this process is stopping and another will take the job
    if (error instanceof Refusal) return { kind: 'failed', problem: problemOf(error) }
    if (error instanceof EngineError && error.retryable && !job.last) {
      studio.log.warn({ iteration: iteration.id, code: error.code, error: error.message }, 'an attempt failed and will be tried again')
      throw error
    }
    studio.log.error({ iteration: iteration.id, error: String((error as Error).stack ?? error) }, 'an attempt failed')
    return { kind: 'failed', problem: failure(error) }
  }
}

/** An identical edit of identical bytes that this workspace has a result of. */
async function storedResult(studio: Studio, iteration: IterationRow): Promise<Delivered | null> {
  const known = await studio.database.query
    .selectFrom('keter.iterations as i')
    .innerJoin('keter.versions as v', 'v.id', 'i.result_version_id')
    .select(['i.id', 'i.inspection', 'i.engine', 'v.sha256', 'v.bytes', 'v.measurement'])
    .where('i.workspace_id', '=', iteration.workspace_id)
    .where('i.fingerprint', '=', iteration.fingerprint)
    .where('i.state', '=', 'done')
    .orderBy('i.id')
    .limit(1)
    .executeTakeFirst()
  if (!known?.inspection || !known.engine) return null
  return {
    kind: 'delivered',
    file: { sha256: known.sha256, bytes: Number(known.bytes) },
    measurement: known.measurement,
    inspection: known.inspection,
    engine: known.engine,
    sameAs: known.id,
  }
}

async function perform(studio: Studio, iteration: IterationRow, signal: AbortSignal): Promise<Delivered> {
  const source = await sourceOf(studio, iteration)
  const engine = studio.engines.engineFor(iteration.edit)
  const sourcePath = await studio.storage.verifiedPath(source.sha256)
  const pictures = await picturePaths(studio, iteration.edit)
  const folder = await studio.storage.workFolder(iteration.id)
  try {
    const resultPath = join(folder.path, 'result')
    const { edit } = iteration
    const { measurement } = source
    const progress = reportProgress(studio, iteration, expected(engine.predict(edit, measurement)))
    // An engine may listen for what has happened already, and in vain.
    signal.throwIfAborted()
    const result = await engine.run({ edit, measurement, sourcePath, pictures, workFolder: folder.path, resultPath, signal, onProgress: progress.report })
    await progress.settled()
    const inspection = await studio.engines.inspect({ edit, sourcePath, source: measurement, pictures, resultPath, signal })
    const file = await studio.storage.adopt(resultPath)
    const record: EngineRecord = { engine: result.engine, model: result.model, modelVersion: result.modelVersion, ms: result.ms }
    await folder.remove()
    return { kind: 'delivered', file, measurement: result.measurement, inspection, engine: record, sameAs: null }
  } catch (error) {
    // What is half done serves the next try; where there is none, `forgetUnfinished` removes it.
    if (error instanceof Refusal) await folder.remove()
    throw error
  }
}

const expected = ({ seconds, beforehand }: EnginePrediction) => ({ low: beforehand.low + seconds.low, high: beforehand.high + seconds.high })

/** Removes what attempts left half done that have ended since. */
export async function forgetUnfinished(studio: Studio): Promise<void> {
  const names = (await studio.storage.workFolders()).filter((name) => name.startsWith(`${idPrefixes.iteration}_`))
  if (names.length === 0) return
  const rows = await studio.database.query.selectFrom('keter.iterations').selectAll().where('id', 'in', names).execute()
  const active = new Set(rows.filter(isActive).map(({ id }) => id))
  for (const name of names) if (!active.has(name)) await (await studio.storage.workFolder(name)).remove()
}

async function sourceOf(studio: Studio, { run_id, position }: IterationRow): Promise<{ sha256: string; measurement: Measurement }> {
  return studio.database.query
    .selectFrom('keter.run_sources as s')
    .innerJoin('keter.versions as v', 'v.id', 's.version_id')
    .select(['v.sha256', 'v.measurement'])
    .where('s.run_id', '=', run_id)
    .where('s.position', '=', position)
    .executeTakeFirstOrThrow()
}

const givenUp = ({ starts }: IterationRow): Outcome => ({
  kind: 'failed',
  problem: problemOf(new Refusal('edit_failed', `The studio stopped ${starts - 1} times during this edit, so it was given up.`)),
})

/** What the person sees; the log has the rest. */
function failure(error: unknown): Problem {
  const code = error instanceof EngineError ? error.code : 'internal'
  return problemOf(new Refusal('edit_failed', `The edit ended without a result (${code}).`, { cause: code }))
}

/** Every try of a job ended with its worker: the attempt fails, and what was held for it goes back. */
export async function giveUp(studio: Studio, id: string): Promise<void> {
  const iteration = await studio.database.query.selectFrom('keter.iterations').selectAll().where('id', '=', id).executeTakeFirst()
  if (!iteration || !isActive(iteration)) return
  await finishIteration(studio, iteration, { kind: 'failed', problem: failure(new Error('lost')) }, async () => {})
}
