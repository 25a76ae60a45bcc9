// Every published book, the latest first, with what it changed against the one before it.
import { useInfiniteQuery } from '@tanstack/react-query'
import { problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Status } from '../../ui/Status.tsx'
import { type BookEntry, booksQuery } from './books.ts'
import { ChangeList } from './ChangeList.tsx'
import { changesInShort, momentInWords } from './price-words.ts'

/** The changes of older books are a click away. */
const openAtOnce = 2

export function BookHistory() {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(booksQuery)
  const books = data?.pages.flatMap(({ items }) => items)
  return (
    <section className="card" aria-labelledby="what-changed">
      <div className="card-head">
        <h2 id="what-changed">What changed</h2>
        <span className="faint">latest first</span>
      </div>
      {error && (
        <div className="card-body">
          <ProblemNote problem={problemIn(error)} />
        </div>
      )}
      <ol className="books">
        {books?.map((book, index) => (
          <li key={book.digest}>
            <Head book={book} />
            {book.note && <p className="book-note">{book.note}</p>}
            {book.changes === null ? (
              <p className="soft">There is no book before it to compare it with.</p>
            ) : index < openAtOnce ? (
              <ChangeList changes={book.changes} />
            ) : (
              <details className="older">
                <summary>{changesInShort(book)}</summary>
                <ChangeList changes={book.changes} />
              </details>
            )}
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <button className="btn btn-quiet more" type="button" aria-disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
          Older books
        </button>
      )}
    </section>
  )
}

function Head({ book: { version, state, effective, publishedBy } }: { book: BookEntry }) {
  return (
    <>
      <h3 className="book-head">
        <span className="version">{version}</span>
        {state === 'in_force' ? (
          <Status icon="ok" tone="ok">
            In force
          </Status>
        ) : state === 'upcoming' ? (
          <Status icon="clock" tone="act">
            Upcoming
          </Status>
        ) : (
          <Status icon="back">Past</Status>
        )}
      </h3>
      <p className="faint book-when">
        {state === 'upcoming' ? 'from' : 'since'} {momentInWords(effective)}
        {publishedBy && `, published by ${publishedBy}`}
      </p>
    </>
  )
}
