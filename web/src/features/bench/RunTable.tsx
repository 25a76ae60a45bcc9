// The files of a run: each with its stage, its time left and what it cost. Results open as they land.
import type { Run, RunSource } from '@keter/client'
import { isNothing, shown, total } from '../../lib/amount.ts'
import { previewOf } from '../../lib/studio.ts'
import { duration, extent, timeOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Picture } from '../../ui/Picture.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Status } from '../../ui/Status.tsx'
import { lookOf } from '../compare/IterationStrip.tsx'
import { latestOf, progressOf } from '../runs/progress.ts'
import { stateInWords } from '../runs/run-words.ts'
import { stageInWords } from './Working.tsx'

export function RunTable({ run, onShow }: { run: Run; onShow: (position: number) => void }) {
  const { delivered, of } = progressOf(run)
  return (
    <table className="grid batch">
      <caption className="vh">Files of the run, with what each has cost in credits</caption>
      <Columns of={['File', ['Source, px', 'num hide-s'], ['Credits', 'num'], ['State', 'hide-s']]} />
      <tbody>
        <tr className="group">
          <th colSpan={4} scope="rowgroup">
            <strong>
              {delivered} of {of} delivered
            </strong>
            , started {timeOf(run.createdAt)}
            <span className="end">
              {shown(run.charged)} of at most {shown(run.most)} credits charged
            </span>
          </th>
        </tr>
        {run.sources.map((source) => (
          <tr key={source.position}>
            <th scope="row">
              <button className="file file-open" type="button" onClick={() => onShow(source.position)}>
                <Picture src={previewOf(latestOf(source)?.result?.id ?? source.version.id, 320)} />
                <span>{source.name}</span>
              </button>
              <div className="state-s">
                <SourceState run={run} source={source} />
              </div>
            </th>
            <td className="num soft hide-s">{extent(source.version.measurement)}</td>
            <td className="num amount">
              <Cost source={source} />
            </td>
            <td className="hide-s">
              <SourceState run={run} source={source} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cost({ source }: { source: RunSource }) {
  const charged = total(['0', ...source.iterations.map(({ charge }) => charge)])
  const refunded = total(['0', ...source.iterations.map((iteration) => iteration.refunded)])
  return (
    <>
      {shown(charged)}
      {!isNothing(refunded) && <small className="unit"> refunded {shown(refunded)}</small>}
    </>
  )
}

function SourceState({ run, source }: { run: Run; source: RunSource }) {
  const latest = latestOf(source)
  if (!latest) return <Status icon="copy">{run.state === 'running' ? 'Same bytes as another file' : 'Not done'}</Status>
  if (latest.state === 'running')
    return (
      <span className="st st-act">
        {stageInWords(run.tool, latest)} <Progress label={`Attempt on ${source.name}`} share={latest.progress} />
        {latest.eta && <span className="soft">{duration(latest.eta)}</span>}
      </span>
    )
  const { tone, icon } = lookOf(latest)
  const checks = latest.inspection?.findings
  return (
    <Status tone={tone} icon={icon}>
      {stateInWords(latest)}
      {checks && latest.state === 'done' && `, ${checks.filter(({ ok }) => ok).length} of ${checks.length} checks`}
      {latest.failure && `: ${latest.failure.title}`}
    </Status>
  )
}
