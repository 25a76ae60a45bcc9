import { describe, expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { type Tool, tools } from '../tool.ts'
import { checkPriceBook } from './check.ts'
import type { PriceBook, Row, ToolPrice } from './format.ts'
import { parsePriceBook } from './parse.ts'

const book = parsePriceBook(keter)
const upscale = book.tools['image-upscale']!
const problems = (change: Partial<ToolPrice>) =>
  checkPriceBook({ ...book, tools: { ...book.tools, 'image-upscale': { ...upscale, ...change } } }, tools).map(
    ({ severity, place, problem }) => `${severity} ${place}: ${problem}`,
  )

test('P20: our own book has no findings against our own tools', () => expect(checkPriceBook(book, tools)).toEqual([]))

describe('P20: what a book leaves out or cannot use', () => {
  test('a combination without a row is named', () => {
    expect(problems({ rows: upscale.rows.filter((_, index) => index !== 7) })).toEqual([
      'error tools.image-upscale.rows: No row prices quality standard, scale 8.',
    ])
  })

  test('a row that others hide', () => {
    const hidden: Row = { when: { quality: 'draft' }, lines: [{ label: 'x', base: '1' }] }
    expect(problems({ rows: [...upscale.rows, hidden] })).toEqual(['error tools.image-upscale.rows[8]: It is never reached; rows before it take every case.'])
  })

  test('a tool without a price', () => {
    const { 'image-convert': _, ...rest } = book.tools
    expect(checkPriceBook({ ...book, tools: rest }, tools).map(({ place }) => place)).toEqual(['tools.image-convert'])
  })

  test('a price without a tool is a question, not an error', () => {
    const findings = checkPriceBook({ ...book, tools: { ...book.tools, 'image-dream': upscale } }, tools)
    expect(findings.map(({ severity, place }) => [severity, place])).toEqual([['warning', 'tools.image-dream']])
  })

  test.each<[string, Row['when'], string]>([
    ['an option the tool does not have', { depth: 3 }, 'error tools.image-upscale.rows[0].when.depth: Image upscale has no option "depth".'],
    ['a value the option cannot have', { scale: [2, 5] }, 'error tools.image-upscale.rows[0].when.scale: "scale" can never be 5.'],
    ['a number as text', { scale: '2' }, 'error tools.image-upscale.rows[0].when.scale: "scale" can never be "2".'],
    ['a quality the tool does not have', { quality: 'best' }, 'error tools.image-upscale.rows[0].when.quality: "quality" can never be "best".'],
  ])('%s', (_, when, problem) => expect(problems({ rows: [{ when, lines: [{ label: 'x', base: '1' }] }, ...upscale.rows] })).toEqual([problem]))

  test('a quantity that counts words', () => {
    const quantities = { counted: { unit: 'x', is: { option: 'format' } } }
    expect(problems({ quantities, rows: [{ when: {}, lines: [{ label: 'x', quantity: 'counted', rate: '1' }] }] })).toEqual([
      'error tools.image-upscale.quantities.counted: It counts the option "format", which is not always a number.',
    ])
  })

  test('a book that does not compile is one finding, with its place', () => {
    expect(checkPriceBook({ ...book, plans: {} }, tools)).toMatchObject([{ severity: 'error', place: 'plans' }])
  })
})

describe('P20: options of other kinds', () => {
  const tool: Tool = {
    id: 'cut',
    verb: 'Cut',
    title: 'Cut',
    summary: '',
    media: 'image',
    qualities: [],
    options: {
      fine: { kind: 'flag', default: false, label: 'Fine', help: '' },
      edge: { kind: 'integer', min: 0, max: 9, label: 'Edge', help: '' },
      parts: { kind: 'integer', min: 1, max: 9, default: 1, label: 'Parts', help: '' },
    },
  }
  const findings = (rows: readonly Row['when'][], quantity = 'pages') => {
    const price = { ...upscale, quantities: { parts: { unit: 'part', is: { option: 'parts' } }, edges: { unit: 'px', is: { option: 'edge' } } } }
    const under: PriceBook = { ...book, tools: { cut: { ...price, rows: rows.map((when) => ({ when, lines: [{ label: 'x', quantity, rate: '1' }] })) } } }
    return checkPriceBook(under, [tool]).map(({ problem }) => problem)
  }

  test('a flag has two values', () => {
    expect(findings([{ fine: true }])).toEqual(['No row prices fine false.'])
    expect(findings([{ fine: true }, { fine: false }])).toEqual([])
  })
  test('a number that rows name leaves the numbers they do not name, and none where it may be left out', () => {
    expect(findings([{ edge: [0, 1] }])).toEqual(['No row prices edge 2.', 'No row prices edge not given.'])
    expect(findings([{ parts: 1 }, {}])).toEqual([])
    expect(findings([{ parts: [1, 2, 3, 4, 5, 6, 7, 8, 9] }])).toEqual([])
    expect(findings([{ parts: 10 }])).toEqual(['"parts" can never be 10.'])
  })
  test('a number may be counted where it always has a value', () => {
    expect(findings([{}], 'parts')).toEqual([])
    expect(findings([{}], 'edges')).toEqual(['It counts the option "edge", which is not always a number.'])
  })
  test('a tool with one way only has no quality to ask for', () => expect(findings([{ quality: 'draft' }])).toEqual(['"quality" can never be "draft".']))
})
