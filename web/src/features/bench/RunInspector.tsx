// Beside a run: how far it is and what stopping would return, where its credits are, and the next attempt with its price.
import type { Run, RunSource } from '@keter/client'
import { Link } from '@tanstack/react-router'
import { credits, isNothing, minus, shown } from '../../lib/amount.ts'
import { count, dayOf, duration, timeOf } from '../../lib/words.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { pictureOf } from '../compare/Compare.tsx'
import { Flow } from '../runs/Flow.tsx'
import { progressOf } from '../runs/progress.ts'
import { type Retry, type RetryPrice, rejectable, retryPrice } from '../runs/retry.ts'
import { editTitle } from '../runs/run-words.ts'
import { OptionsForm } from './OptionsForm.tsx'
import type { Settings } from './settings.ts'
import type { VerdictActions } from './use-verdict.ts'

interface RunInspectorProps {
  readonly run: Run
  readonly source: RunSource | undefined
  readonly retry: Retry | null
  readonly settings: Settings | null
  readonly next: RetryPrice | null
  readonly verdict: VerdictActions
  readonly onSettings: (settings: Settings) => void
  /** Another attempt has been started: show it. */
  readonly onStarted: () => void
}

export function RunInspector({ run, source, retry, settings, next, verdict, onSettings, onStarted }: RunInspectorProps) {
  const rejected = source ? rejectable(source) : null
  const again = async () => {
    if (rejected && settings && (await verdict.give(rejected.id, 'rejected', settings))) onStarted()
  }
  return (
    <aside className="inspector" aria-label="The run">
      <div className="inspector-in">
        <RunHead run={run} verdict={verdict} />
        <Credits run={run} />
        {rejected && settings && (
          <section className="sec" id="retry" aria-labelledby="retry-head">
            <div className="sec-head">
              <h2 id="retry-head">Try again</h2>
              <span className="faint">same quote, {count(source!.attemptsLeft, 'try', 'tries')} left</span>
            </div>
            <OptionsForm
              settings={settings}
              source={{ name: source!.name, picture: pictureOf(source!.version), measurement: source!.version.measurement }}
              onChange={onSettings}
              priceOf={retry ? retryPrices(retry, settings) : undefined}
            />
          </section>
        )}
        {run.state === 'waiting' && (
          <section className="sec sec-last">
            <button className="btn" type="button" aria-disabled={verdict.busy} onClick={() => void verdict.end(run.id)}>
              {isNothing(run.held) ? 'End the series' : `End the series, returns ${shown(run.held)}`}
            </button>
            <p className="soft sec-words">No more attempts. Kept or not, the results stay in the project.</p>
          </section>
        )}
        {run.state === 'ended' && <Afterwards run={run} />}
        {verdict.problem && (
          <section className="sec">
            <ProblemNote problem={verdict.problem} />
          </section>
        )}
        {rejected && settings && (
          <RetryBar
            attempt={rejected.attempt}
            rejected={rejected.verdict === 'rejected' || rejected.state !== 'done'}
            next={next}
            busy={verdict.busy}
            onAgain={again}
          />
        )}
      </div>
    </aside>
  )
}

function RunHead({ run, verdict }: { run: Run; verdict: VerdictActions }) {
  const { delivered, of, share, eta } = progressOf(run)
  return (
    <section className="sec" aria-labelledby="run-head">
      <div className="sec-head">
        <h2 id="run-head">{editTitle(run)}</h2>
        <span className="faint">
          {dayOf(run.createdAt)}, {timeOf(run.createdAt)}
        </span>
      </div>
      {run.state === 'running' && (
        <>
          <p className="run-progress">
            <Progress label="The whole run" share={share} wide />
            <span className="soft">
              {of > 1 && `${delivered} of ${of} delivered`}
              {of > 1 && eta && ', '}
              {eta && `${duration(eta)} left`}
            </span>
          </p>
          <button className="btn" type="button" aria-disabled={verdict.busy} onClick={() => void verdict.cancel(run.id)}>
            Cancel, returns {credits(run.cancelReturns)}
          </button>
          <p className="soft sec-words">
            {isNothing(run.charged)
              ? 'Nothing has been delivered yet, so nothing would be charged.'
              : `What is done stays charged: ${credits(minus(run.charged, run.refunded))}.`}
          </p>
        </>
      )}
      {run.state === 'waiting' && <p className="soft">Waits for your verdict. Keep a result, or reject it and try again under the same quote.</p>}
      {run.state === 'ended' && <p className="soft">Ended{run.endedAt ? ` at ${timeOf(run.endedAt)}` : ''}. Verdicts can still be changed.</p>}
    </section>
  )
}

