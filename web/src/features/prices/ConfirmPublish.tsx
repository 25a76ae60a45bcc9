// Asked once more before a book is published: from when it is in force, and that it cannot be taken back.
import { Sheet } from '../../ui/Sheet.tsx'
import type { BookPreview, Replay } from './books.ts'
import { differenceInWords, momentInWords } from './price-words.ts'

interface ConfirmPublishProps {
  readonly book: NonNullable<BookPreview['book']>
  readonly replay: Replay | null
  readonly isOpen: boolean
  readonly busy: boolean
  readonly onPublish: () => void
  readonly onClose: () => void
}

export function ConfirmPublish({ book, replay, isOpen, busy, onPublish, onClose }: ConfirmPublishProps) {
  return (
    <Sheet title={`Publish ${book.version}?`} isOpen={isOpen} onClose={onClose}>
      <div className="form">
        <p>
          It is in force from <strong>{momentInWords(book.effective)}</strong>, for everyone in this studio, and never changes. To correct it, publish another.
        </p>
        {replay && replay.runs > 0 && <p className="soft">The last 30 days of this workspace would have cost {differenceInWords(replay.difference)}.</p>}
        <p className="soft">Open quotes and runs keep the price they were quoted.</p>
        <div className="form-acts">
          <button className="btn btn-primary" type="button" aria-disabled={busy} onClick={onPublish}>
            {busy ? 'Publishing' : `Publish, in force from ${momentInWords(book.effective)}`}
          </button>
          <button className="btn btn-quiet" type="button" onClick={onClose}>
            Not yet
          </button>
        </div>
      </div>
    </Sheet>
  )
}
