// One tool: its rates as a table, each with what it comes to for the picture asked about, and the rules that go with them.
import type { CompiledBook, Tool } from '@keter/core'
import { Icon, iconOfTool } from '../../ui/Icon.tsx'

import { priceOfPicture, type Picture } from './calculator.ts'
import { type Cell, rateTable } from './rates.ts'
import { rulesOf } from './rules.ts'

interface ToolCardProps {
  readonly tool: Tool
  readonly book: CompiledBook
  readonly plan: string
  readonly picture: Picture
}

export function ToolCard({ tool, book, plan, picture }: ToolCardProps) {
  const terms = book.plans.get(plan)
  const table = rateTable(book, tool.id, terms)
  const priced = book.tools.get(tool.id)
  const at = book.book.effective
  const worked = (setting: Cell['setting']) =>
    priceOfPicture({
      book,
      plan,
      tool: tool.id,
      setting,
      picture: { ...picture, attempts: Math.min(picture.attempts, terms?.terms.limits.iterations ?? 1) },
      at,
    })
  return (
    <section className="card tool-card" aria-labelledby={`tool-${tool.id}`}>
      <div className="card-head">
        <h2 id={`tool-${tool.id}`}>
          <Icon name={iconOfTool(tool.id)} /> {tool.title}
        </h2>
        <span className="faint">{table === null ? 'not offered' : table.free ? 'free' : table.per ? `credits per ${table.per}` : 'credits'}</span>
      </div>
      <p className="soft tool-summary">{tool.summary}</p>
      {table && !table.free && (
        <table className="grid rates">
          <caption className="vh">
            Rates of {tool.title} in credits, under the {terms?.terms.name} plan, and the price of a picture of {picture.megapixels} megapixels
          </caption>
          <thead>
            <tr>
              <th scope="col">{table.corner}</th>
              {table.columns.map((column) => (
                <th key={column} scope="col" className="num">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ label, cells }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {cells.map((cell, index) => (
                  <td key={table.columns[index]} className="num">
                    {cell ? <RateCell cell={cell} showUnit={table.per === null} worked={worked(cell.setting)} /> : <span className="faint">not offered</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {priced && !table?.free && (
        <dl className="tool-rules">
          {rulesOf(priced.price).map(({ when, words }) => (
            <div key={when}>
              <dt>{when}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

interface RateCellProps {
  readonly cell: Cell
  readonly showUnit: boolean
  readonly worked: ReturnType<typeof priceOfPicture>
}

function RateCell({ cell, showUnit, worked }: RateCellProps) {
  return (
    <>
      {cell.rates.map(({ amount, per }, index) => (
        <span key={index} className="rate-line">
          {index > 0 && '+ '}
          {amount === null ? <span className="faint">by formula</span> : <b>{amount}</b>}
          {showUnit && <span className="unit"> a {per ?? 'file'}</span>}
        </span>
      ))}
      {'credits' in worked ? (
        <small>
          {worked.credits} <span className="hide-s">{worked.credits === '1' ? 'credit' : 'credits'}</span>
        </small>
      ) : (
        <small className="faint">
          {worked.reason} {worked.reason === 'too large' && <span className="hide-s">for the plan</span>}
        </small>
      )}
    </>
  )
}
