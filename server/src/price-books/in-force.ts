// The price book in force: read from price-books/ at start, kept in the database by its digest, compiled once. Older books stay for their quotes.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { canonicalJson, type CompiledBook, compilePriceBook, type StudioBook } from '@keter/core'
import { parseStudioBook } from '@keter/core/schemas'
import type { Database, Queries } from '../db/database.ts'

export interface BookInForce {
  readonly current: CompiledBook
  /** The book a quote was made from. */
  byDigest(queries: Queries, digest: string): Promise<CompiledBook>
}

const folder = new URL('../../../price-books/', import.meta.url)

/** Our books, oldest first: keter-<date>.json. */
export function ourBooks(): StudioBook[] {
  const files = readdirSync(folder).filter((file) => /^keter-[\d-]+\.json$/.test(file))
  return files.sort().map((file) => parseStudioBook(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
}

export const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

export async function openBooks(database: Database, at: Date): Promise<BookInForce> {
  const book = ourBooks().findLast(({ effective }) => Date.parse(effective) <= at.getTime())
  if (!book) throw new Error('no price book in price-books/ is in force yet')
  const current = compilePriceBook(book, digestOf(book))
  await database.query
    .insertInto('keter.price_books')
    .values({ digest: current.digest, id: book.id, version: book.version, document: JSON.stringify(book), published_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const compiled = new Map([[current.digest, current]])
  return {
    current,
    async byDigest(queries, digest) {
      const known = compiled.get(digest)
      if (known) return known
      const { document } = await queries.selectFrom('keter.price_books').select('document').where('digest', '=', digest).executeTakeFirstOrThrow()
      const made = compilePriceBook(document, digest)
      compiled.set(digest, made)
      return made
    },
  }
}
