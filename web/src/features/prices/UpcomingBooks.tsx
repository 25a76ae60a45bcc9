// A book that is published and not yet in force is announced above the rates it will replace.
import { useInfiniteQuery } from '@tanstack/react-query'
import { count } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { type BookEntry, booksQuery } from './books.ts'
import { momentInWords } from './moment.ts'

export function UpcomingBooks() {
  const { data } = useInfiniteQuery(booksQuery)
  const upcoming = data?.pages.flatMap(({ items }) => items).filter(({ state }) => state === 'upcoming') ?? []
  return upcoming.toReversed().map((book) => (
    <p key={book.digest} className="note upcoming" role="status">
      <Icon name="clock" />
      <span>
        From <strong>{momentInWords(book.effective)}</strong> price book <span className="version">{book.version}</span> is in force: {whatItChanges(book)}.
        Quotes made before keep their price. <a href="#what-changed">What changes</a>
      </span>
    </p>
  ))
}

function whatItChanges({ changes }: BookEntry): string {
  if (!changes || changes.length === 0) return 'no price changes'
  const dearer = changes.filter(({ direction }) => direction === 'dearer').length
  const cheaper = changes.filter(({ direction }) => direction === 'cheaper').length
  const parts = [count(changes.length, 'change'), dearer > 0 && `${dearer} dearer`, cheaper > 0 && `${cheaper} cheaper`]
  return parts.filter(Boolean).join(', ')
}
