import type { Row, ToolPrice } from '@keter/core'
import { describe, expect, it } from 'vitest'
import { rateTable } from './rates.ts'
import { testBook, testDocument } from './test-book.ts'

const book = testBook()
const amounts = (table: ReturnType<typeof rateTable>) =>
  table!.rows.map(({ label, cells }) => [label, ...cells.map((cell) => cell?.rates.map(({ amount }) => amount).join(' + ') ?? 'none')])
const upscaleWith = (change: Partial<ToolPrice>) =>
  testBook({ ...testDocument, tools: { ...testDocument.tools, 'image-upscale': { ...testDocument.tools['image-upscale']!, ...change } } })

describe('the rates of a tool as a table', () => {
  it('has quality down and scale across, in the order of the catalogue whatever the order of the book', () => {
    const table = rateTable(book, 'image-upscale', undefined)!
    expect([table.corner, table.columns, table.per, table.free]).toEqual(['Quality, scale', ['2×', '4×'], 'started megapixel', false])
    expect(amounts(table)).toEqual([
      ['Draft', '0.4', '1'],
      ['Standard', '1.4', '3.5'],
    ])
  })

  it('takes the plan’s percentage off every rate, exactly', () => {
    expect(amounts(rateTable(book, 'image-upscale', book.plans.get('pro')))).toEqual([
      ['Draft', '0.36', '0.9'],
      ['Standard', '1.26', '3.15'],
    ])
  })

  it('leaves a cell empty where the book has no row for it, instead of calling it free', () => {
    const { rows } = testDocument.tools['image-upscale']!
    expect(amounts(rateTable(upscaleWith({ rows: rows.slice(1) }), 'image-upscale', undefined))).toEqual([
      ['Draft', '0.4', '1'],
      ['Standard', '1.4', 'none'],
    ])
  })

  it('takes a row that is for several values apart', () => {
    const rows = [{ when: { quality: ['draft', 'standard'], scale: [2, 4] }, lines: [{ label: 'Any', quantity: 'startedMegapixels', rate: '2' }] }]
    expect(amounts(rateTable(upscaleWith({ rows }), 'image-upscale', undefined))).toEqual([
      ['Draft', '2', '2'],
      ['Standard', '2', '2'],
    ])
  })

  it('is a list where there are no two settings to lay it out by, with every line of the price', () => {
    const rows = [
      {
        when: { quality: 'draft' },
        lines: [
          { label: 'Start', base: '0.5' },
          { label: 'Size', quantity: 'startedMegapixels', rate: '1' },
        ],
      },
      { when: { pixels: { over: '4000000' } }, lines: [{ label: 'Large', base: '9' }] },
    ]
    const table = rateTable(upscaleWith({ rows }), 'image-upscale', undefined)!
    expect(amounts(table)).toEqual([
      ['Draft', '0.5 + 1'],
      ['pixels over 4000000', '9'],
    ])
    expect(table.per).toBeNull()
  })

  it('does not give a number to what a formula decides', () => {
    const rows: Row[] = [{ when: {}, lines: [{ label: 'By size', base: { max: ['1', { divide: ['pixels', '1000000'] }] } }] }]
    expect(amounts(rateTable(upscaleWith({ rows }), 'image-upscale', undefined))).toEqual([['Every setting', '']])
  })

  it('knows what is free and what has no price', () => {
    expect(rateTable(book, 'image-convert', undefined)!.free).toBe(true)
    expect(rateTable(book, 'video-upscale', undefined)).toBeNull()
  })
})
