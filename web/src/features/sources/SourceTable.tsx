// Several sources: each with its size, its price and what is happening to it. Unticking one takes it out of the price.
import { shown } from '../../lib/amount.ts'
import { extent } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Status } from '../../ui/Status.tsx'
import { Picture } from '../../ui/Picture.tsx'
import { isMeasured, problemOfSource, type Source } from './source.ts'
import type { Tray } from './tray.ts'

interface SourceTableProps {
  readonly sources: readonly Source[]
  readonly tray: Tray
  /** Price of a source that is part of the run, by its key. */
  readonly prices: ReadonlyMap<string, string>
}

export function SourceTable({ sources, tray, prices }: SourceTableProps) {
  const firsts = new Map<string, string>()
  return (
    <table className="grid batch">
      <caption className="vh">Files for the next run, with their price in credits</caption>
      <Columns of={[['Run it', 'vh'], 'File', ['Source, px', 'num hide-s'], ['Credits', 'num'], ['State', 'hide-s'], ['Remove', 'vh']]} />
      <tbody>
        {sources.map((source) => {
          const first = source.sha256 !== undefined && source.chosen ? firsts.get(source.sha256) : undefined
          if (source.sha256 !== undefined && source.chosen && first === undefined) firsts.set(source.sha256, source.name)
          const state = <StateOf source={source} sameAs={first} onAgain={() => tray.sendAgain(source.key)} />
          return (
            <tr key={source.key} className={problemOfSource(source) ? 'out' : first !== undefined ? 'dup' : undefined}>
              <td>
                <input
                  className="check"
                  type="checkbox"
                  aria-label={`Run ${source.name}`}
                  checked={source.chosen}
                  disabled={source.measured.state === 'refused'}
                  onChange={(event) => tray.choose(source.key, event.target.checked)}
                />
              </td>
              <th scope="row">
                <div className="file">
                  <Picture src={source.picture} sign={source.video === undefined ? 'image' : 'video'} />
                  <span>{source.name}</span>
                </div>
                <div className="state-s">{state}</div>
              </th>
              <td className="num soft hide-s">{isMeasured(source) ? extent(source.measured.measurement) : ''}</td>
              <td className="num amount">{shown(prices.get(source.key) ?? '')}</td>
              <td className="hide-s">{state}</td>
              <td className="num">
                <button className="row-open" type="button" aria-label={`Remove ${source.name}`} onClick={() => tray.remove([source.key])}>
                  <Icon name="close" small />
                </button>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

export function StateOf({ source, sameAs, onAgain }: { source: Source; sameAs?: string | undefined; onAgain: () => void }) {
  const problem = problemOfSource(source)
  if (problem)
    return (
      <span className="source-problem">
        <Status tone="warn" icon="warn">
          {problem.title}
        </Status>
        <small>
          {problem.next}{' '}
          {source.upload.state === 'refused' && problem.code === 'studio_unreachable' && (
            <button className="link" type="button" onClick={onAgain}>
              Send again
            </button>
          )}
        </small>
      </span>
    )
  if (source.measured.state === 'measuring') return <Status icon="open">Measuring</Status>
  if (sameAs !== undefined) return <Status icon="copy">Same bytes as {sameAs}</Status>
  switch (source.upload.state) {
    case 'sending':
      return source.upload.share >= 1 ? (
        <Status icon="clock">Being checked</Status>
      ) : (
        <span className="st">
          Sending <Progress label={`Sending ${source.name}`} share={source.upload.share} />
        </span>
      )
    case 'stored':
      return <Status icon="ok">Measured, ready</Status>
    default:
      return <Status icon="clock">Measured, to be sent</Status>
  }
}
