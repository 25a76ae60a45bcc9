// For tests alone: what the check finds in a book of one tool.
import keter from '../../../../price-books/keter-2026-11-28.json' with { type: 'json' }
import { checkPriceBook } from '../check.ts'
import type { BookFinding } from '../finding.ts'
import type { PriceBook, Row, ToolPrice } from '../format.ts'
import { parsePriceBook } from '../parse.ts'
import { bookOf } from '../testing.ts'

export const inWords = ({ severity, place, problem }: BookFinding): string => `${severity} ${place}: ${problem}`

/** Of a vendor's book in dollars whose only tool is "t". */
export const found = (price: ToolPrice, more: Partial<PriceBook> = {}): string[] => checkPriceBook(bookOf({ t: price }, more)).map(inWords)

/** Our own book, this much of "image-upscale" changed. */
export function foundInOurs(change: Partial<ToolPrice>): string[] {
  const upscale = ours.tools['image-upscale']!
  return checkPriceBook({ ...ours, tools: { ...ours.tools, 'image-upscale': { ...upscale, ...change } } }).map(inWords)
}

export const ours = parsePriceBook(keter)

/** A row of one line with this base. */
export const row = (when: Row['when'], base: string): Row => ({ when, lines: [{ label: 'Price', base }] })
