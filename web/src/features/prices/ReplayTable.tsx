// The last 30 days under another book: what was paid, what the same would cost, and which runs it would not offer any more.
import { column, credits, signed } from '../../lib/amount.ts'
import { count, dateOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { toolTitle } from '../runs/run-words.ts'
import type { Replay } from './books.ts'
import { replayInWords } from './price-words.ts'

const refusedShown = 5

export function ReplayTable({ replay }: { replay: Replay }) {
  const { tools, refused, refusedRuns } = replay
  const aligned = column([...tools, replay].flatMap(({ before, after, difference }) => [before, after, difference]))
  return (
    <section className="card" aria-labelledby="replay">
      <div className="card-head">
        <h2 id="replay">Your last 30 days under this book</h2>
        <span className="faint">
          {dateOf(replay.from)} to {dateOf(replay.until)}
        </span>
      </div>
      {replay.runs === 0 && refusedRuns === 0 ? (
        <p className="card-body soft">Nothing was delivered in these days, so there is nothing to compare.</p>
      ) : (
        <>
          <p className="card-body soft replay-words">{replayInWords(replay)}</p>
          <table className="grid replay">
            <caption className="vh">Credits paid in the last 30 days and under this book, by tool</caption>
            <Columns of={['Tool', ['Runs', 'num hide-s'], ['Then', 'num'], ['Now', 'num'], ['Difference', 'num']]} />
            <tbody>
              {tools.map(({ tool, runs, before, after, difference }) => (
                <tr key={tool}>
                  <th scope="row">{toolTitle(tool)}</th>
                  <td className="num soft hide-s">{runs}</td>
                  <td className="num">{aligned(before)}</td>
                  <td className="num">{aligned(after)}</td>
                  <td className="num amount">{signed(aligned(difference))}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">Together</th>
                <td className="num hide-s">{replay.runs}</td>
                <td className="num">{aligned(replay.before)}</td>
                <td className="num">{aligned(replay.after)}</td>
                <td className="num">{signed(aligned(replay.difference))}</td>
              </tr>
            </tfoot>
          </table>
        </>
      )}
      {refusedRuns > 0 && (
        <div className="card-body">
          <h3>Not possible any more: {count(refusedRuns, 'run')}</h3>
          <ul className="refused-runs">
            {refused.slice(0, refusedShown).map(({ run, at, tool, detail, paid }) => (
              <li key={run}>
                {dateOf(at)}, {toolTitle(tool)}, {credits(paid)} paid. <span className="soft">{detail}</span>
              </li>
            ))}
          </ul>
          {refusedRuns > refusedShown && <p className="soft">And {refusedRuns - refusedShown} more.</p>}
        </div>
      )}
    </section>
  )
}
