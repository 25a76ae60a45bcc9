// A published book takes force by the clock: at that moment the rates on the page are asked for again, without a reload.
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queries } from '../../lib/studio.ts'
import { bookQuery } from '../bench/price-book.ts'
import { type BookEntry, booksQuery } from './books.ts'

/** @param shown digest of the book whose rates are on the page */
export function useBookChange(shown: string | undefined): void {
  const { data } = useInfiniteQuery(booksQuery)
  const books = data?.pages.flatMap(({ items }) => items) ?? []
  const inForce = books.find(({ state }) => state === 'in_force')?.digest
  const next = nextChange(books)
  useEffect(() => {
    if (shown !== undefined && inForce !== undefined && shown !== inForce) void queries.invalidateQueries({ queryKey: bookQuery.queryKey })
  }, [shown, inForce])
  useEffect(() => {
    if (next === null) return
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: booksQuery.queryKey }), Math.max(0, next - Date.now()) + afterMs)
    return () => clearTimeout(timer)
  }, [next])
}

/** The clocks of two machines differ a little. */
const afterMs = 1000
/** What is further away is not waited for: nobody keeps a page open so long, and timers end at 24.8 days. */
const longestMs = 24 * 3600 * 1000

/** When the next book takes force, in ms since 1970; null where none does within a day. */
export function nextChange(books: readonly Pick<BookEntry, 'state' | 'effective'>[], now = Date.now()): number | null {
  const moments = books.filter(({ state }) => state === 'upcoming').map(({ effective }) => Date.parse(effective))
  const next = Math.min(...moments)
  return moments.length > 0 && next - now <= longestMs ? next : null
}
