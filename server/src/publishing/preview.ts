// What publishing a book would do: what is wrong with it, what it changes, and what the last 30 days would have cost.
import { type BookFinding, type CompiledBook, type Problem, problemOf, Refusal } from '@keter/core'
import type { Caller, Studio } from '../studio.ts'
import { type BookChange, changesBetween } from './changes.ts'
import { refuseUnpublishable } from './publish.ts'
import { type ReadDocument, readDocument, refuseInvalid } from './read-document.ts'
import { type Replay, replayUnder } from './replay.ts'

const days = 30

export interface Preview {
  readonly book: { readonly id: string; readonly version: string; readonly digest: string; readonly effective: string } | null
  readonly against: { readonly id: string; readonly version: string; readonly digest: string }
  readonly findings: readonly BookFinding[]
  readonly changes: readonly BookChange[] | null
  readonly replay: Replay | null
  readonly refusal: Problem | null
}

export async function previewBook(studio: Studio, caller: Caller, document: unknown): Promise<Preview> {
  const read = await readDocument(studio.database.query, document)
  const { book, digest, compiled, findings } = read
  const now = studio.books.current
  const until = studio.now()
  return {
    book: book && { id: book.id, version: book.version, digest: digest!, effective: new Date(book.effective).toISOString() },
    against: { id: now.book.id, version: now.book.version, digest: now.digest },
    findings,
    changes: compiled && changesBetween(now, compiled),
    replay: compiled && (await replayUnder(studio, caller, compiled, { from: new Date(until.getTime() - days * 86_400_000), until })),
    refusal: await refusalOf(studio, read),
  }
}

async function refusalOf(studio: Studio, read: ReadDocument): Promise<Problem | null> {
  try {
    refuseInvalid(read)
    const { book, digest } = read.compiled as CompiledBook
    await refuseUnpublishable(studio, studio.database.query, book, digest)
    return null
  } catch (error) {
    if (error instanceof Refusal) return problemOf(error)
    throw error
  }
}
