// Published price books: what each changed, what a new one would do, and publishing it.
import { infiniteQueryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'

export const booksQuery = infiniteQueryOptions({
  queryKey: ['price-books'],
  queryFn: async ({ pageParam }) => (await studio.GET('/price-books', { params: { query: { limit: 10, ...(pageParam && { cursor: pageParam }) } } })).data,
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
  staleTime: 30_000,
})

export type BookDocument = Readonly<Record<string, unknown>>

export const previewBook = async (document: BookDocument) => (await studio.POST('/price-books/preview', { body: { document } })).data

export async function publishBook(document: BookDocument, note: string) {
  const { data } = await studio.POST('/price-books', { body: { document, ...(note.trim() && { note: note.trim() }) } })
  await Promise.all([['price-books'], ['price-book']].map((queryKey) => queries.invalidateQueries({ queryKey })))
  return data
}

export type BookPreview = Awaited<ReturnType<typeof previewBook>>
export type BookEntry = Awaited<ReturnType<typeof publishBook>>
export type BookChange = NonNullable<BookEntry['changes']>[number]
export type Replay = NonNullable<BookPreview['replay']>
