// Where the document goes: pasted, dropped, chosen, or begun from the book in force.
import { useQuery } from '@tanstack/react-query'
import { type DragEvent, type Ref, useId, useRef } from 'react'
import { Icon } from '../../ui/Icon.tsx'
import { bookQuery } from '../bench/price-book.ts'
import { nextBook } from './document.ts'

interface DocumentFieldProps {
  readonly ref: Ref<HTMLTextAreaElement>
  readonly text: string
  readonly onChange: (text: string) => void
  /** Why the text is no document. */
  readonly unread: string | null
}

export function DocumentField({ ref, text, onChange, unread }: DocumentFieldProps) {
  const { data: book } = useQuery(bookQuery)
  const chooser = useRef<HTMLInputElement>(null)
  const id = useId()
  const read = async (file: File | undefined) => file && onChange(await file.text())
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return
    event.preventDefault()
    void read(event.dataTransfer.files[0])
  }
  return (
    <div className="text-field">
      <div className="document-head">
        <label htmlFor={id}>Price book, as JSON</label>
        <button className="link" type="button" onClick={() => chooser.current?.click()}>
          Choose a file
        </button>
        {book && (
          <button className="link" type="button" onClick={() => onChange(nextBook(book.book, new Date()))}>
            Begin with the book in force
          </button>
        )}
      </div>
      <textarea
        ref={ref}
        id={id}
        className="text-input document"
        rows={18}
        wrap="off"
        spellCheck={false}
        placeholder="Paste it here, or drop the file"
        value={text}
        aria-invalid={unread !== null}
        aria-describedby={unread === null ? undefined : `${id}-unread`}
        onChange={(event) => onChange(event.target.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
      />
      <input
        ref={chooser}
        type="file"
        hidden
        accept="application/json,.json"
        onChange={(event) => {
          void read(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {unread !== null && (
        <p className="note note-warn" id={`${id}-unread`} role="alert">
          <Icon name="warn" />
          <span>{unread} Nothing was sent.</span>
        </p>
      )}
    </div>
  )
}
