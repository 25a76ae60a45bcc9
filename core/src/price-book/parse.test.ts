import { expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { canonicalJson } from '../canonical.ts'
import { compilePrices } from './compile.ts'
import { PriceBookError } from './finding.ts'
import { parsePriceBook } from './parse.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents that are wrong on purpose
type Broken = any
const broken = (change: (book: Broken) => void): unknown => {
  const book = structuredClone(keter) as Broken
  change(book)
  return book
}
const upscale = (book: Broken) => book.tools['image-upscale']

test.each<[string, (book: Broken) => void, string]>([
  [
    'a float as a rate',
    (book) => {
      upscale(book).rows[3].lines[0].rate = 0.4
    },
    'tools.image-upscale.rows[3].lines[0].rate',
  ],
  [
    'an operation that does not exist',
    (book) => {
      upscale(book).quantities.startedMegapixels.is = { eval: '1' }
    },
    'tools.image-upscale.quantities.startedMegapixels.is',
  ],
  [
    'a float deep in an expression',
    (book) => {
      upscale(book).quantities.startedMegapixels.is.max[1].ceil.divide[1] = 1e6
    },
    'tools.image-upscale.quantities.startedMegapixels.is.max[1].ceil.divide[1]',
  ],
  [
    'a missing plan limit',
    (book) => {
      book.studio.plans.free.limits.iterations = undefined
    },
    'studio.plans.free.limits.iterations',
  ],
  [
    'a limit that is not whole',
    (book) => {
      book.studio.plans.free.limits.iterations = 1.5
    },
    'studio.plans.free.limits.iterations',
  ],
  [
    'an unknown field',
    (book) => {
      upscale(book).rounding.stop = '1'
    },
    'tools.image-upscale.rounding.stop',
  ],
  [
    'an unknown rounding mode',
    (book) => {
      upscale(book).rounding.mode = 'away'
    },
    'tools.image-upscale.rounding.mode',
  ],
  [
    'a date that is none',
    (book) => {
      book.effective = 'yesterday'
    },
    'effective',
  ],
  [
    'another format',
    (book) => {
      book.format = 2
    },
    'format',
  ],
])('%s is refused with its place', (_, change, place) => {
  try {
    parsePriceBook(broken(change))
    expect.unreachable()
  } catch (error) {
    expect(error).toBeInstanceOf(PriceBookError)
    expect((error as PriceBookError).findings.map((finding) => finding.place)).toEqual([place])
  }
})

test.each([undefined, null, 7, 'book', [], {}])('%j is not a price book', (document) => expect(() => parsePriceBook(document)).toThrow(PriceBookError))

test('a book that went through canonical JSON, as a database may store it, prices the same', () => {
  const stored = parsePriceBook(JSON.parse(canonicalJson(keter)))
  expect(stored).toEqual(parsePriceBook(keter))
  expect(() => compilePrices(stored, '')).not.toThrow()
})
