// Progress of one attempt: told to watchers at most four times a second, kept in its row once a second so that a reload shows it.
import type { Studio } from '../studio.ts'
import type { IterationRow } from './rows.ts'

const tellEveryMs = 250
const keepEveryMs = 1000

export function reportProgress(studio: Studio, { id, run_id, workspace_id }: IterationRow, expected: { low: number; high: number }) {
  const started = studio.now().getTime()
  let told = Number.NEGATIVE_INFINITY
  let kept = started
  let last: Promise<unknown> = Promise.resolve()
  const report = (share: number) => {
    const at = studio.now().getTime()
    if (at - told < tellEveryMs && share < 1) return
    told = at
    const eta = remaining(share, (at - started) / 1000, expected)
    const keep = at - kept >= keepEveryMs
    if (keep) kept = at
    last = last.then(() => tell(share, eta, keep)).catch((error) => studio.log.warn({ iteration: id, error: String(error) }, 'progress could not be told'))
  }
  const tell = async (progress: number, eta: { low: number; high: number }, keep: boolean) => {
    if (keep)
      await studio.database.query
        .updateTable('keter.iterations')
        .set({ progress, eta: JSON.stringify(eta) })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .execute()
    await studio.events.publish(studio.database.query, { kind: 'progress', workspace: workspace_id, run: run_id, iteration: id, progress, eta })
  }
  return { report, settled: () => last }
}

/** Seconds left: what was predicted at first, then more and more what this very run has taken so far. */
export function remaining(share: number, elapsed: number, expected: { low: number; high: number }): { low: number; high: number } {
  const left = 1 - share
  const measured = share > 0 ? (elapsed / share) * left : 0
  const blend = (predicted: number) => measured * share + predicted * left * left
  const round = (seconds: number) => Math.round(Math.max(0, seconds) * 10) / 10
  const low = share > 0.1 ? measured * (0.9 - 0.2 * left) : blend(expected.low)
  const high = share > 0.1 ? measured * (1.1 + 0.4 * left) : blend(expected.high)
  return { low: round(low), high: round(Math.max(low, high)) }
}
