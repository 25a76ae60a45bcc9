// What a shared estimate is about: the edit with its settings, and every file with its size, its result and its price.
import { toolNamed, type OptionValue } from '@keter/core'
import { range } from '../../lib/amount.ts'
import { bytes, count, formatName, size } from '../../lib/words.ts'
import { optionInWords } from '../runs/run-words.ts'
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
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="num">
              Source, px
            </th>
            <th scope="col" className="num hide-s">
              Result, px
            </th>
            <th scope="col" className="num">
              Credits
            </th>
          </tr>
        </thead>
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

/** As the controls of the bench name them; a tool this page does not know is shown by its ids. */
export function settingsOf({
  tool: id,
  quality,
  options,
  plan,
}: Pick<SharedFigures, 'tool' | 'quality' | 'options' | 'plan'>): [label: string, value: string][] {
  const tool = toolOrNull(id)
  const label = tool?.qualities.find((each) => each.id === quality)?.label ?? quality
  return [
    ['Tool', tool?.title ?? id],
    ...(label === null ? [] : [['Quality', label] as [string, string]]),
    ...Object.entries(options).map(([name, value]): [string, string] => [tool?.options[name]?.label ?? name, optionInWords(name, value as OptionValue)]),
    ['Plan', plan.charAt(0).toUpperCase() + plan.slice(1)],
  ]
}

function toolOrNull(id: string) {
  try {
    return toolNamed(id)
  } catch {
    return null
  }
}
