// How far a run is, and how long it may still take, from its iterations.
import type { Iteration, Run, RunSource } from '@keter/client'

const over = (iteration: Iteration): boolean => iteration.state !== 'queued' && iteration.state !== 'running'

export const latestOf = (source: RunSource): Iteration | undefined => source.iterations.at(-1)

export interface RunProgress {
  /** Sources whose latest attempt was delivered. */
  readonly delivered: number
  readonly of: number
  /** 0 to 1, over all sources. */
  readonly share: number
  readonly eta: { readonly low: number; readonly high: number } | null
}

export function progressOf(run: Run, now = Date.now()): RunProgress {
  const latest = run.sources.flatMap((source) => latestOf(source) ?? [])
  const shares = latest.map((iteration) => (over(iteration) ? 1 : iteration.progress))
  const share = shares.length === 0 ? 0 : shares.reduce((sum, part) => sum + part, 0) / shares.length
  const active = latest.filter((iteration) => !over(iteration))
  return {
    delivered: latest.filter(({ state }) => state === 'done' || state === 'defective').length,
    of: run.sources.length,
    share,
    eta: active.some(({ state }) => state === 'queued') ? byPace(latest, share, now) : longest(active),
  }
}

/** Attempts that run side by side: the longest of them decides. */
function longest(active: readonly Iteration[]): RunProgress['eta'] {
  const known = active.flatMap(({ eta }) => eta ?? [])
  return known.length === 0 ? null : { low: Math.max(...known.map(({ low }) => low)), high: Math.max(...known.map(({ high }) => high)) }
}

/** While some still wait for their turn: as fast as it went so far, once enough of it has gone to tell. */
function byPace(latest: readonly Iteration[], share: number, now: number): RunProgress['eta'] {
  const started = Math.min(...latest.flatMap(({ startedAt }) => (startedAt === null ? [] : [Date.parse(startedAt)])))
  if (share < 0.05 || !Number.isFinite(started)) return null
  const seconds = (((now - started) / 1000) * (1 - share)) / share
  return { low: seconds * 0.8, high: seconds * 1.4 }
}
