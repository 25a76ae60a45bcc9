// The stage of a run: all its files as a table, or one file with its attempts, compared.
import type { Iteration, Run, RunSource } from '@keter/client'
import { useEffect, useState } from 'react'
import { downloadOf } from '../../lib/studio.ts'
import { count, factsOf } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Select } from '../../ui/Select.tsx'
import { Compare } from '../compare/Compare.tsx'
import { Findings } from '../compare/Findings.tsx'
import { IterationStrip } from '../compare/IterationStrip.tsx'
import { latestOf } from '../runs/progress.ts'
import { runTitle } from '../runs/run-words.ts'
import { ChooseFiles } from '../sources/ChooseFiles.tsx'
import { RunTable } from './RunTable.tsx'
import { Working } from './Working.tsx'

interface RunStageProps {
  readonly run: Run
  readonly source: RunSource | undefined
  readonly iteration: Iteration | undefined
  readonly next: string | null
  readonly busy: boolean
  readonly onShow: (shown: { source?: number; attempt?: number }) => void
  readonly onVerdict: (iteration: string, verdict: 'kept' | 'rejected') => Promise<boolean>
  readonly onFiles: (files: readonly File[]) => void
}

export function RunStage({ run, source, iteration, next, busy, onShow, onVerdict, onFiles }: RunStageProps) {
  const [scale, setScale] = useState(0)
  const several = run.sources.length > 1
  const decidable = iteration?.state === 'done' ? iteration : undefined
  const undecided = several ? run.sources.find((other) => other !== source && isUndecided(other)) : undefined
  useVerdictKeys(decidable, onVerdict)
  return (
    <main className="stage" id="main">
      <h1 className="vh">{runTitle(run)}</h1>
      <div className="stage-bar">
        {several ? (
          <Select
            label="File"
            value={source ? String(source.position) : 'all'}
            options={[
              { value: 'all', label: `All ${count(run.sources.length, 'file')}` },
              ...run.sources.map(({ position, name }) => ({ value: String(position), label: name })),
            ]}
            onChange={(value) => onShow(value === 'all' ? {} : { source: Number(value) })}
          />
        ) : (
          <strong className="clip">{source?.name}</strong>
        )}
        <div className="end">
          {undecided !== undefined && (
            <button className="btn btn-quiet" type="button" onClick={() => onShow({ source: undecided.position })}>
              Next to decide
            </button>
          )}
          {decidable ? (
            <>
              <VerdictButton verdict="rejected" iteration={decidable} busy={busy} onVerdict={onVerdict} />
              <VerdictButton verdict="kept" iteration={decidable} busy={busy} onVerdict={onVerdict} />
            </>
          ) : (
            <ChooseFiles onFiles={onFiles}>
              <Icon name="plus" small /> Add files
            </ChooseFiles>
          )}
        </div>
      </div>
      {!source ? (
        <div className="stage-table">
          <RunTable run={run} onShow={(position) => onShow({ source: position })} />
        </div>
      ) : (
        <>
          {iteration?.result ? (
            <Compare name={source.name} before={source.version} after={iteration.result} iteration={iteration} onScale={setScale} />
          ) : (
            <Working run={run} source={source} iteration={iteration} />
          )}
          <div className="stage-status">
            <span>
              {!iteration?.result && 'Source, '}
              {factsOf(shownVersion(source, iteration).measurement)}
            </span>
            {iteration?.inspection && <Findings inspection={iteration.inspection} />}
            {iteration?.result && (
              <a className="end" href={downloadOf(iteration.result.id)} download>
                <Icon name="get" small /> Download attempt {iteration.attempt}
              </a>
            )}
            {iteration?.result && scale > 0 && <span className="hide-m">Fit, {scale} %</span>}
          </div>
          <IterationStrip
            run={run}
            source={source}
            current={iteration}
            next={next}
            onShow={(attempt) => onShow({ ...(several && { source: source.position }), attempt })}
          />
        </>
      )}
    </main>
  )
}

const isUndecided = (source: RunSource): boolean => {
  const latest = latestOf(source)
  return latest?.state === 'done' && latest.verdict === null
}

const shownVersion = (source: RunSource, iteration: Iteration | undefined) => iteration?.result ?? source.version

interface VerdictButtonProps {
  readonly verdict: 'kept' | 'rejected'
  readonly iteration: Iteration
  readonly busy: boolean
  readonly onVerdict: RunStageProps['onVerdict']
}

function VerdictButton({ verdict, iteration, busy, onVerdict }: VerdictButtonProps) {
  const given = iteration.verdict === verdict
  const verb = verdict === 'kept' ? (given ? 'Kept' : 'Keep') : given ? 'Rejected' : 'Reject'
  return (
    <button
      className={given ? `btn btn-given-${verdict}` : 'btn'}
      type="button"
      aria-pressed={given}
      aria-disabled={busy || given}
      aria-keyshortcuts={verdict === 'kept' ? 'k' : 'r'}
      onClick={() => !busy && !given && void onVerdict(iteration.id, verdict)}
    >
      <Icon name={verdict === 'kept' ? 'ok' : 'no'} small />
      {verb} {iteration.attempt} <kbd className="hide-m">{verdict === 'kept' ? 'K' : 'R'}</kbd>
    </button>
  )
}

/** K keeps and R rejects what is looked at, unless something is being typed. */
function useVerdictKeys(iteration: Iteration | undefined, onVerdict: RunStageProps['onVerdict']): void {
  useEffect(() => {
    if (!iteration) return
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('[role="dialog"],[role="menu"]')) return
      const verdict = event.key === 'k' || event.key === 'K' ? 'kept' : event.key === 'r' || event.key === 'R' ? 'rejected' : null
      if (verdict === null || iteration.verdict === verdict) return
      event.preventDefault()
      void onVerdict(iteration.id, verdict)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [iteration, onVerdict])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type="range"]):not([type="radio"]):not([type="checkbox"])'))
