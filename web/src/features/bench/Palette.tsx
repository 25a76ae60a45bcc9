// The palette: every tool of the catalogue under its medium, with its rate from the price book in force.
import { type Media, type Tool, tools } from '@keter/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { capital } from '../../lib/words.ts'
import { Icon, iconOfTool } from '../../ui/Icon.tsx'
import { bookQuery, type Rate, rateOf } from './price-book.ts'

interface PaletteProps {
  readonly tool: string
  /** What lies on the bench; null where that decides nothing. */
  readonly onBench: Media | null
  readonly onChoose: (tool: string) => void
}

const media: readonly Media[] = [...new Set(tools.map((tool) => tool.media))]

export function Palette({ tool, onBench, onChoose }: PaletteProps) {
  const { data: book } = useQuery(bookQuery)
  const { project } = useParams({ strict: false })
  const list = useRef<HTMLDivElement>(null)
  useInSight(list, tool, book)
  return (
    <nav className="palette" aria-label="Tools">
      <div className="palette-head" aria-hidden="true">
        <span>Tool</span>
        <span>Credits</span>
      </div>
      <div className="palette-list" ref={list}>
        {media.map((medium) => (
          <section key={medium}>
            <h2 id={`tools-${medium}`}>
              {capital(medium)}s{misfit(medium, onBench) && <small> {misfit(medium, onBench)}</small>}
            </h2>
            <ul aria-labelledby={`tools-${medium}`}>
              {tools
                .filter((each) => each.media === medium)
                .map((each) => (
                  <li key={each.id}>
                    <ToolButton tool={each} current={each.id === tool} off={misfit(medium, onBench)} rate={book && rateOf(book, each.id)} onChoose={onChoose} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
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

const misfit = (medium: Media, onBench: Media | null): string | null =>
  onBench === null || medium === onBench ? null : `not for ${onBench === 'image' ? 'a picture' : `a ${onBench}`}`

interface ToolButtonProps {
  readonly tool: Tool
  readonly current: boolean
  /** Why it cannot be chosen now. */
  readonly off: string | null
  readonly rate: Rate | undefined
  readonly onChoose: (tool: string) => void
}

function ToolButton({ tool: { id, verb, title, media }, current, off, rate, onChoose }: ToolButtonProps) {
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      aria-disabled={off !== null}
      aria-describedby={off === null ? undefined : `tools-${media}`}
      title={rate?.lowest ? `${title}: ${rate.from ? 'from ' : ''}${rate.lowest} credits a ${rate.per}` : title}
      onClick={() => off === null && onChoose(id)}
    >
      <Icon name={iconOfTool(id)} />
      <span className="palette-verb">{verb}</span>
      <span className="rate">{rate && <RateInWords rate={rate} />}</span>
    </button>
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

/** The list scrolls by itself, so that the tool in use can be seen; the page stays where it is. With the rates the list grows. */
function useInSight(list: React.RefObject<HTMLElement | null>, tool: string, rates: unknown): void {
  useEffect(() => {
    const current = list.current?.querySelector('[aria-current]')
    if (!list.current || !current) return
    const [outer, inner] = [list.current.getBoundingClientRect(), current.getBoundingClientRect()]
    const left = inner.left < outer.left || inner.right > outer.right ? inner.left - outer.left - (outer.width - inner.width) / 2 : 0
    const top = inner.top < outer.top || inner.bottom > outer.bottom ? inner.top - outer.top - (outer.height - inner.height) / 2 : 0
    list.current.scrollBy({ left, top })
  }, [list, tool, rates])
}
