// What a limit would have done to the runs of the last 90 days, before it is set.
import type { Limit, LimitSimulation } from '@keter/client'
import { shown } from '../../lib/amount.ts'
import { dayOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { toolTitle } from '../runs/run-words.ts'
import { simulationInWords } from './limit-words.ts'

const listed = 7

export function Simulation({ simulation, mode }: { simulation: LimitSimulation | undefined; mode: Limit['mode'] }) {
  const stopped = simulation?.stopped.slice(0, listed) ?? []
  const more = (simulation?.stoppedCount ?? 0) - stopped.length
  return (
    <section className="simulation" aria-label="What it would have done">
      <p role="status">{simulation ? simulationInWords(simulation, mode) : 'Looking at the runs of the last 90 days.'}</p>
      {stopped.length > 0 && (
        <table className="lines">
          <caption className="vh">Runs that the limit would have been about, newest first, in credits</caption>
          <Columns of={['Run', 'Used before', 'Held']} />
          <tbody>
            {stopped.map(({ run, at, by, tool, amount, used }) => (
              <tr key={`${run} ${at}`}>
                <th scope="row">
                  {dayOf(at)}, {tool ? toolTitle(tool) : 'an edit'} {by && <span className="calc">{by}</span>}
                </th>
                <td>{shown(used)}</td>
                <td>{shown(amount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p className="faint">and {more} earlier</p>}
    </section>
  )
}
