import { describe, expect, test } from 'vitest'
import keter from '../../../price-books/keter-2026-11-22.json' with { type: 'json' }
import { compilePriceBook } from './compile.ts'
import type { Expression, Line, StudioBook, ToolPrice } from './format.ts'
import { parseStudioBook } from './parse.ts'
import { toText } from './rational.ts'
import { faultOf } from './testing.ts'

const book = parseStudioBook(keter)
const upscale = book.tools['image-upscale']!
const withTool = (changes: Partial<ToolPrice>): StudioBook => ({ ...book, tools: { 'image-upscale': { ...upscale, ...changes } } })
const withQuantity = (is: Expression) => withTool({ quantities: { startedMegapixels: { unit: 'MP', is } } })
const withStudio = (changes: object): StudioBook => ({ ...book, studio: { ...book.studio, ...changes } })
const withPlan = (changes: object): StudioBook => withStudio({ plans: { free: { ...book.studio.plans.free!, ...changes } } })
const withLine = (line: Line) => withTool({ rows: [{ when: {}, lines: [line] }] })

const withoutKey = (key: 'rounding' | 'charges'): StudioBook => {
  const { [key]: _, ...rest } = upscale
  return { ...book, tools: { 'image-upscale': rest } }
}

describe('P19: a book that cannot price is refused, and the error names the place', () => {
  test.each<[string, StudioBook, string]>([
    [
      'an unknown quantity in a line',
      withLine({ label: 'x', quantity: 'seconds', rate: '1' }),
      'tools.image-upscale.rows[0].lines[0].quantity: There is no quantity or input "seconds". Derive it, or use one of quality, scale, format, width, height, pixels, bytes, pages, plan, startedMegapixels.',
    ],
    [
      'an unknown quantity in an expression',
      withQuantity('seconds'),
      'tools.image-upscale.quantities.startedMegapixels.is: There is no quantity or input "seconds". Derive it, or use one of quality, scale, format, width, height, pixels, bytes, pages, plan, startedMegapixels.',
    ],
    [
      'a quantity of itself',
      withQuantity({ add: ['1', 'startedMegapixels'] }),
      'tools.image-upscale.quantities.startedMegapixels: It depends on itself: startedMegapixels -> startedMegapixels. Break the circle.',
    ],
    [
      'a derived quantity named like a measured one',
      withTool({ quantities: { pixels: { unit: 'px', is: '1' } } }),
      'tools.image-upscale.quantities.pixels: "pixels" is an input. Give the quantity another name.',
    ],
    [
      'two divisors',
      withQuantity({ divide: ['1', '2', '3'] } as unknown as Expression),
      'tools.image-upscale.quantities.startedMegapixels.is.divide: It has 3 parts. Give it two.',
    ],
    ['nothing to add', withQuantity({ add: [] }), 'tools.image-upscale.quantities.startedMegapixels.is.add: It has no parts. Give it at least one.'],
    [
      'a number that is not a decimal',
      withQuantity('1e6'),
      'tools.image-upscale.quantities.startedMegapixels.is: There is no quantity or input "1e6". Derive it, or use one of quality, scale, format, width, height, pixels, bytes, pages, plan, startedMegapixels.',
    ],
    [
      'a bad rate',
      withLine({ label: 'x', quantity: 'pixels', rate: 'cheap' }),
      'tools.image-upscale.rows[0].lines[0].rate: There is no quantity or input "cheap". Derive it, or use one of quality, scale, format, width, height, pixels, bytes, pages, plan, startedMegapixels.',
    ],
    [
      'a negative rate',
      withLine({ label: 'x', quantity: 'pixels', rate: '-1' }),
      'tools.image-upscale.rows[0].lines[0].rate: The rate is negative here. Keep it at zero or more, for instance with "max".',
    ],
    [
      'a negative base',
      withLine({ label: 'x', base: '-0.1' }),
      'tools.image-upscale.rows[0].lines[0].base: The amount is negative here. Keep it at zero or more, for instance with "max".',
    ],
    [
      'a row without lines',
      withTool({ rows: [{ when: {}, lines: [] }] }),
      'tools.image-upscale.rows[0].lines: The row has no line. If it is free, say so with a line of base "0".',
    ],
    ['a negative re-run factor', withTool({ rerun: { factor: '-0.5', label: 'x' } }), 'tools.image-upscale.rerun.factor: -0.5 is negative. Use "0" or more.'],
    [
      'a step finer than the ledger',
      withTool({ rounding: { stage: 'source', mode: 'up', step: '0.0005' } }),
      'tools.image-upscale.rounding.step: The ledger cannot hold steps of 0.0005 credits. Use a multiple of "0.001", such as "1".',
    ],
    [
      'a step of nothing',
      withTool({ rounding: { stage: 'source', mode: 'up', step: '0' } }),
      'tools.image-upscale.rounding.step: 0 is not above zero. Use a step like "1" or "0.01".',
    ],
    [
      'a step below nothing',
      withTool({ rounding: { stage: 'source', mode: 'up', step: '-0.001' } }),
      'tools.image-upscale.rounding.step: -0.001 is not above zero. Use a step like "1" or "0.01".',
    ],
    [
      'a rounding of calls',
      withTool({ rounding: { stage: 'total', mode: 'up', step: '1' } }),
      'tools.image-upscale.rounding: A studio rounds the total of a source, in steps. Use { "stage": "source", "mode": "up", "step": "1" }.',
    ],
    [
      'a rounding to digits',
      withTool({ rounding: { stage: 'source', mode: 'up', digits: 2 } }),
      'tools.image-upscale.rounding: A studio rounds the total of a source, in steps. Use { "stage": "source", "mode": "up", "step": "1" }.',
    ],
    [
      'no rounding',
      withoutKey('rounding'),
      'tools.image-upscale.rounding: What the ledger charges has to be rounded. Say how: { "stage": "source", "mode": "up", "step": "1" }.',
    ],
    ['no charge rules', withoutKey('charges'), 'tools.image-upscale.charges: Nothing says what is charged when it does not go as planned. Add "charges".'],
    ['a negative grant', withPlan({ grant: '-1' }), 'studio.plans.free.grant: -1 is negative. Use "0" or more.'],
    ['a grant in words', withPlan({ grant: 'some' }), 'studio.plans.free.grant: "some" is not a decimal number. Write it in quotes, like "0.4" or "12".'],
    ['a negative discount', withPlan({ discountPercent: '-1' }), 'studio.plans.free.discountPercent: -1 is negative. Use "0" or more.'],
    [
      'a keep chance below nothing',
      withStudio({ keepChance: '-0.1' }),
      'studio.keepChance: -0.1 is not a chance of keeping a result. Use more than "0" and at most "1".',
    ],
    [
      'a keep chance in words',
      withStudio({ keepChance: 'often' }),
      'studio.keepChance: "often" is not a decimal number. Write it in quotes, like "0.4" or "12".',
    ],
    ['no plan', withStudio({ plans: {} }), 'studio.plans: The book has no plan. Add at least one; every price is the price under a plan.'],
    [
      'more than everything off',
      withPlan({ discountPercent: '100.01' }),
      'studio.plans.free.discountPercent: 100.01 percent off would pay the customer. Use at most "100".',
    ],
    [
      'a grant finer than the ledger',
      withPlan({ grant: '0.0001' }),
      'studio.plans.free.grant: The ledger cannot hold 0.0001 credits. Use at most three decimal places.',
    ],
    ['a negative roll-over', withPlan({ rollOver: '-1' }), 'studio.plans.free.rollOver: -1 is negative. Use "0" or more.'],
    [
      'a keep chance of nothing',
      withStudio({ keepChance: '0' }),
      'studio.keepChance: 0 is not a chance of keeping a result. Use more than "0" and at most "1".',
    ],
    [
      'a keep chance above one',
      withStudio({ keepChance: '1.01' }),
      'studio.keepChance: 1.01 is not a chance of keeping a result. Use more than "0" and at most "1".',
    ],
  ])('%s', (_, broken, message) => expect(faultOf(() => compilePriceBook(broken, ''))).toBe(message))

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

test('what is at the edge is allowed: certain to be kept, everything off, a thousandth', () => {
  const edge = { ...withStudio({ keepChance: '1' }), tools: withTool({ rounding: { stage: 'source', mode: 'up', step: '0.001' } }).tools }
  const plan = { ...book.studio.plans.free!, discountPercent: '100', grant: '0.001', rollOver: '0' }
  const compiled = compilePriceBook({ ...edge, studio: { ...edge.studio, plans: { free: plan } } }, 'digest')
  expect(toText(compiled.keepChance, 3)).toBe('1')
  expect(toText(compiled.plans.get('free')!.discount, 3)).toBe('1')
  expect(compiled.digest).toBe('digest')
  expect(compiled.tools.get('image-upscale')!.round(compiled.keepChance.div(compiled.keepChance.add(compiled.keepChance)))).toBe(500n)
})

test('a tool of a studio has the inputs of the catalogue, another the ones that are written', () => {
  const names = (tool: ToolPrice, under: StudioBook) =>
    compilePriceBook({ ...under, tools: { 'image-upscale': tool } }, '')
      .tools.get('image-upscale')!
      .inputs.map(({ name }) => name)
  const base = { rows: [{ when: {}, lines: [{ label: 'x', base: '1' }] }], rounding: upscale.rounding!, charges: upscale.charges! }
  expect(names(base, book)).toEqual(['quality', 'scale', 'format', 'width', 'height', 'pixels', 'bytes', 'pages', 'plan'])
  expect(names({ ...base, inputs: { n: { kind: 'flag' } } }, book)).toEqual(['n'])
})
