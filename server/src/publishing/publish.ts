// Publishing: a book is added, for good, and takes force when its moment comes. What was quoted before keeps the book it was quoted from.
import { Refusal, type StudioBook } from '@keter/core'
import { sql } from 'kysely'
import type { Queries } from '../db/database.ts'
import { insertBook } from '../price-books/in-force.ts'
import type { Caller, Studio } from '../studio.ts'
import { type BookEntry, listBooks } from './history.ts'
import { readDocument, refuseInvalid } from './read-document.ts'

/** @throws Refusal `price_book_invalid`, `price_book_version_taken`, `price_book_effective_past` */
export async function publishBook(studio: Studio, caller: Caller, asked: { document: unknown; note?: string | undefined }): Promise<BookEntry> {
  const read = await readDocument(studio.database.query, asked.document)
  refuseInvalid(read)
  const { book, digest } = read as { book: StudioBook; digest: string }
  await studio.database.transaction(async (tx) => {
    // Of two who publish one version at once, the second finds it taken.
    await sql`lock table keter.price_books in share row exclusive mode`.execute(tx)
    await refuseUnpublishable(studio, tx, book, digest)
    await insertBook(tx, { book, digest, at: studio.now(), by: caller.user, note: asked.note || null })
    await studio.events.publish(tx, { kind: 'price-book', digest })
  })
  await studio.books.refresh()
  const { items } = await listBooks(studio, caller, { limit: 1, digest })
  return items[0]!
}

/** @throws Refusal `price_book_version_taken`, `price_book_effective_past` */
export async function refuseUnpublishable(studio: Studio, queries: Queries, { id, version, effective }: StudioBook, digest: string): Promise<void> {
  const taken = await queries
    .selectFrom('keter.price_books')
    .select('digest')
    .where((where) => where.or([where('digest', '=', digest), where.and([where('id', '=', id), where('version', '=', version)])]))
    .executeTakeFirst()
  if (taken)
    throw new Refusal('price_book_version_taken', `There is a published book "${id}" with the version ${version}.`, { id, version, digest: taken.digest })
  const now = studio.now()
  if (Date.parse(effective) < now.getTime())
    throw new Refusal('price_book_effective_past', `"effective" is ${effective}, and now it is ${now.toISOString()}.`, { effective, now: now.toISOString() })
}
