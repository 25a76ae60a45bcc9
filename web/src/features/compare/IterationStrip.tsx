// Every attempt on one source with its verdict and its price, and the one that could come next.
import type { Iteration, Run, RunSource } from '@keter/client'
import { credits, isNothing, minus, shown, total } from '../../lib/amount.ts'
import { previewOf } from '../../lib/studio.ts'
import type { IconName } from '../../ui/Icon.tsx'
import { Picture } from '../../ui/Picture.tsx'
import { Status, type Tone } from '../../ui/Status.tsx'
import { editInWords, stateInWords } from '../runs/run-words.ts'

interface IterationStripProps {
  readonly run: Run
  readonly source: RunSource
  readonly current: Iteration | undefined
  /** What the next attempt would charge as it is set now. */
  readonly next: string | null
  readonly onShow: (attempt: number) => void
}

export function IterationStrip({ run, source, current, next, onShow }: IterationStripProps) {
  const { iterations } = source
  const charged = total(['0', ...iterations.map(({ charge }) => charge)])
  const refunded = total(['0', ...iterations.map((iteration) => iteration.refunded)])
  const latest = iterations.at(-1)
  const mayRetry = source.attemptsLeft > 0 && latest?.state !== 'queued' && latest?.state !== 'running'
  return (
    <section className="iterations" aria-labelledby="iterations">
      <header>
        <h2 id="iterations">Iterations</h2>
        <span className="faint hide-s clip">{source.name}</span>
        <p>
          Charged {shown(charged)}
          {!isNothing(refunded) && `, refunded ${shown(refunded)}`}, <strong>series so far {credits(minus(charged, refunded))}</strong>
        </p>
      </header>
      <ol className="strip">
        {iterations.map((iteration) => (
          <li key={iteration.id}>
            <Attempt run={run} source={source} iteration={iteration} current={iteration.id === current?.id} onShow={() => onShow(iteration.attempt)} />
          </li>
        ))}
        {mayRetry && (
          <li>
            <a className="try try-next" href="#retry">
              <span className="thumb">{(latest?.attempt ?? 0) + 1}</span>
              <span className="txt">
                <span className="n">
                  <span className="vh">Attempt {(latest?.attempt ?? 0) + 1}: </span>
                  {source.attemptsLeft === 1 ? 'One try left' : `${source.attemptsLeft} tries left`}
                </span>
                <span className="st st-act">Next</span>
                <span className="cost">{next === null ? '' : credits(next)}</span>
              </span>
            </a>
          </li>
        )}
      </ol>
    </section>
  )
}

interface AttemptProps {
  readonly run: Run
  readonly source: RunSource
  readonly iteration: Iteration
  readonly current: boolean
  readonly onShow: () => void
}

function Attempt({ run, source, iteration, current, onShow }: AttemptProps) {
  const { tone, icon } = lookOf(iteration)
  return (
    <button className="try" type="button" aria-current={current ? 'true' : undefined} onClick={onShow}>
      <span className="thumb">
        <b aria-hidden="true">{iteration.attempt}</b>
        <Picture src={previewOf(iteration.result?.id ?? source.version.id, 320)} />
      </span>
      <span className="txt">
        <span className="n">
          <span className="vh">Attempt {iteration.attempt}: </span>
          {editInWords({ ...iteration, tool: run.tool })}
        </span>
        <Status tone={tone} icon={icon}>
          {stateInWords(iteration)}
        </Status>
        <span className="what">{whatHappened(iteration)}</span>
        <span className="cost">{costOf(iteration)}</span>
      </span>
    </button>
  )
}

export function lookOf({ state, verdict }: Iteration): { tone: Tone; icon: IconName } {
  if (state === 'defective') return { tone: 'bad', icon: 'warn' }
  if (state === 'failed') return { tone: 'bad', icon: 'warn' }
  if (verdict === 'kept') return { tone: 'ok', icon: 'ok' }
  if (verdict === 'rejected' || state === 'cancelled') return { tone: 'plain', icon: 'no' }
  if (state === 'queued') return { tone: 'plain', icon: 'clock' }
  if (state === 'running') return { tone: 'act', icon: 'clock' }
  return { tone: 'plain', icon: 'open' }
}

function whatHappened({ state, progress, inspection, failure }: Iteration): string {
  if (state === 'running') return `${Math.round(progress * 100)} %`
  if (state === 'defective') return inspection?.findings.find((finding) => !finding.ok)?.name ?? ''
  return failure?.title ?? ''
}

/** "4, refunded 4": a refund always stands beside its charge. */
export function costOf({ state, charge, refunded }: Pick<Iteration, 'state' | 'charge' | 'refunded'>): string {
  if (state === 'queued' || state === 'running') return 'nothing yet'
  if (isNothing(charge)) return state === 'done' ? 'free' : 'nothing charged'
  return isNothing(refunded) ? credits(charge) : `${shown(charge)}, refunded ${shown(refunded)}`
}
