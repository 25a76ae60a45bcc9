// What a shared estimate is about: the edit with its settings, and every file with its size, its result and its price.
import { range } from '../../lib/amount.ts'
import { bytes, count, formatName, size } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { settingsOf } from './shared-words.ts'
import type { SharedFigures } from './shared.ts'

export function SharedFiles({ estimate }: { estimate: SharedFigures }) {
  return (
    <section className="card" aria-labelledby="edited">
      <div className="card-head">
        <h2 id="edited">What is edited</h2>
        <span className="faint">{count(estimate.sources.length, 'file')}</span>
      </div>
      <dl className="edit-settings">
        {settingsOf(estimate).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <table className="grid shared-files">
        <Columns of={['File', ['Source, px', 'num'], ['Result, px', 'num hide-s'], ['Credits', 'num']]} />
        <tbody>
          {estimate.sources.map(({ name, measurement, result, low, most }, index) => (
            <tr key={index}>
              <th scope="row">
                <span className="shared-file">{name}</span>
                <small className="under">
                  {formatName(measurement.format)}, {bytes(measurement.bytes)}
                </small>
              </th>
              <td className="num soft">{size(measurement)}</td>
              <td className="num soft hide-s">
                {size(result)} {formatName(result.format)}
              </td>
              <td className="num amount">{range(low, most)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
