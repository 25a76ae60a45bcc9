// Every book that was published, what state it is in, and what it changed.
import { Refusal } from '@keter/core'
import { byEffective } from '../price-books/in-force.ts'
import type { Caller, Studio } from '../studio.ts'
import { type BookChange, changesBetween } from './changes.ts'

export interface BookEntry {
  readonly id: string
  readonly version: string
  readonly digest: string
  readonly effective: string
  readonly state: 'upcoming' | 'in_force' | 'past'
  readonly publishedAt: string
  readonly publishedBy: string | null
  readonly note: string | null
  readonly changes: readonly BookChange[] | null
}

/** @param page `digest`: this book alone */
export async function listBooks(
  studio: Studio,
  caller: Caller,
  page: { cursor?: string | undefined; limit: number; digest?: string },
): Promise<{ items: BookEntry[]; next: string | null }> {
  const queries = studio.database.query
  const all = await byEffective(queries).execute()
  const start = page.digest ? indexOf(all, page.digest) : page.cursor ? indexOf(all, page.cursor) + 1 : 0
  const names = new Map((await studio.accounts.members(caller.workspace)).map(({ id, name }) => [id, name]))
  const inForce = all.findIndex(({ digest }) => digest === studio.books.current.digest)
  const items: BookEntry[] = []
  for (const [offset, row] of all.slice(start, start + page.limit).entries()) {
    const index = start + offset
    items.push({
      id: row.id,
      version: row.version,
      digest: row.digest,
      effective: row.effective.toISOString(),
      state: index < inForce ? 'upcoming' : index === inForce ? 'in_force' : 'past',
      publishedAt: row.published_at.toISOString(),
      publishedBy: row.published_by === null ? null : (names.get(row.published_by) ?? null),
      note: row.note,
      changes: await changesAgainst(studio, all[index + 1]?.digest, row.digest),
    })
  }
  return { items, next: start + page.limit < all.length ? items.at(-1)!.digest : null }
}

function indexOf(all: readonly { digest: string }[], digest: string): number {
  const index = all.findIndex((row) => row.digest === digest)
  if (index < 0)
    throw new Refusal('malformed_request', 'This cursor is not one that the studio gave.', { fields: [{ path: 'cursor', message: 'not a cursor' }] })
  return index
}

/** Both books are there for good, and so is what lies between them. */
const remembered = new Map<string, readonly BookChange[] | null>()

async function changesAgainst(studio: Studio, before: string | undefined, digest: string): Promise<readonly BookChange[] | null> {
  if (before === undefined) return null
  const key = `${before} ${digest}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const changes = await compared(studio, before, digest)
  if (remembered.size >= 1000) remembered.clear()
  remembered.set(key, changes)
  return changes
}

async function compared({ books, database: { query } }: Studio, before: string, digest: string): Promise<readonly BookChange[] | null> {
  try {
    return changesBetween(await books.byDigest(query, before), await books.byDigest(query, digest))
  } catch {
    return null
  }
}

/** @throws Refusal `not_found` */
export async function readBook(studio: Studio, digest: string) {
  const row = await studio.database.query.selectFrom('keter.price_books').select('document').where('digest', '=', digest).executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no price book with the digest ${digest}.`)
  return { digest, book: JSON.parse(JSON.stringify(row.document)) as Record<string, unknown> }
}
