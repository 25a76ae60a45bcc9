// The price book in force: the published one whose "effective" came last. It is asked for in the middle of everything, so it is an answer, not a wait:
// what is in force and what is to come is compiled beforehand, and the clock decides. Older books stay for their quotes.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { canonicalJson, type CompiledBook, compilePriceBook, type StudioBook } from '@keter/core'
import { parseStudioBook } from '@keter/core/schemas'
import type { Database, Queries } from '../db/database.ts'

export interface BookInForce {
  /** At this moment. */
  readonly current: CompiledBook
  /** The book a quote was made from. */
  byDigest(queries: Queries, digest: string): Promise<CompiledBook>
  /** Reads what was published since; what takes force later needs no further call. */
  refresh(): Promise<void>
}

export interface OpenBooks extends BookInForce {
  close(): void
}

const folder = new URL('../../../price-books/', import.meta.url)
/** A notification of another process can be lost; a book it published is known this much later at most. */
const lookAgainMs = 60_000

/** Our books, oldest first: keter-<date>.json. */
export function ourBooks(): StudioBook[] {
  const files = readdirSync(folder).filter((file) => /^keter-[\d-]+\.json$/.test(file))
  return files.sort().map((file) => parseStudioBook(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))))
}

export const digestOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex')

export interface Publication {
  readonly book: StudioBook
  readonly digest: string
  readonly at: Date
  /** Null: it came with the studio. */
  readonly by: string | null
  readonly note: string | null
}

/** @returns false where these very bytes were published before */
export async function insertBook(queries: Queries, { book, digest, at, by, note }: Publication): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await queries
    .insertInto('keter.price_books')
    .values({
      digest,
      id: book.id,
      version: book.version,
      document: JSON.stringify(book),
      effective: new Date(book.effective),
      published_at: at,
      published_by: by,
      note,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

interface Scheduled {
  readonly from: number
  readonly book: CompiledBook
}

export interface BookSurroundings {
  readonly now: () => Date
  readonly warn: (problem: string) => void
  /** The books that come with the studio. */
  readonly shipped?: readonly StudioBook[]
}

export async function openBooks(database: Database, { now, warn, shipped = ourBooks() }: BookSurroundings): Promise<OpenBooks> {
  // A studio that has set prices of its own keeps them: what a newer version brings along is for its owner to publish.
  if (!(await hasOwnBook(database.query)))
    for (const book of shipped) await insertBook(database.query, { book, digest: digestOf(book), at: now(), by: null, note: null })
  const compiled = new Map<string, CompiledBook>()
  const unreadable = new Set<string>()
  /** What is to come, then what is in force. */
  let schedule: readonly Scheduled[] = []

  const compile = (document: StudioBook, digest: string): CompiledBook => {
    const made = compilePriceBook(document, digest)
    compiled.set(digest, made)
    return made
  }
  const byDigest = async (queries: Queries, digest: string): Promise<CompiledBook> => compiled.get(digest) ?? compile(await documentOf(queries, digest), digest)
  const read = async () => {
    const rows = await byEffective(database.query).execute()
    const found: Scheduled[] = []
    for (const { digest, effective, version } of rows) {
      if (unreadable.has(digest)) continue
      const document = compiled.get(digest)?.book ?? (await documentOf(database.query, digest))
      try {
        found.push({ from: effective.getTime(), book: compiled.get(digest) ?? compile(document, digest) })
      } catch (error) {
        unreadable.add(digest)
        warn(`the published price book ${version} is left out: it cannot be read any more (${String(error)})`)
        continue
      }
      if (effective <= now()) break
    }
    schedule = found
  }
  let reading: Promise<void> = Promise.resolve()
  const refresh = () => {
    const done = reading.then(read)
    reading = done.catch(() => {})
    return done
  }

  await refresh()
  if (!schedule.some(({ from }) => from <= now().getTime())) throw new Error('no price book is in force yet: price-books/ has none that is old enough')
  const timer = setInterval(() => refresh().catch((error: unknown) => warn(`looking for published price books failed: ${String(error)}`)), lookAgainMs)
  timer.unref()
  return {
    get current() {
      const at = now().getTime()
      return (schedule.find(({ from }) => from <= at) ?? schedule.at(-1)!).book
    },
    byDigest,
    refresh,
    close: () => clearInterval(timer),
  }
}

async function hasOwnBook(queries: Queries): Promise<boolean> {
  const own = await queries.selectFrom('keter.price_books').select('digest').where('published_by', 'is not', null).limit(1).executeTakeFirst()
  return own !== undefined
}

async function documentOf(queries: Queries, digest: string): Promise<StudioBook> {
  return (await queries.selectFrom('keter.price_books').select('document').where('digest', '=', digest).executeTakeFirstOrThrow()).document
}

/** Latest to take force first; of two with the same moment, the later published. */
export const byEffective = (queries: Queries) =>
  queries
    .selectFrom('keter.price_books')
    .select(['digest', 'id', 'version', 'effective', 'published_at', 'published_by', 'note'])
    .orderBy('effective', 'desc')
    .orderBy('published_at', 'desc')
    .orderBy('digest')
