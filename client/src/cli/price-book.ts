// Price books read from files, for what can be answered without a studio: our own book in force, one that is named, or a folder of them.
import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BookFinding, type CompiledBook, type CompiledPrices, canonicalJson, compilePriceBook, compilePrices, PriceBookError, Refusal } from '@keter/core'
import { parseStudioBook, readPriceBook } from '@keter/core/schemas'

const folder = fileURLToPath(new URL('../../../price-books/', import.meta.url))

/** What other vendors publish. */
export const vendorBooks = join(folder, 'vendors')

export async function bookInForce(at: Date): Promise<CompiledBook> {
  const files = (await readdir(folder)).filter((file) => /^keter-[\d-]+\.json$/.test(file)).sort()
  const books = await Promise.all(files.map(async (file) => parseStudioBook(JSON.parse(await readFile(join(folder, file), 'utf8')))))
  const book = books.findLast(({ effective }) => Date.parse(effective) <= at.getTime())
  if (!book) throw new Error('no price book in price-books/ is in force yet')
  return compilePriceBook(book, digestOf(book))
}

const digestOf = (document: unknown): string => createHash('sha256').update(canonicalJson(document)).digest('hex')

/** A file that was to be a price book. */
export interface ReadBook {
  /** As it is shown: what was given, and the path below it. */
  readonly file: string
  readonly prices?: CompiledPrices
  /** Why there are no prices. */
  readonly findings: readonly BookFinding[]
  /** Whose it says it is, where it says so. */
  readonly vendor?: string
}

/** The book in this file, or every book in this folder, each with what is wrong with it. @throws Refusal `source_missing` */
export async function readBooks(given: string, from: string): Promise<ReadBook[]> {
  const path = resolve(from, given)
  const found = await stat(path).catch(() => {
    throw new Refusal('source_missing', `There is no price book ${given}.`, { source: given })
  })
  if (!found.isDirectory()) return [bookIn(given, await textOf(path, given))]
  const names = (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json')).sort()
  const files = await Promise.all(names.map(async (name) => ({ file: join(given, name), text: await textOf(join(path, name), join(given, name)) })))
  const books = files.filter(({ text }) => !isList(text)).map(({ file, text }) => bookIn(file, text))
  if (books.length === 0) throw new Refusal('source_missing', `There is no price book in ${given}.`, { source: given })
  return books
}

const textOf = (path: string, shown: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal('source_missing', `${shown} cannot be read (${error.code}).`, { source: shown })
  })

function bookIn(file: string, text: string): ReadBook {
  try {
    const book = readPriceBook(text)
    const digest = digestOf(book)
    const prices = book.studio ? compilePriceBook({ ...book, studio: book.studio }, digest) : compilePrices(book, digest)
    return { file, prices, findings: [], ...vendorIn(book) }
  } catch (error) {
    if (!(error instanceof PriceBookError)) throw error
    return { file, findings: error.findings, ...vendorIn(jsonIn(text)) }
  }
}

const vendorIn = (document: unknown): { vendor?: string } => {
  const { vendor } = (document ?? {}) as { vendor?: unknown }
  return typeof vendor === 'string' ? { vendor } : {}
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A folder of books may hold lists, such as cases, beside them. */
const isList = (text: string): boolean => /^\s*\[/.test(text)

/** Refuses a single book that cannot be used. @throws Refusal `price_book_invalid`, `source_missing` */
export async function usableBook(given: string, from: string): Promise<CompiledPrices> {
  const [read, ...others] = await readBooks(given, from)
  if (others.length > 0) throw new Refusal('bad_usage', `${given} is a folder of ${others.length + 1} books; name one of them.`, { source: given })
  return read!.prices ?? unusable(read!)
}

/** @throws Refusal as `usableBook` does, and where it is no book of a studio */
export async function studioBook(given: string, from: string): Promise<CompiledBook> {
  const { book, digest } = await usableBook(given, from)
  if (!book.studio) throw new Refusal('bad_usage', `${given} has no plans: it is a list of prices elsewhere, not the book of a studio.`, { source: given })
  return compilePriceBook({ ...book, studio: book.studio }, digest)
}

/** The books that can be used; what is wrong with the others of a folder goes to `note`. @throws Refusal where the only one cannot be used */
export async function usableBooks(given: string | undefined, from: string, note: (text: string) => void): Promise<CompiledPrices[]> {
  if (given === undefined) return [await bookInForce(new Date())]
  const read = await readBooks(given, from)
  if (read.length === 1 && !read[0]!.prices) unusable(read[0]!)
  for (const { file, findings, prices } of read) if (!prices) note(`${file} is left out: ${inOneLine(findings)}`)
  return read.flatMap(({ prices }) => prices ?? [])
}

export const inOneLine = ([first, ...others]: readonly BookFinding[]): string =>
  `${first!.place}: ${first!.problem} ${first!.fix}${others.length ? ` (and ${others.length} more)` : ''}`

function unusable({ file, findings }: ReadBook): never {
  throw new Refusal('price_book_invalid', `${file} is no price book that can be used. ${inOneLine(findings)}`, { findings })
}