function Credits({ run }: { run: Run }) {
  return (
    <section className="sec" aria-labelledby="flow">
      <div className="sec-head">
        <h2 id="flow">Quote, hold, charge</h2>
        <span className="faint">credits</span>
      </div>
      {!isNothing(run.most) && (
        <Flow
          quoted={{ low: run.low, most: run.most }}
          held={run.most}
          stillHeld={run.held}
          charged={run.charged}
          refunded={run.refunded}
          returned={run.returned}
        />
      )}
      <p className="likely">{whereTheCreditsAre(run)}</p>
    </section>
  )
}

function whereTheCreditsAre({ state, held, holdExpiresAt, charged, refunded, most }: Run): string {
  const final = minus(charged, refunded)
  if (state === 'running') return `${credits(held)} held for this run. A hold is not a charge.`
  if (state === 'waiting' && !isNothing(held))
    return `${credits(held)} held for more attempts${holdExpiresAt ? `, until ${dayOf(holdExpiresAt)}, ${timeOf(holdExpiresAt)}` : ''}. A hold is not a charge.`
  return isNothing(most) ? 'This edit is free.' : `Final cost ${credits(final)}, quoted at most ${shown(most)}.`
}

function Afterwards({ run }: { run: Run }) {
  return (
    <section className="sec sec-last">
      <div className="acts">
        <Link className="btn" to="/projects/$project/bench" params={{ project: run.project }} search={{ again: run.id }}>
          Same again
        </Link>
        {!isNothing(run.charged) && (
          <Link className="btn" to="/projects/$project/charges" params={{ project: run.project }} search={{ open: run.receipt }}>
            Receipt
          </Link>
        )}
        <Link className="btn" to="/projects/$project/bench" params={{ project: run.project }} search={{}}>
          New run
        </Link>
      </div>
    </section>
  )
}

interface RetryBarProps {
  readonly attempt: number
  /** It needs no rejecting any more. */
  readonly rejected: boolean
  readonly next: RetryPrice | null
  readonly busy: boolean
  readonly onAgain: () => void
}

function RetryBar({ attempt, rejected, next, busy, onAgain }: RetryBarProps) {
  const above = next !== null && !next.fits
  const off = busy || above
  return (
    <div className="run-bar">
      <div className="run">
        <button
          className="run-main run-solo"
          type="button"
          aria-disabled={off}
          aria-busy={busy}
          aria-describedby="retry-reason"
          onClick={() => !off && onAgain()}
        >
          <span>{rejected ? 'Try again' : `Reject ${attempt}, try again`}</span>{' '}
          {next && (
            <>
              <span className="sep" aria-hidden="true">
                ·
              </span>
              <span>{isNothing(next.charge) ? 'free' : credits(next.charge)}</span>
            </>
          )}
        </button>
      </div>
      <p className="run-note" id="retry-reason">
        <span>
          {above
            ? `These settings cost ${shown(next.charge)}; the quote has ${shown(next.left)} left for this file.`
            : 'Already held: nothing more is taken from what is available'}
        </span>
      </p>
    </div>
  )
}

function retryPrices(retry: Retry, settings: Settings) {
  return (change: { quality?: string; options?: Settings['options'] }): string | null => {
    const price = retryPrice(retry, { quality: change.quality ?? settings.quality, options: { ...settings.options, ...change.options } })
    return price && shown(price.charge)
  }
}
