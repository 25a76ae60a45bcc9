import { describe, expect, test } from 'vitest'
import { tools } from '../tool.ts'
import { foundInOurs, inWords, ours, row } from './check/testing.ts'
import { checkPriceBook } from './check.ts'
import type { PriceBook, Row } from './format.ts'
import { bookOf, choice, linesTool, number } from './testing.ts'

const upscale = ours.tools['image-upscale']!

test('P20: our own book has no findings against our own tools', () => expect(checkPriceBook(ours, tools)).toEqual([]))

describe("P20: a studio's book prices what the catalogue offers", () => {
  test('a combination without a row is named', () =>
    expect(foundInOurs({ rows: upscale.rows.filter((_, index) => index !== 7) })).toEqual([
      'error tools.image-upscale.rows: No row prices quality standard, scale 8.',
    ]))

  test('several of them as one', () =>
    expect(foundInOurs({ rows: upscale.rows.filter((_, index) => index < 5 || index > 7) })).toEqual([
      'error tools.image-upscale.rows: No row prices quality standard, scale 3, 4 or 8.',
    ]))

  test('a row that has no price for some of what it takes, with an example', () => {
    const rate = {
      table: ['scale'],
      rows: [
        ['2', '1'],
        ['3', '1.5'],
        ['4', '2'],
      ],
    }
    expect(foundInOurs({ rows: [{ when: {}, lines: [{ label: 'x', quantity: 'startedMegapixels', rate }] }] })).toEqual([
      'error tools.image-upscale: width 1, height 1, pixels 1, scale 8 has no price: Nothing is published for this (tools.image-upscale.rows[0].lines[0].rate). There are more combinations like this.',
    ])
  })

  test('a quantity that decides and leaves large pictures out', () =>
    expect(foundInOurs({ rows: [{ when: { startedMegapixels: { to: '24' } }, lines: [{ label: 'x', quantity: 'startedMegapixels', rate: '1' }] }] })).toEqual([
      'error tools.image-upscale: width 24001, height 1000, pixels 24001000 has no price: No row of image-upscale is for this. There are more combinations like this.',
    ]))

  test('sources between two rows, before the first and after the last', () => {
    const gap = (...rows: Row[]) => foundInOurs({ quantities: {}, rows }).filter((text) => text.includes('has no price'))
    const why = 'has no price: No row of image-upscale is for this. There are more combinations like this.'
    expect(gap(row({ pixels: { to: '500000' } }, '1'), row({ pixels: { from: '500002' } }, '2'))).toEqual([
      `error tools.image-upscale: width 500001, height 1, pixels 500001 has no price: No row of image-upscale is for this.`,
    ])
    expect(gap(row({ width: { over: '1' } }, '1'))).toEqual([`error tools.image-upscale: width 1, height 1, pixels 1 ${why}`])
    expect(gap(row({ pixels: { from: '1' } }, '1'))).toEqual([])
    expect(gap(row({ height: { to: '8000' } }, '1'), row({ pixels: { over: '8000' } }, '1'))).toEqual([])
  })

  test('what is measured is there: a source has a page and a side', () => {
    const base = { divide: ['100000', { multiply: ['pages', 'width', 'pixels'] }] } as const
    expect(foundInOurs({ quantities: {}, rows: [{ when: {}, lines: [{ label: 'x', base }] }] }).filter((text) => text.startsWith('error'))).toEqual([])
  })

  test('but not what only the book knows', () => {
    const quality = choice('draft', 'standard', 'restore', 'faithful')
    const measured = { width: number(), height: number(), pixels: number(), bytes: number(), pages: number(), plan: choice(...Object.keys(ours.studio!.plans)) }
    const inputs = { quality, scale: choice(2, 3, 4, 8, 16), format: choice('same', 'jpeg', 'png', 'webp'), ...measured }
    const table = { table: ['scale'], rows: [2, 3, 4, 8].map((scale) => [scale, '1']) }
    const rows = [row({ quality: 'draft', scale: [2, 3, 4, 8] }, '1'), { when: { quality: { not: 'draft' } }, lines: [{ label: 'x', base: table }] }]
    expect(foundInOurs({ inputs, quantities: {}, rows }).filter((text) => text.startsWith('error'))).toEqual([])
    expect(foundInOurs({ inputs, quantities: {}, rows: [row({ scale: [2, 3, 4] }, '1')] }).filter((text) => text.startsWith('error'))).toEqual([
      'error tools.image-upscale.rows: No row prices scale 8.',
    ])
  })

  test('a tool without a price', () => {
    const { 'image-convert': _, ...rest } = ours.tools
    expect(checkPriceBook({ ...ours, tools: rest }, tools).map(inWords)).toEqual(['error tools.image-convert: The tool has no price.'])
  })

  test('a price without a tool is a question, not an error', () =>
    expect(checkPriceBook({ ...ours, tools: { ...ours.tools, 'image-upscales': upscale } }, tools).map(inWords)).toContain(
      'warning tools.image-upscales: No such tool is in the catalogue. Did you mean "image-upscale"?',
    ))

  test('inputs of its own that lack what every estimate passes on, or a value that is offered', () => {
    const inputs = {
      quality: choice('draft', 'standard', 'restore', 'faithful'),
      scale: choice(2, 3, 4),
      format: choice('same', 'jpeg', 'png', 'webp'),
      pixels: number({ min: '1' }),
    }
    const findings = foundInOurs({ inputs, rows: upscale.rows.filter(({ when }) => JSON.stringify(when).match(/8/) === null) })
    expect(findings.filter((text) => !text.startsWith('warning'))).toEqual([
      'error tools.image-upscale.inputs.scale: The catalogue offers 8, which is not in its domain.',
      ...['width', 'height', 'bytes', 'pages', 'plan'].map(
        (name) => `error tools.image-upscale.inputs: "${name}" is not among them, but every estimate passes it on.`,
      ),
    ])
  })

  test('a book that does not compile is one finding for each tool, with its place', () => {
    const broken = { ...upscale, rows: [row({ depth: 3 }, '1')] }
    const findings = checkPriceBook(
      { ...ours, tools: { ...ours.tools, 'image-upscale': broken, 'image-convert': { ...broken, rows: [row({}, '-1')] } } },
      tools,
    )
    expect(findings.map(({ severity, place }) => [severity, place])).toEqual([
      ['error', 'tools.image-upscale.rows[0].when.depth'],
      ['error', 'tools.image-convert.rows[0].lines[0].base'],
    ])
  })

  test('a book without plans is told so', () =>
    expect(checkPriceBook({ ...ours, studio: { ...ours.studio!, plans: {} } }, tools).map(({ place }) => place)).toEqual(['studio.plans']))
})

