// docs/price-book.md: every example is a book or tools of one, without findings that stop it, and every price below it is what the engine gives.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tools } from '../core/src/tool.ts'
import { outcomeInWords } from '../core/src/price-book/cases.ts'
import { checkPriceBook } from '../core/src/price-book/check.ts'
import { compilePriceBook, compilePrices } from '../core/src/price-book/compile.ts'
import type { PriceBook } from '../core/src/price-book/format.ts'
import { outcomeOf } from '../core/src/price-book/outcome.ts'
import { readPriceBook } from '../core/src/price-book/parse.ts'
import { bookOf } from '../core/src/price-book/testing.ts'

const document = readFileSync(new URL('../docs/price-book.md', import.meta.url), 'utf8')

/** Each example with the table that follows it. */
const examples = [...document.matchAll(/```json\n(.*?)```\s*((?:\|[^\n]*\n)*)/gs)].map(([, json, table]) => ({ book: bookFrom(json!), asked: rowsOf(table!) }))

function bookFrom(json: string): PriceBook {
  const isBook = Object.hasOwn(JSON.parse(json) as object, 'format')
  const { tools: _, ...around } = bookOf({})
  return readPriceBook(isBook ? json : `${JSON.stringify(around).slice(0, -1)}, "tools": ${json}}`)
}

function rowsOf(table: string): { given: Record<string, string>; answer: string }[] {
  const rows = table.trim().split('\n').slice(2)
  return rows.map((row) => {
    const [asked, answer] = row.split('|').slice(1, 3)
    const given = (asked!.trim() ? asked!.trim().split(' ') : []).map((each) => each.split('=') as [string, string])
    return { given: Object.fromEntries(given), answer: answer!.trim() }
  })
}

test('there are examples of every size, each with prices', () => {
  expect(examples.length).toBeGreaterThanOrEqual(4)
  expect(examples.map(({ asked }) => asked.length).filter((count) => count === 0)).toEqual([])
})

test.each(examples.map(({ book, asked }, index) => [index + 1, book, asked] as const))('example %i of the document', (_, book, asked) => {
  const offered = tools.filter(({ id }) => Object.hasOwn(book.tools, id))
  expect(checkPriceBook(book, offered).map(({ place, problem }) => `${place}: ${problem}`)).toEqual([])
  const { studio } = book
  const [tool] = (studio ? compilePriceBook({ ...book, studio }, '') : compilePrices(book, '')).tools.values()
  for (const { given, answer } of asked) {
    const outcome = outcomeOf(tool!, given)
    const words = outcome.kind === 'price' || outcome.kind === 'range' ? `${outcomeInWords(outcome)} ${outcome.unit}` : outcome.kind
    expect(words, JSON.stringify(given)).toBe(answer)
  }
})
