// Price books for tests: the one in force, changed.
import type { StudioBook } from '@keter/core'
import type { World } from './world.ts'

export const minute = 60_000

/** A deep copy that may be changed. */
export type Draft = { -readonly [Key in keyof StudioBook]: StudioBook[Key] } & {
  // biome-ignore lint/suspicious/noExplicitAny: tests write books of every kind, wrong ones too
  tools: any
  // biome-ignore lint/suspicious/noExplicitAny: the same
  studio: any
}

let versions = 0
/** The book in force with changes, effective after `inMs`. */
export function nextBook(world: World, change: (book: Draft) => void, inMs = minute): Draft {
  const book = JSON.parse(JSON.stringify(world.studio.books.current.book)) as Draft
  book.version = `test-${++versions}`
  book.effective = new Date(world.studio.now().getTime() + inMs).toISOString()
  change(book)
  return book
}

/** Every rate of upscaling times this. */
export const upscaleTimes = (factor: number) => (book: Draft) => {
  for (const row of book.tools['image-upscale'].rows) for (const line of row.lines) line.rate = String(Math.round(Number(line.rate) * factor * 1000) / 1000)
}
