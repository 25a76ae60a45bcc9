// What a preview says: whether it can be published, what is wrong and where, what changes, and the last 30 days under it.
import { useMemo } from 'react'
import { count } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Status } from '../../ui/Status.tsx'
import type { BookPreview } from './books.ts'
import { ChangeList } from './ChangeList.tsx'
import { placesIn, type Span } from './document.ts'
import { momentInWords } from './price-words.ts'
import { ReplayTable } from './ReplayTable.tsx'

interface PreviewProps {
  readonly preview: BookPreview
  readonly text: string
  readonly onPlace: (span: Span) => void
}

export function Preview({ preview: { book, against, findings, changes, replay, refusal }, text, onPlace }: PreviewProps) {
  return (
    <section className="stack" aria-label="Preview">
      {refusal ? (
        <ProblemNote problem={refusal} />
      ) : (
        book && (
          <p className="note" role="status">
            <Icon name="ok" />
            <span>
              <span className="version">{book.version}</span> can be published. It would be in force from <strong>{momentInWords(book.effective)}</strong>.
            </span>
          </p>
        )
      )}
      <Findings findings={findings} text={text} onPlace={onPlace} />
      {changes && (
        <section className="card" aria-labelledby="would-change">
          <div className="card-head">
            <h2 id="would-change">What would change</h2>
            <span className="faint">
              against <span className="version">{against.version}</span>
            </span>
          </div>
          <div className="card-body">
            <ChangeList changes={changes} />
          </div>
        </section>
      )}
      {replay && <ReplayTable replay={replay} />}
    </section>
  )
}

function Findings({ findings, text, onPlace }: { findings: BookPreview['findings'] } & Pick<PreviewProps, 'text' | 'onPlace'>) {
  const placeOf = useMemo(() => placesIn(text), [text])
  const errors = findings.filter(({ severity }) => severity === 'error').length
  if (findings.length === 0) return null
  return (
    <section className="card" aria-labelledby="findings">
      <div className="card-head">
        <h2 id="findings">Findings</h2>
        <span className="faint">
          {errors > 0 ? `${count(errors, 'error')} to correct first` : `${count(findings.length, 'question')} to its author; none stops it`}
        </span>
      </div>
      <ul className="book-findings">
        {findings.map(({ severity, place, problem, fix }) => (
          <li key={`${place} ${problem}`}>
            <p>
              {severity === 'error' ? (
                <Status icon="no" tone="bad">
                  Error
                </Status>
              ) : (
                <Status icon="warn" tone="warn">
                  Question
                </Status>
              )}
              <Place place={place} span={placeOf(place)} onPlace={onPlace} />
            </p>
            <p>{problem}</p>
            <p className="soft">{fix}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Place({ place, span, onPlace }: { place: string; span: Span | null; onPlace: PreviewProps['onPlace'] }) {
  if (!span) return <code>{place}</code>
  return (
    <button className="link place" type="button" onClick={() => onPlace(span)}>
      <code>{place}</code>, line {span.line}
    </button>
  )
}
