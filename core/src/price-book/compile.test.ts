import { describe, expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { compilePriceBook } from './compile.ts'
import { PriceBookError } from './finding.ts'
import type { Expression, Line, StudioBook, ToolPrice } from './format.ts'
import { parseStudioBook } from './parse.ts'
import { toText } from './rational.ts'

const book = parseStudioBook(keter)
const upscale = book.tools['image-upscale']!
const withTool = (changes: Partial<ToolPrice>): StudioBook => ({ ...book, tools: { 'image-upscale': { ...upscale, ...changes } } })
const withQuantity = (is: Expression) => withTool({ quantities: { startedMegapixels: { unit: 'MP', is } } })
const withStudio = (changes: object): StudioBook => ({ ...book, studio: { ...book.studio, ...changes } })
const withPlan = (changes: object): StudioBook => withStudio({ plans: { free: { ...book.studio.plans.free!, ...changes } } })
const withLine = (line: Line) => withTool({ rows: [{ when: {}, lines: [line] }] })

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
  test.each<[string, StudioBook, string]>([
    ['an unknown quantity in a line', withLine({ label: 'x', quantity: 'seconds', rate: '1' }), 'tools.image-upscale.rows[0].lines[0].quantity'],
    ['an unknown quantity in an expression', withQuantity('seconds'), 'tools.image-upscale.quantities.startedMegapixels.is'],
    ['a quantity of itself', withQuantity({ add: ['1', 'startedMegapixels'] }), 'tools.image-upscale.quantities.startedMegapixels'],
    ['a derived quantity named like a measured one', withTool({ quantities: { pixels: { unit: 'px', is: '1' } } }), 'tools.image-upscale.quantities.pixels'],
    ['two divisors', withQuantity({ divide: ['1', '2', '3'] } as unknown as Expression), 'tools.image-upscale.quantities.startedMegapixels.is.divide'],
    ['nothing to add', withQuantity({ add: [] }), 'tools.image-upscale.quantities.startedMegapixels.is.add'],
    ['a number that is not a decimal', withQuantity('1e6'), 'tools.image-upscale.quantities.startedMegapixels.is'],
    ['a bad rate', withLine({ label: 'x', quantity: 'pixels', rate: 'cheap' }), 'tools.image-upscale.rows[0].lines[0].rate'],
    ['a negative rate', withLine({ label: 'x', quantity: 'pixels', rate: '-1' }), 'tools.image-upscale.rows[0].lines[0].rate'],
    ['a negative base', withLine({ label: 'x', base: '-0.1' }), 'tools.image-upscale.rows[0].lines[0].base'],
    ['a row without lines', withTool({ rows: [{ when: {}, lines: [] }] }), 'tools.image-upscale.rows[0].lines'],
    ['a negative re-run factor', withTool({ rerun: { factor: '-0.5', label: 'x' } }), 'tools.image-upscale.rerun.factor'],
    ['a step finer than the ledger', withTool({ rounding: { stage: 'source', mode: 'up', step: '0.0005' } }), 'tools.image-upscale.rounding.step'],
    ['a step of nothing', withTool({ rounding: { stage: 'source', mode: 'up', step: '0' } }), 'tools.image-upscale.rounding.step'],
    ['no plan', withStudio({ plans: {} }), 'studio.plans'],
    ['more than everything off', withPlan({ discountPercent: '100.01' }), 'studio.plans.free.discountPercent'],
    ['a grant finer than the ledger', withPlan({ grant: '0.0001' }), 'studio.plans.free.grant'],
    ['a negative roll-over', withPlan({ rollOver: '-1' }), 'studio.plans.free.rollOver'],
    ['a keep chance of nothing', withStudio({ keepChance: '0' }), 'studio.keepChance'],
    ['a keep chance above one', withStudio({ keepChance: '1.01' }), 'studio.keepChance'],
  ])('%s', (_, broken, place) => expect(placeOf(() => compilePriceBook(broken, ''))).toBe(place))

  test('a circle through three quantities is named in full', () => {
    const quantities = { a: { unit: 'x', is: 'b' }, b: { unit: 'x', is: 'c' }, c: { unit: 'x', is: 'a' } }
    expect(() => compilePriceBook(withTool({ quantities, rows: [{ when: {}, lines: [{ label: 'x', quantity: 'a', rate: '1' }] }] }), '')).toThrow(
      'a -> b -> c -> a',
    )
  })
})

test('derived quantities may use each other in any order of the document', () => {
  const is = (text: string): { unit: string; is: Expression } => ({ unit: 'x', is: { multiply: ['2', text] } })
  const rows = [{ when: {}, lines: [{ label: 'x', quantity: 'four', rate: '1' }] }]
  const compiled = compilePriceBook(withTool({ quantities: { four: is('two'), two: is('width') }, rows }), '')
  expect(compiled.tools.get('image-upscale')!.reads).toEqual(new Set(['width']))
})

test('a tower of quantities that each use the one before it twice does not explode', () => {
  const quantities: Record<string, { unit: string; is: Expression }> = { q0: { unit: 'x', is: 'width' } }
  for (let i = 1; i <= 200; i++) quantities[`q${i}`] = { unit: 'x', is: { max: [`q${i - 1}`, `q${i - 1}`] } }
  const compiled = compilePriceBook(withTool({ quantities, rows: [{ when: {}, lines: [{ label: 'x', quantity: 'q200', rate: '1' }] }] }), '')
  const tool = compiled.tools.get('image-upscale')!
  expect(toText(tool.unrounded.exact(tool.read({ width: 7 })), 3)).toBe('7')
})
