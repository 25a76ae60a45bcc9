// A run on the bench: its files and attempts on the stage, its money and the next attempt beside them. Live until it has ended.
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { problemIn } from '../../lib/problem.ts'
import { studio } from '../../lib/studio.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { latestOf } from '../runs/progress.ts'
import { retryPrice } from '../runs/retry.ts'
import { runAloud } from '../runs/run-words.ts'
import { useRun } from '../runs/runs.ts'
import { bookQuery } from './price-book.ts'
import { RunInspector } from './RunInspector.tsx'
import { RunStage } from './RunStage.tsx'
import type { Settings } from './settings.ts'
import { useVerdict } from './use-verdict.ts'

interface RunOnBenchProps {
  readonly run: string
  readonly onFiles: (files: readonly File[]) => void
}

export function RunOnBench({ run: id, onFiles }: RunOnBenchProps) {
  const { data: run, error } = useRun(id)
  const { data: book } = useQuery(bookQuery)
  const { data: quote } = useQuery({
    queryKey: ['quote', run?.quote],
    queryFn: async () => (await studio.GET('/quotes/{id}', { params: { path: { id: run!.quote } } })).data,
    enabled: run !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const search = useSearch({ from: '/shell/projects/$project/bench' })
  const navigate = useNavigate({ from: '/projects/$project/bench' })
  const [changed, setChanged] = useState<{ readonly from: string; readonly settings: Settings } | null>(null)
  const verdict = useVerdict()

  const position = run?.sources.length === 1 ? 0 : search.source
  const source = position === undefined ? undefined : run?.sources[position]
  const latest = source && latestOf(source)
  const iteration = source?.iterations.find(({ attempt }) => attempt === search.attempt) ?? latest

  // The next attempt starts from the settings of the last, until they are changed; another attempt starts from its own.
  const settings = useMemo((): Settings | null => {
    if (!run || !latest) return null
    if (changed?.from === latest.id) return changed.settings
    return { tool: run.tool, quality: latest.quality, options: latest.options, iterations: 1 }
  }, [run, latest, changed])
  // Under another book than the quote's only the studio knows the price, and it knows it for the settings of the last attempt.
  const retry = run && source && quote && book?.digest === quote.book.digest ? { run, source, quote, book } : null
  const same = !changed && source?.nextCharge ? { charge: source.nextCharge, left: source.nextCharge, fits: true } : null
  const next = retry && settings ? retryPrice(retry, settings) : same

  if (error || !run)
    return (
      <main className="stage" id="main">
        {error && (
          <div className="stage-problem">
            <ProblemNote problem={problemIn(error)} />
          </div>
        )}
      </main>
    )
  return (
    <>
      <p className="vh" role="status">
        {runAloud(run)}
      </p>
      <RunStage
        run={run}
        source={source}
        iteration={iteration}
        next={next?.charge ?? null}
        busy={verdict.busy}
        onShow={(shown) => navigate({ search: { run: id, ...shown } })}
        onVerdict={verdict.give}
        onFiles={onFiles}
      />
      <RunInspector
        run={run}
        source={source}
        retry={retry}
        settings={settings}
        next={next}
        verdict={verdict}
        onSettings={(edited) => latest && setChanged({ from: latest.id, settings: edited })}
        onStarted={() => navigate({ search: { run: id, ...(run.sources.length > 1 && position !== undefined && { source: position }) } })}
      />
    </>
  )
}
