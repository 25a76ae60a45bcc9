// Reads a price book document: its structure alone. What the names in it mean is settled when it is compiled,
// what it leaves out is found by `checkPriceBook`.
import { bookError, PriceBookError } from './finding.ts'
import type { PriceBook, StudioBook } from './format.ts'
import { faultIn } from './json-text.ts'
import { misreadings } from './misread.ts'
import { priceBookSchema } from './schema.ts'

/** Characters of text; levels of nesting; values in a document. What is larger is refused before anything else looks at it. */
const most = { characters: 20_000_000, depth: 64, values: 4_000_000 }

/** A price book from its JSON text. @throws PriceBookError naming line and column, or the place in the book */
export function readPriceBook(text: string): PriceBook {
  if (text.length > most.characters)
    throw bookError(
      'the book',
      `The text has ${millions(text.length)} million characters; a book may have ${millions(most.characters)} million.`,
      'Split it into several books, for instance one for each vendor.',
    )
  const fault = faultIn(text, most.depth)
  if (fault) throw bookError(`line ${fault.line}, column ${fault.column}`, fault.problem, fault.fix)
  return parsePriceBook(JSON.parse(text))
}

const millions = (count: number): string => (count / 1_000_000).toFixed(1).replace(/\.0$/, '')

/** @throws PriceBookError with a finding for each place that is wrong */
export function parsePriceBook(document: unknown): PriceBook {
  checkSize(document)
  const parsed = priceBookSchema.safeParse(document)
  if (parsed.success) return parsed.data
  throw new PriceBookError(misreadings(parsed.error.issues, document))
}

/** A book that a studio can run on. @throws PriceBookError */
export function parseStudioBook(document: unknown): StudioBook {
  const book = parsePriceBook(document)
  if (!book.studio) throw bookError('studio', 'The book has no plans.', 'Add "studio", or use it as a list of prices elsewhere.')
  return { ...book, studio: book.studio }
}

/** So that nothing after it can run out of stack or time. It also stops what contains itself. */
function checkSize(document: unknown): void {
  let level: unknown[] = [document]
  let values = 0
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most.depth) throw bookError('the book', `It is nested more than ${most.depth} deep.`, 'Name parts of it as quantities, and use their names.')
    const next: unknown[] = []
    for (const each of level) {
      if (++values > most.values) throw bookError('the book', `It has more than ${most.values} values.`, 'Split it into several books.')
      if (typeof each !== 'object' || each === null) continue
      if (Object.hasOwn(each, '__proto__')) throw bookError('the book', '"__proto__" cannot be a name.', 'Give it another name.')
      for (const value of Object.values(each)) next.push(value)
    }
    level = next
  }
}
