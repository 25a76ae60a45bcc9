// A book of any size is done soon, says what was not looked at, and gets the same findings every time.
import { describe, expect, test } from 'vitest'
import { checkPriceBook } from '../check.ts'
import type { Expression, Input, ToolPrice } from '../format.ts'
import { baseTool, bookOf, choice, number } from '../testing.ts'
import { found, row } from './testing.ts'

const soon = { timeout: 20_000 }
const many = <Item>(count: number, make: (index: number) => Item): Item[] => Array.from({ length: count }, (_, index) => make(index))
const named = <Item>(count: number, make: (index: number) => Item): Record<string, Item> =>
  Object.fromEntries(many(count, (index) => [`i${index}`, make(index)]))

describe('P20: what is too much to look at is said', () => {
  test('more combinations than can be tried', soon, () => {
    const inputs = named(12, () => choice('a', 'b', 'c', 'd'))
    const base: Expression = { add: many(12, (index) => ({ cases: [{ when: { [`i${index}`]: 'a' }, is: '1' }], else: '2' })) }
    expect(found(baseTool(base, inputs))).toEqual(['warning tools.t: Its choices have 16777216 combinations; only some of them were tried.'])
  })
  test('rows over so many inputs that their regions fall to pieces', soon, () => {
    const inputs: Record<string, Input> = named(40, () => choice(...many(10, String)))
    const rows = many(200, (index) =>
      row({ [`i${index % 40}`]: ['1', '2'], [`i${(index * 7 + 1) % 40}`]: ['3', '4', '5'], [`i${(index * 3 + 2) % 40}`]: '7' }, `${index}`),
    )
    const findings = found({ inputs, rows: [...rows, row({}, '1')] })
    expect(findings).toContain('warning tools.t.rows: There are too many combinations here to look at all of them.')
    expect(findings.length).toBeLessThan(20)
  })
  test('a tool of a hundred thousand values', soon, () => {
    const inputs = { a: choice(...many(300, (at) => `a${at}`)), b: choice(...many(100, (at) => `b${at}`)) }
    const rows = many(30_000, (index) => [`a${index % 300}`, `b${Math.floor(index / 300)}`, `0.${index}`])
    expect(found(baseTool({ table: ['a', 'b'], rows }, inputs))).toEqual([
      'warning tools.t: It has more than 100000 values; only its structure and its names were checked.',
    ])
  })
  test('a tool of a million is too large to be used', soon, () => {
    const rows = many(250_000, (index) => ['a', 'b', `0.${index}`])
    expect(found(baseTool({ table: ['a', 'b'], rows }, { a: choice('a'), b: choice('b') }))).toEqual([
      'error tools.t: It has more than 1000000 values; it was not checked at all.',
    ])
  })
  test('thousands of tools', soon, () => {
    const tool = baseTool({ multiply: ['images', '0.04'] }, { images: number({ max: '10', whole: true }) })
    const findings = checkPriceBook(bookOf(named(3000, () => tool)))
    expect(findings.map(({ place, problem }) => `${place}: ${problem}`)).toEqual(['tools: There are 3000 tools; 2000 were looked at closely.'])
  })
  test('chains in chains', soon, () => {
    const chain = (inside: Expression, at: number): Expression => ({
      chain: { times: '100', start: { [`s${at}`]: 'n' }, next: { [`s${at}`]: `s${at}` }, sum: inside },
    })
    const base = many(5, (at) => at).reduce<Expression>(chain, '1')
    expect(found(baseTool(base, { n: number() }))).toEqual(['error tools.t.rows[0].lines[0].base: One price could take more than 1000000 steps to work out.'])
  })
  test('a sum over a long list of long chains', soon, () => {
    const shots: Input = { kind: 'list', items: { n: number({ max: '9' }) }, max: 9000 }
    const chain: Expression = { chain: { times: '100', start: { s: 'n' }, next: { s: 's' }, sum: { add: ['s', '1'] } } }
    expect(found(baseTool({ sum: 'shots', is: chain }, { shots }))).toEqual([
      'error tools.t.rows[0].lines[0].base: One price could take more than 1000000 steps to work out.',
    ])
  })
})

test('P20: of many findings of one kind the first are told, and how many there are', () => {
  const inputs = named(50, () => choice('a', 'b'))
  const findings = found({ inputs, rows: [row({}, '1')] })
  expect(findings).toHaveLength(21)
  expect(findings.at(-1)).toBe('warning tools.t: There are 30 more findings of this kind.')
})

test('P20: the same book has the same findings, whatever the order of its keys', () => {
  const price: ToolPrice = baseTool({ divide: ['100', { multiply: ['a', 'b', 'c'] }] }, { a: number(), b: number({ max: '1000' }), c: number({ max: '40' }) })
  const turned = <Of extends object>(of: Of): Of => Object.fromEntries(Object.entries(of).reverse()) as Of
  const findings = found(price)
  expect(findings[0]).toContain('error tools.t.rows[0].lines[0].base: It divides by zero here.')
  expect(found(price)).toEqual(findings)
  expect(found(turned(price))).toEqual(findings)
})
