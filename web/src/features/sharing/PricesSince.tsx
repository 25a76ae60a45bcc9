// Whether the same would cost something else today: the two prices beside each other where they differ, one sentence where not.
import { column, signed } from '../../lib/amount.ts'
import { dateOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { SharedEstimate } from './shared.ts'

const figures = [
  ['low', 'Low'],
  ['likely', 'Likely'],
  ['most', 'At most'],
] as const

export function PricesSince({ shared: { estimate, now } }: { shared: SharedEstimate }) {
  const { difference, estimate: today, refusal } = now
  const book = <span className="version">{now.book.version}</span>
  if (refusal)
    return (
      <div className="note note-warn" role="status">
        <Icon name="warn" />
        <div>
          <strong>There is no price for this today</strong>
          <p>
            {refusal.detail} {refusal.next}
          </p>
        </div>
      </div>
    )
  if (!now.changed || !difference || !today)
    return (
      <p className="note">
        <Icon name="ok" />
        <span>It costs the same today, by price book {book}.</span>
      </p>
    )
  const aligned = column(figures.flatMap(([name]) => [estimate[name], today[name], difference[name]]))
  return (
    <section className="card since" aria-labelledby="since">
      <div className="card-head">
        <h2 id="since" className="st st-warn">
          <Icon name="warn" /> Prices have changed since
        </h2>
        <span className="faint">in credits</span>
      </div>
      <div className="card-body">
        <table className="lines">
          <Columns of={[['Figure', 'vh'], 'as shared', 'today', 'difference']} />
          <tbody>
            {figures.map(([name, label]) => (
              <tr key={name}>
                <th scope="row">{label}</th>
                <td>{aligned(estimate[name])}</td>
                <td>{aligned(today[name])}</td>
                <td>{signed(aligned(difference[name]))}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="fine">
          <span>
            Today is price book {book}, in force since {dateOf(now.effective)}. A quote made now is at today’s price.
          </span>
        </p>
      </div>
    </section>
  )
}
