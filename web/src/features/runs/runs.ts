// Runs: listed for the queue, followed while open, and what a person may do with one.
import { newIdempotencyKey, type Run, watchRun } from '@keter/client'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queries, studio } from '../../lib/studio.ts'
import { creditsMoved } from '../balance/balance.ts'

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['run', id],
    queryFn: async () => (await studio.GET('/runs/{id}', { params: { path: { id } } })).data,
    staleTime: 30_000,
  })

/** Not ended: running, or waiting for a verdict. Asked again while anything runs. */
export const openRunsQuery = queryOptions({
  queryKey: ['runs', 'open'],
  queryFn: async () => {
    const [running, waiting] = await Promise.all(
      (['running', 'waiting'] as const).map((state) => studio.GET('/runs', { params: { query: { state, limit: 20 } } })),
    )
    return [...running!.data.items, ...waiting!.data.items]
  },
  refetchInterval: ({ state }) => (state.data?.some((run) => run.state === 'running') ? 3_000 : false),
})

export const projectRunsQuery = (project: string) =>
  queryOptions({
    queryKey: ['runs', 'project', project],
    queryFn: async () => (await studio.GET('/runs', { params: { query: { project, limit: 8 } } })).data.items,
  })

/** A run as it is now, followed until it has ended; what arrives goes to every place that shows it. */
export function useRun(id: string | undefined) {
  const query = useQuery({ ...runQuery(id ?? ''), enabled: id !== undefined })
  const ended = query.data?.state === 'ended'
  const broken = query.isError
  useEffect(() => {
    if (id === undefined || ended || broken) return
    const leaving = new AbortController()
    const follow = watchRun(studio, id, {
      signal: leaving.signal,
      onRun: (run) => arrived(run),
      onProgress: ({ iteration, progress, eta }) => queries.setQueryData(runQuery(id).queryKey, (run) => run && withProgress(run, iteration, progress, eta)),
    })
    follow.catch(() => {
      // Left the page, or the run is gone: the query above says so in words.
    })
    return () => leaving.abort()
  }, [id, ended, broken])
  return query
}

/** Puts a run in front of everyone who shows it; where its money or state changed, the balance and lists follow. */
export function arrived(run: Run): void {
  const key = runQuery(run.id).queryKey
  const before = queries.getQueryData(key)
  queries.setQueryData(key, run)
  if (before && moneyOf(before) === moneyOf(run)) return
  void creditsMoved()
  void queries.invalidateQueries({ queryKey: ['runs'] })
}

const moneyOf = ({ state, held, charged, refunded, returned }: Run): string => [state, held, charged, refunded, returned].join(' ')

function withProgress(run: Run, iteration: string, progress: number, eta: Run['sources'][number]['iterations'][number]['eta']): Run {
  return {
    ...run,
    sources: run.sources.map((source) => ({
      ...source,
      iterations: source.iterations.map((one) => (one.id === iteration && one.state !== 'done' ? { ...one, state: 'running', progress, eta } : one)),
    })),
  }
}

// ---- what a person may do with a run

export async function cancelRun(id: string): Promise<void> {
  arrived((await studio.POST('/runs/{id}/cancel', { params: { path: { id } } })).data)
}

export async function endRun(id: string): Promise<void> {
  arrived((await studio.POST('/runs/{id}/end', { params: { path: { id } } })).data)
}

export interface Again {
  readonly quality: string | null
  readonly options: Readonly<Record<string, string | number | boolean>>
}

export async function giveVerdict(iteration: string, verdict: 'kept' | 'rejected', again?: Again): Promise<void> {
  const { data } = await studio.POST('/iterations/{id}/verdict', {
    params: { path: { id: iteration }, header: { 'idempotency-key': newIdempotencyKey() } },
    body: { verdict, ...(again && { again: { quality: again.quality, options: { ...again.options } } }) },
  })
  arrived(data)
}
