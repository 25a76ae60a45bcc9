import { describe, expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { compilePriceBook } from './compile.ts'
import { PriceBookError } from './finding.ts'
import type { Expression, PriceBook, ToolPrice } from './format.ts'
import { parsePriceBook } from './parse.ts'

const book = parsePriceBook(keter)
const upscale = book.tools['image-upscale']!
const withTool = (changes: Partial<ToolPrice>): PriceBook => ({ ...book, tools: { 'image-upscale': { ...upscale, ...changes } } })
const withQuantity = (is: Expression) => withTool({ quantities: { startedMegapixels: { unit: 'MP', is } } })
const withPlan = (changes: object): PriceBook => ({ ...book, plans: { free: { ...book.plans.free!, ...changes } } })
const withLine = (line: ToolPrice['rows'][number]['lines'][number]) => withTool({ rows: [{ when: {}, lines: [line] }] })

const placeOf = (work: () => unknown): string | undefined => {
  try {
    work()
    return undefined
  } catch (error) {
    if (error instanceof PriceBookError) return error.findings[0]!.place
    throw error
  }
}

describe('P19: a book that cannot price is refused, and the error names the place', () => {
  test.each<[string, PriceBook, string]>([
    ['an unknown quantity in a line', withLine({ label: 'x', quantity: 'seconds', rate: '1' }), 'tools.image-upscale.rows[0].lines[0].quantity'],
    ['an unknown quantity in an expression', withQuantity({ quantity: 'seconds' }), 'tools.image-upscale.quantities.startedMegapixels.is'],
    ['a quantity of itself', withQuantity({ op: 'add', of: ['1', { quantity: 'startedMegapixels' }] }), 'tools.image-upscale.quantities.startedMegapixels'],
    ['a derived quantity named like a measured one', withTool({ quantities: { pixels: { unit: 'px', is: '1' } } }), 'tools.image-upscale.quantities.pixels'],
    ['two divisors', withQuantity({ op: 'divide', of: ['1', '2', '3'] }), 'tools.image-upscale.quantities.startedMegapixels.is.of'],
    ['nothing to add', withQuantity({ op: 'add', of: [] }), 'tools.image-upscale.quantities.startedMegapixels.is.of'],
    ['a number that is not a decimal', withQuantity('1e6'), 'tools.image-upscale.quantities.startedMegapixels.is'],
    ['a bad rate', withLine({ label: 'x', quantity: 'pixels', rate: 'cheap' }), 'tools.image-upscale.rows[0].lines[0].rate'],
    ['a negative rate', withLine({ label: 'x', quantity: 'pixels', rate: '-1' }), 'tools.image-upscale.rows[0].lines[0].rate'],
    ['a negative base', withLine({ label: 'x', base: '-0.1' }), 'tools.image-upscale.rows[0].lines[0].base'],
    ['a row without lines', withTool({ rows: [{ when: {}, lines: [] }] }), 'tools.image-upscale.rows[0].lines'],
    ['a negative re-run factor', withTool({ rerun: { factor: '-0.5', label: 'x' } }), 'tools.image-upscale.rerun.factor'],
    ['a step finer than the ledger', withTool({ rounding: { stage: 'source', mode: 'up', step: '0.0005' } }), 'tools.image-upscale.rounding.step'],
    ['a step of nothing', withTool({ rounding: { stage: 'source', mode: 'up', step: '0' } }), 'tools.image-upscale.rounding.step'],
    ['no plan', { ...book, plans: {} }, 'plans'],
    ['more than everything off', withPlan({ discountPercent: '100.01' }), 'plans.free.discountPercent'],
    ['a grant finer than the ledger', withPlan({ grant: '0.0001' }), 'plans.free.grant'],
    ['a negative roll-over', withPlan({ rollOver: '-1' }), 'plans.free.rollOver'],
    ['a keep chance of nothing', { ...book, keepChance: '0' }, 'keepChance'],
    ['a keep chance above one', { ...book, keepChance: '1.01' }, 'keepChance'],
  ])('%s', (_, broken, place) => expect(placeOf(() => compilePriceBook(broken, ''))).toBe(place))

  test('a circle through three quantities is named in full', () => {
    const quantities = { a: { unit: 'x', is: { quantity: 'b' } }, b: { unit: 'x', is: { quantity: 'c' } }, c: { unit: 'x', is: { quantity: 'a' } } }
    expect(() => compilePriceBook(withTool({ quantities, rows: [{ when: {}, lines: [{ label: 'x', quantity: 'a', rate: '1' }] }] }), '')).toThrow(
      'a -> b -> c -> a',
    )
  })
})

test('derived quantities may use each other in any order of the document', () => {
  const is = (text: string): { unit: string; is: Expression } => ({ unit: 'x', is: { op: 'multiply', of: ['2', { quantity: text }] } })
  const rows = [{ when: {}, lines: [{ label: 'x', quantity: 'four', rate: '1' }] }]
  const compiled = compilePriceBook(withTool({ quantities: { four: is('two'), two: is('width') }, rows }), '')
  expect(compiled.tools.get('image-upscale')!.reads).toEqual(['width'])
})

test('a tower of quantities that each use the one before it twice does not explode', () => {
  const quantities: Record<string, { unit: string; is: Expression }> = { q0: { unit: 'x', is: { quantity: 'width' } } }
  for (let i = 1; i <= 200; i++) quantities[`q${i}`] = { unit: 'x', is: { op: 'max', of: [{ quantity: `q${i - 1}` }, { quantity: `q${i - 1}` }] } }
  const compiled = compilePriceBook(withTool({ quantities, rows: [{ when: {}, lines: [{ label: 'x', quantity: 'q200', rate: '1' }] }] }), '')
  const [line] = compiled.tools.get('image-upscale')!.linesFor({ tool: 'image-upscale', quality: null, options: {} })!
  const quantity = line!.quantity({ edit: { tool: 'image-upscale', quality: null, options: {} }, measured: { width: 7 }, derived: new Map() })
  expect(quantity.n).toBe(7n)
})
