import { describe, expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { canonicalJson } from '../canonical.ts'
import { compilePrices } from './compile.ts'
import { PriceBookError } from './finding.ts'
import { parsePriceBook, parseStudioBook, readPriceBook } from './parse.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents that are wrong on purpose
type Broken = any

/** "place: problem fix" of each finding; nothing where there is none. */
function findingsOf(read: () => unknown): string[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof PriceBookError) return error.findings.map(({ place, problem, fix }) => `${place}: ${problem} ${fix}`)
    throw error
  }
}

function withChange(change: (upscale: Broken, book: Broken) => void): string[] {
  const book = structuredClone(keter) as Broken
  change(book.tools['image-upscale'], book)
  return findingsOf(() => parsePriceBook(book))
}

const line = 'tools.image-upscale.rows[3].lines[0]'
const is = 'tools.image-upscale.quantities.startedMegapixels.is'

describe('each fault of the structure is told at its true place, with what to write', () => {
  test.each<[string, (upscale: Broken, book: Broken) => void, string]>([
    ['a float', (u) => (u.rows[3].lines[0].rate = 0.4), `${line}.rate: It is the number 0.4. Write it in quotes, so that it stays exact: "0.4".`],
    ['a tiny float', (u) => (u.rows[3].lines[0].rate = 4e-8), `${line}.rate: It is the number 4e-8. Write it in quotes, so that it stays exact: "0.00000004".`],
    ['NaN', (u) => (u.rows[3].lines[0].rate = Number.NaN), `${line}.rate: It is the number NaN. Write a decimal in quotes: "0.4".`],
    ['no text', (u) => (u.rows[3].lines[0].rate = ''), `${line}.rate: It is empty. Fill it, or leave it out.`],
    ['a list', (u) => (u.rows[3].lines[0].label = ['x']), `${line}.label: It is a list. Write a text in quotes.`],
    ['nothing', (u) => (u.rows[3].lines[0].label = null), `${line}.label: It is null. Write a text in quotes.`],
    ['no label', (u) => delete u.rows[3].lines[0].label, `${line}.label: It is missing. Add it: a text in quotes.`],
    [
      'a name that is spelled wrong',
      (u) => (u.rows[3].lines[0].rat = '1'),
      `${line}.rat: There is nothing called "rat" in the format here. Did you mean "rate"? Use one of label, when, base, quantity, unit, free, block, per, rate, steps, bands, minimum, maximum, round; or remove it.`,
    ],
    [
      'an operation that is spelled wrong',
      (u) => (u.quantities.startedMegapixels.is = { max: ['1', { ciel: 'pixels' }] }),
      `${is}.max[1]: There is nothing called "ciel" in the format here. Did you mean "ceil"? Use one of add, subtract, multiply, divide, min, max, ceil, floor, round, roundEven, cases, table, count, sum, characters, bytes, chain, between.`,
    ],
    [
      'an operation that does not exist',
      (u) => (u.quantities.startedMegapixels.is = { script: 'pixels' }),
      `${is}: There is nothing called "script" in the format here. Use one of add, subtract, multiply, divide, min, max, ceil, floor, round, roundEven, cases, table, count, sum, characters, bytes, chain, between.`,
    ],
    [
      'a float deep inside',
      (u) => (u.quantities.startedMegapixels.is.max[1].ceil.divide[1] = 1e6),
      `${is}.max[1].ceil.divide[1]: It is the number 1000000. Write it in quotes, so that it stays exact: "1000000".`,
    ],
    ['too few parts', (u) => (u.quantities.startedMegapixels.is = { divide: ['1'] }), `${is}.divide: It has too few entries: 1. Write 2.`],
    ['too many parts', (u) => (u.quantities.startedMegapixels.is = { divide: ['1', '2', '3'] }), `${is}.divide: It has too many entries: 3. Write at most 2.`],
    [
      'a float in a table in a case',
      (u) => (u.rows[3].lines[0].rate = { cases: [{ when: {}, is: { table: ['scale'], rows: [['2', { multiply: ['1', 2] }]] } }] }),
      `${line}.rate.cases[0].is.rows[0][1].multiply[1]: It is the number 2. Write it in quotes, so that it stays exact: "2".`,
    ],
    [
      'a bound that is spelled wrong',
      (u) => (u.rows[3].when = { scale: { form: '3' } }),
      'tools.image-upscale.rows[3].when.scale: There is nothing called "form" in the format here. Did you mean "from"? Use one of not, contains, startsWith, given, from, over, to, under.',
    ],
    [
      'a bound without quotes',
      (u) => (u.rows[3].when = [{ scale: { from: 3 } }]),
      'tools.image-upscale.rows[3].when[0].scale.from: It is the number 3. Write it in quotes, so that it stays exact: "3".',
    ],
    ['a row without lines', (u) => (u.rows[3].lines = []), 'tools.image-upscale.rows[3].lines: It is empty. Fill it, or leave it out.'],
    [
      'an answer that does not exist',
      (u) => (u.rows[3] = { when: {}, answer: 'metred', message: 'x' }),
      'tools.image-upscale.rows[3].answer: "metred" cannot stand here. Did you mean "metered"? Use one of not-offered, metered, missing.',
    ],
    [
      'a kind that is spelled wrong',
      (u) => (u.inputs = { a: { kind: 'chioce', values: [1] } }),
      'tools.image-upscale.inputs.a.kind: "chioce" cannot stand here. Did you mean "choice"? Use one of choice, number, flag, text, date, list.',
    ],
    [
      'an input of no kind',
      (u) => (u.inputs = { a: { values: [1] } }),
      'tools.image-upscale.inputs.a.kind: It is missing. Use one of choice, number, flag, text, date, list.',
    ],
    [
      'a domain without quotes',
      (u) => (u.inputs = { a: { kind: 'number', min: 1 } }),
      'tools.image-upscale.inputs.a.min: It is the number 1. Write it in quotes, so that it stays exact: "1".',
    ],
    [
      'an item of a list',
      (u) => (u.inputs = { a: { kind: 'list', items: { b: { kind: 'flag', max: '1' } } } }),
      'tools.image-upscale.inputs.a.items.b.max: There is nothing called "max" in the format here. Use one of kind, label, help, names, default, optional, required; or remove it.',
    ],
    [
      'a percentage without quotes',
      (u) => (u.adjustments = [{ label: 'x', percent: 5 }]),
      'tools.image-upscale.adjustments[0].percent: It is the number 5. Write it in quotes, so that it stays exact: "5".',
    ],
    [
      'an unknown rounding',
      (u) => (u.rounding.mode = 'away'),
      'tools.image-upscale.rounding.mode: "away" cannot stand here. Use one of up, down, half-up, half-down, half-even.',
    ],
    [
      'an unknown field of a rounding',
      (u) => (u.rounding.stop = '1'),
      'tools.image-upscale.rounding.stop: There is nothing called "stop" in the format here. Did you mean "step"? Use one of stage, mode, step; or remove it.',
    ],
    [
      'an address that is none',
      (u) => (u.source = { url: 'here', asOf: '2026' }),
      'tools.image-upscale.source.url: "here" cannot stand here. Write an address: "https://example.com/pricing".',
    ],
    [
      'a date that is none',
      (_, book) => (book.effective = 'yesterday'),
      'effective: "yesterday" cannot stand here. Write a date and a time in UTC: "2026-11-22T00:00:00Z".',
    ],
    ['another format', (_, book) => (book.format = 2), 'format: 2 cannot stand here. Use 1.'],
    [
      'a limit that is missing',
      (_, book) => delete book.studio.plans.free.limits.iterations,
      'studio.plans.free.limits.iterations: It is missing. Add it: a number without quotes.',
    ],
    [
      'a limit that is not whole',
      (_, book) => (book.studio.plans.free.limits.iterations = 1.5),
      'studio.plans.free.limits.iterations: It is the number 1.5. Write a whole number without quotes.',
    ],
    [
      'a limit that is too large',
      (_, book) => (book.studio.plans.free.limits.iterations = 5000),
      'studio.plans.free.limits.iterations: 5000 is too large. At most 1000.',
    ],
    [
      'a name that cannot be one',
      (_, book) => (book.studio.plans['1st'] = book.studio.plans.free),
      'studio.plans.1st: "1st" cannot be a name here. Must be a name: a letter, then letters, digits, "_", "." or "-".',
    ],
    [
      'a flag that is a word',
      (u) => (u.rows[3].when = { scale: { given: 'yes' } }),
      'tools.image-upscale.rows[3].when.scale.given: It is the text "yes". Write true or false.',
    ],
    [
      'a list that can have less than nothing',
      (u) => (u.inputs = { a: { kind: 'list', items: {}, min: -1 } }),
      'tools.image-upscale.inputs.a.min: -1 is too small. At least 0.',
    ],
    ['a text without end', (u) => (u.note = 'x'.repeat(2001)), `tools.image-upscale.note: "${'x'.repeat(56)}... is too long. At most 2000 characters.`],
    ['an object for a decimal', (u) => (u.rounding.step = {}), 'tools.image-upscale.rounding.step: It is an object. Write a text in quotes.'],
    [
      'an expression that is empty',
      (u) => (u.rows[3].lines[0].rate = {}),
      `${line}.rate: It is an object, which cannot stand here. Use one of add, subtract, multiply, divide, min, max, ceil, floor, round, roundEven, cases, table, count, sum, characters, bytes, chain, between.`,
    ],
    [
      'an expression that is nothing',
      (u) => (u.rows[3].lines[0].rate = null),
      `${line}.rate: It is null, which cannot stand here. Use a text or a decimal in quotes.`,
    ],
    [
      'an expression that is a list',
      (u) => (u.rows[3].lines[0].rate = ['1']),
      `${line}.rate: It is a list, which cannot stand here. Use a text or a decimal in quotes.`,
    ],
    [
      'a part that is missing',
      (u) => (u.rows[3].lines[0].rate = { cases: [{ when: {} }] }),
      `${line}.rate.cases[0].is: It is missing. Add it, or remove what it belongs to.`,
    ],
    [
      'a rounding that is a text',
      (u) => (u.rounding = 'up'),
      'tools.image-upscale.rounding: It is the text "up", which cannot stand here. Use a text or a decimal in quotes.',
    ],
    [
      'a decimal that is none',
      (u) => (u.rounding.step = 'cheap'),
      'tools.image-upscale.rounding.step: "cheap" cannot stand here. Must be a decimal number in quotes, like "0.4" or "12".',
    ],
    [
      'two ways to round',
      (u) => (u.rounding.digits = 3),
      'tools.image-upscale.rounding.digits: There is nothing called "digits" in the format here. Use one of stage, mode, step; or remove it.',
    ],
    ['tools in a list', (_, book) => (book.tools = []), 'tools: It is a list. Write an object, { ... }.'],
  ])('%s', (_, change, finding) => expect(withChange(change)).toEqual([finding]))

  test('all of them at once', () =>
    expect(
      withChange((upscale, book) => {
        upscale.rows[0].lines[0].rate = 1
        upscale.rows[1].lines[0].rate = { ad: ['1'] }
        book.unit = 5
      }).map((text) => text.split(':')[0]),
    ).toEqual(['unit', 'tools.image-upscale.rows[0].lines[0].rate', 'tools.image-upscale.rows[1].lines[0].rate']))

  test('a hundred, and how many more there are', () => {
    const findings = withChange((upscale) => {
      upscale.rows = Array.from({ length: 150 }, () => ({ when: {}, lines: [{ label: 'x', base: 1 }] }))
    })
    expect(findings).toHaveLength(101)
    expect(findings.at(-1)).toBe('the book: There are 50 more places like these. Correct these first.')
  })
})

