// The palette: every tool with its rate from the price book in force.
import { tools } from '@keter/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import { bookQuery, type Rate, rateOf } from './price-book.ts'

const icons: Readonly<Record<string, IconName>> = { 'image-upscale': 'up', 'image-convert': 'crop' }
export const toolIcon = (tool: string | null): IconName => icons[tool ?? ''] ?? 'image'

export function Palette({ tool, onChoose }: { tool: string; onChoose: (tool: string) => void }) {
  const { data: book } = useQuery(bookQuery)
  const { project } = useParams({ strict: false })
  return (
    <nav className="palette" aria-label="Tools">
      <div className="palette-head" aria-hidden="true">
        <span>Tool</span>
        <span>Credits</span>
      </div>
      <div className="palette-list">
        <h2 id="tools-image">Images</h2>
        <ul aria-labelledby="tools-image">
          {tools.map(({ id, verb, title }) => (
            <li key={id}>
              <button type="button" aria-current={id === tool ? 'true' : undefined} title={title} onClick={() => onChoose(id)}>
                <Icon name={toolIcon(id)} />
                {verb}
                <span className="rate">{book && <RateInWords rate={rateOf(book, id)} />}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {book && (
        <p className="palette-foot">
          Rates before the plan discount.
          <br />
          <Link to="/tool-credits" search={project === undefined ? {} : { project }} className="version">
            Price book {book.book.version}
          </Link>
        </p>
      )}
    </nav>
  )
}

function RateInWords({ rate }: { rate: Rate }) {
  if (rate.lowest === undefined) return <>not offered</>
  if (rate.lowest === null) return <b>Free</b>
  return (
    <>
      {rate.from && 'from '}
      <b>{rate.lowest}</b> / {rate.unit}
    </>
  )
}