describe("P20: a studio's quote is exact", () => {
  test('a range is none', () =>
    expect(foundInOurs({ quantities: {}, rows: [{ when: {}, lines: [{ label: 'x', base: { between: ['1', '2'] } }] }] })).toEqual([
      'error tools.image-upscale.rows[0].lines[0].base.between: A quote is exact; this is a range.',
    ]))
  test('an answer without a price is none', () => {
    const metered: Row = { when: { scale: 8 }, answer: 'metered', message: 'By use.' }
    expect(foundInOurs({ rows: [metered, ...upscale.rows.filter(({ when }) => JSON.stringify(when).match(/8/) === null)] })).toEqual([
      'error tools.image-upscale.rows[0].answer: What a studio offers has a price; this row has none.',
    ])
  })
  test('a second attempt that costs more than the first is a question', () => {
    expect(foundInOurs({ rerun: { factor: '1.5', label: 'dearer' } })).toEqual([
      'warning tools.image-upscale.rerun.factor: A second attempt costs 1.5 times the first.',
    ])
    expect(foundInOurs({ rerun: { factor: '1', label: 'full price' } })).toEqual([])
  })
  test('a better quality should not be cheaper', () => {
    const rows = [row({ quality: 'draft' }, '2'), row({ quality: 'standard' }, '1'), row({ quality: ['restore', 'faithful'] }, '3')]
    expect(foundInOurs({ quantities: {}, rows })).toEqual([
      'warning tools.image-upscale.rows: quality standard costs 1 credits, but quality draft costs 2 credits.',
    ])
  })
})

test('a fault in one tool does not hide those of the others', () => {
  const book: PriceBook = bookOf({ a: linesTool([{ label: 'x', base: 'nothing' }]), b: linesTool([{ label: 'x', base: 'nothing' }]) })
  expect(checkPriceBook(book).map(({ place }) => place)).toEqual(['tools.a.rows[0].lines[0].base', 'tools.b.rows[0].lines[0].base'])
})