test.each<[unknown, string]>([
  [undefined, 'the book: It is missing. Add it: an object, { ... }.'],
  [null, 'the book: It is null. Write an object, { ... }.'],
  [7, 'the book: It is the number 7. Write an object, { ... }.'],
  ['book', 'the book: It is the text "book". Write an object, { ... }.'],
  [[], 'the book: It is a list. Write an object, { ... }.'],
  [{ format: 1, id: 'x', version: '1', unit: 'usd', tools: {} }, 'effective: It is missing. Add it: a text in quotes.'],
])('%j is not a price book', (document, finding) => expect(findingsOf(() => parsePriceBook(document))).toEqual([finding]))

describe('what nobody could read is refused before it is read', () => {
  test('what contains itself, and what is nested too deep', () => {
    const nested = withChange((upscale) => {
      upscale.rows[0].lines[0].rate = Array.from({ length: 80 }).reduce((is) => ({ ceil: is }), '1')
    })
    expect(nested).toEqual(['the book: It is nested more than 64 deep. Name parts of it as quantities, and use their names.'])
    expect(withChange((_, book) => (book.note = book))).toEqual(nested)
  })
  test('a name that would be lost', () =>
    expect(findingsOf(() => readPriceBook(JSON.stringify(keter).replace('"image-convert"', '"__proto__"')))).toEqual([
      'the book: "__proto__" cannot be a name. Give it another name.',
    ]))
  test('more values than a book can have', { timeout: 30_000 }, () => {
    const values = Array.from({ length: 2000 }, () => 1)
    expect(withChange((upscale) => (upscale.aliases = Array.from({ length: 2100 }, () => values)))).toEqual([
      'the book: It has more than 4000000 values. Split it into several books.',
    ])
  })
  test('50 MB of text', () =>
    expect(findingsOf(() => readPriceBook(`[${' '.repeat(50_000_000)}]`))).toEqual([
      'the book: The text has 50 million characters; a book may have 20 million. Split it into several books, for instance one for each vendor.',
    ]))
})

