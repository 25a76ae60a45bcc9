// What became of the disputes of the last 90 days.
import { useQuery } from '@tanstack/react-query'
import { shown } from '../../lib/amount.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { toolTitle } from '../runs/run-words.ts'
import { hoursInWords, reasons, shareInWords } from './dispute-words.ts'
import { statisticsQuery } from './disputes.ts'

export function DisputeFigures() {
  const { data } = useQuery(statisticsQuery)
  if (!data || data.opened === 0) return null
  return (
    <section className="card" aria-label={`Disputes of the last ${data.days} days`}>
      <dl className="figures">
        <div>
          <dt>Disputed in {data.days} days</dt>
          <dd>
            {data.opened} <small>{shareInWords(data)}</small>
          </dd>
        </div>
        <div>
          <dt>Credits refunded</dt>
          <dd>
            {shown(data.refunded)}{' '}
            <small>
              {data.refundedByRule} by a rule, {data.refundedByPerson} by a person
            </small>
          </dd>
        </div>
        <div>
          <dt>Open</dt>
          <dd>
            {data.open}{' '}
            <small>
              {data.declined} declined, {data.withdrawn} withdrawn
            </small>
          </dd>
        </div>
        <div>
          <dt>Until a person decides</dt>
          <dd>
            {hoursInWords(data.medianHours)} <small>{data.medianHours === null ? 'no decision yet' : 'half of them faster'}</small>
          </dd>
        </div>
      </dl>
      <div className="dispute-groups">
        <Disclosure title="By tool and reason">
          <table className="lines">
            <caption className="vh">Disputes of the last {data.days} days by tool and reason</caption>
            <Columns of={['Tool and reason', 'Disputed', 'Declined', 'Credits refunded']} />
            <tbody>
              {data.groups.map(({ tool, reason, opened, declined, refunded }) => (
                <tr key={`${tool} ${reason}`}>
                  <th scope="row">
                    {toolTitle(tool)} <span className="calc-wide">{reasons[reason]}</span>
                  </th>
                  <td>{opened}</td>
                  <td>{declined}</td>
                  <td>{shown(refunded)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Disclosure>
      </div>
    </section>
  )
}
