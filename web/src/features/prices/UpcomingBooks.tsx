// A book that is published and not yet in force is announced above the rates it will replace.
import { useInfiniteQuery } from '@tanstack/react-query'
import { Icon } from '../../ui/Icon.tsx'
import { booksQuery } from './books.ts'
import { changesInShort, momentInWords } from './price-words.ts'

export function UpcomingBooks() {
  const { data } = useInfiniteQuery(booksQuery)
  const upcoming = data?.pages.flatMap(({ items }) => items).filter(({ state }) => state === 'upcoming') ?? []
  return upcoming.toReversed().map((book) => (
    <p key={book.digest} className="note upcoming" role="status">
      <Icon name="clock" />
      <span>
        From <strong>{momentInWords(book.effective)}</strong> price book <span className="version">{book.version}</span> is in force: {changesInShort(book)}.
        Quotes made before keep their price. <a href="#what-changed">What changes</a>
      </span>
    </p>
  ))
}
