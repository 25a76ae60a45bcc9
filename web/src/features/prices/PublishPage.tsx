// Publishing a price book: the document, what a preview says about it, and the one click that cannot be taken back.
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useTitle } from '../../lib/title.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { meQuery } from '../account/account.ts'
import { type BookDocument, type BookPreview, previewBook, publishBook } from './books.ts'
import { ConfirmPublish } from './ConfirmPublish.tsx'
import { type Span, readText } from './document.ts'
import { DocumentField } from './DocumentField.tsx'
import { Preview } from './Preview.tsx'
import './prices.css'

interface Previewed {
  /** The text it is about: once that changes, the preview is of something else. */
  readonly text: string
  readonly document: BookDocument
  readonly preview: BookPreview
}

export function PublishPage() {
  useTitle('Publish a price book')
  const search = useSearch({ from: '/shell/tool-credits/publish' })
  const { data: me } = useSuspenseQuery(meQuery)
  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Publish a price book</h1>
          <p>A published book never changes. It takes force at its own moment; what was quoted before keeps its price.</p>
        </div>
        <div className="end">
          <Link className="btn btn-quiet" to="/tool-credits" search={search}>
            Back to tool credits
          </Link>
        </div>
      </div>
      {me.may.includes('price_book.publish') ? (
        <Publishing />
      ) : (
        <p className="note">Your role, {me.workspace.role}, may read prices but not publish them. Ask the owner of the workspace.</p>
      )}
    </main>
  )
}

function Publishing() {
  const search = useSearch({ from: '/shell/tool-credits/publish' })
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  const [previewed, setPreviewed] = useState<Previewed | null>(null)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const [unread, setUnread] = useState<string | null>(null)
  const [busy, setBusy] = useState<'previewing' | 'publishing' | null>(null)
  const [asked, setAsked] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const current = previewed?.text === text ? previewed : null

  function change(next: string) {
    setText(next)
    setUnread(null)
    setProblem(null)
  }

  async function preview() {
    if (busy) return
    const read = readText(text)
    if ('problem' in read) return setUnread(read.problem)
    setBusy('previewing')
    setProblem(null)
    await previewBook(read.document)
      .then((preview) => setPreviewed({ text, document: read.document, preview }))
      .catch((failed: unknown) => setProblem(problemIn(failed)))
    setBusy(null)
  }

  async function publish() {
    if (busy || !current) return
    setBusy('publishing')
    try {
      await publishBook(current.document, note)
      await navigate({ to: '/tool-credits', search })
    } catch (failed) {
      setProblem(problemIn(failed))
    }
    setAsked(false)
    setBusy(null)
  }

  return (
    <div className="publish">
      <section className="card card-body form" aria-label="The document">
        <DocumentField ref={field} text={text} onChange={change} unread={unread} />
        <TextField
          label="Note for the people who will pay these prices"
          name="note"
          hint="Shown beside what changed. May be left out."
          rows={2}
          value={note}
          onChange={setNote}
          maxLength={2000}
        />
        {problem && <ProblemNote problem={problem} />}
        <div className="form-acts">
          <button
            className={current ? 'btn' : 'btn btn-primary'}
            type="button"
            aria-disabled={busy !== null || text.trim() === ''}
            onClick={() => void preview()}
          >
            {busy === 'previewing' ? 'Working it out' : 'Preview'}
          </button>
          {current && current.preview.refusal === null && (
            <button className="btn btn-primary" type="button" onClick={() => setAsked(true)}>
              Publish
            </button>
          )}
          <span className="soft" role="status">
            {current ? '' : previewed ? 'The document has changed: preview it again.' : 'A preview publishes nothing.'}
          </span>
        </div>
      </section>
      {current && <Preview preview={current.preview} text={text} onPlace={(span) => show(field.current, span)} />}
      {current?.preview.book && (
        <ConfirmPublish
          book={current.preview.book}
          replay={current.preview.replay}
          isOpen={asked}
          busy={busy === 'publishing'}
          onPublish={() => void publish()}
          onClose={() => setAsked(false)}
        />
      )}
    </div>
  )
}

function show(field: HTMLTextAreaElement | null, { start, end, line }: Span): void {
  if (!field) return
  field.focus()
  field.setSelectionRange(start, end)
  field.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(field).lineHeight))
}