describe('the text of a book', () => {
  test('is read as it is', () => expect(readPriceBook(JSON.stringify(keter, null, 2))).toEqual(parsePriceBook(keter)))

  test.each<[string, string, string]>([
    ['nothing', '', 'line 1, column 1: The text ends too early. Write a price book: { "format": 1, ... }.'],
    ['cut off', '{\n  "a": [1,\n', 'line 3, column 1: The text ends too early. Close what is open with "]".'],
    ['a comma too much', '{\n  "a": 1,\n}', 'line 3, column 1: There is a comma before "}". Remove the comma.'],
    ['a comma too much in a list', '{"a": [1, ]}', 'line 1, column 11: There is a comma before "]". Remove the comma.'],
    ['a comma too few', '{"a": 1\n"b": 2}', 'line 2, column 1: Here is a text where a comma or "}" should be. Put a comma between two entries.'],
    ['no colon', '{"a" 1}', 'line 1, column 6: Here is "1" where a colon should be. Write a name, a colon, and its value.'],
    ['a name without quotes', '{a: 1}', 'line 1, column 2: Here is "a" where a name should be. Write names in double quotes.'],
    ['single quotes', '{"a": \'1\'}', "line 1, column 7: Here is a text in single quotes: '. Use double quotes."],
    ['NaN', '{"a": NaN}', 'line 1, column 7: NaN is not a number that can be priced. Write a decimal in quotes: "0.4".'],
    ['a number like no other', '{"a": 01}', 'line 1, column 7: Here is a number that JSON cannot read. Write it as a decimal in quotes: "0.4".'],
    ['a word', '{"a": yes}', 'line 1, column 7: Here is "yes" where a value should be. Write texts and decimals in double quotes.'],
    ['a comment', '{\n  // cheap\n}', 'line 2, column 3: Here is "/" where a name should be. Write names in double quotes.'],
    ['a comment for a value', '{"a": // cheap\n1}', 'line 1, column 7: JSON has no comments. Move it into a "note".'],
    ['a text that is not closed', '{"a": "b', 'line 1, column 7: A text is not closed. Close it with a double quote.'],
    ['a text over two lines', '{"a": "b\nc"}', 'line 1, column 9: A text does not end on its line. Close it with a double quote; write a new line as \\n.'],
    ['a backslash', '{"a": "\\q"}', 'line 1, column 8: A backslash is followed by what it cannot stand before. Write a backslash itself as \\\\.'],
    ['something after the end', '{} {}', 'line 1, column 4: Something follows the end of the book. Remove it.'],
    ['a key twice', '{"a": {"b": 1, "\\u0062": 2}}', 'line 1, column 16: "b" is written twice in one object. Remove one of them; only the last would count.'],
    ['a byte order mark', '\ufeff{}', 'line 1, column 1: The text begins with a byte order mark. Save the file as UTF-8 without it.'],
    ['brackets without end', '['.repeat(1_000_000), 'line 1, column 65: It is nested more than 64 deep. Name parts of it as quantities, and use their names.'],
  ])('%s', (_, text, finding) => expect(findingsOf(() => readPriceBook(text))).toEqual([finding]))
})

test('a book without plans is none for a studio', () => {
  const { studio: _, ...prices } = keter
  expect(findingsOf(() => parseStudioBook(prices))).toEqual(['studio: The book has no plans. Add "studio", or use it as a list of prices elsewhere.'])
  expect(parseStudioBook(keter).studio.plans).toHaveProperty('free')
})

test('a book that went through canonical JSON, as a database may store it, prices the same', () => {
  const stored = parsePriceBook(JSON.parse(canonicalJson(keter)))
  expect(stored).toEqual(parsePriceBook(keter))
  expect(() => compilePrices(stored, '')).not.toThrow()
})
