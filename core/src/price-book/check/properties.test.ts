// What the check promises of any book: without an error finding it compiles, and prices every combination of its small domains. Books at random
// that may divide by zero, fall below it, and leave gaps; every combination is tried here, one by one, with the engine alone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { baseQuantities } from '../../measurement.ts'
import { tools } from '../../tool.ts'
import { checkPriceBook } from '../check.ts'
import { compilePriceBook, compilePrices } from '../compile.ts'
import { PriceBookError } from '../finding.ts'
import type { Conditions, Expression, Input, Line, PriceBook, Row, StudioBook, ToolPrice } from '../format.ts'
import type { GivenInputs } from '../input.ts'
import { outcomeOf } from '../outcome.ts'
import { parseStudioBook } from '../parse.ts'
import { bookOf } from '../testing.ts'
import type { CompiledTool } from '../tool-price.ts'
import { ours } from './testing.ts'

const inputs: Readonly<Record<string, Input>> = {
  a: { kind: 'number', max: '3', whole: true },
  b: { kind: 'number', min: '1', max: '3', whole: true, optional: true },
  four: { kind: 'choice', values: [0, 2, 4] },
  size: { kind: 'choice', values: ['s', 'm', 'l'] },
  hd: { kind: 'flag' },
}
const values: Readonly<Record<string, readonly unknown[]>> = {
  a: [0, 1, 2, 3],
  b: [undefined, 1, 2, 3],
  four: [0, 2, 4],
  size: ['s', 'm', 'l'],
  hd: [true, false],
}

function* combinations([first, ...others]: readonly (readonly [string, readonly unknown[]])[]): Generator<GivenInputs> {
  if (!first) return yield {}
  const [name, all] = first
  for (const rest of combinations(others)) for (const value of all) yield value === undefined ? rest : { ...rest, [name]: value }
}

const condition: fc.Arbitrary<Conditions> = fc.constantFrom<Conditions[]>(
  {},
  { size: 's' },
  { size: ['m', 'l'] },
  { hd: true },
  { hd: false, size: { not: 'l' } },
  { a: { to: '1' } },
  { a: { over: '1' }, hd: true },
  { b: { given: true } },
  { b: { given: false } },
  { counted: { under: '3' } },
  { counted: { from: '3' } },
)
const number = fc.constantFrom('0', '1', '2', '0.5', 'a', 'b', 'four', 'counted')
const expression: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    number,
    fc.tuple(tie('any'), tie('any')).map((of): Expression => ({ subtract: of })),
    fc.tuple(tie('any'), tie('any')).map((of): Expression => ({ divide: of })),
    fc.tuple(tie('any'), tie('any')).map((of): Expression => ({ multiply: of })),
    fc
      .tuple(condition, tie('any'), fc.option(tie('any')))
      .map(([when, is, other]): Expression => ({ cases: [{ when, is }], ...(other !== null && { else: other }) })),
    fc
      .tuple(
        fc.subarray(
          [
            ['s', true, '1'],
            ['s', false, '2'],
            ['m', '*', '3'],
            ['l', '*', '4'],
          ],
          { minLength: 1 },
        ),
        fc.boolean(),
      )
      .map(([rows, other]): Expression => ({ table: ['size', 'hd'], rows, ...(other && { else: '5' }) })),
  ),
})).any
const line: fc.Arbitrary<Line> = fc.oneof(
  expression.map((base): Line => ({ label: 'Once', base })),
  expression.map((quantity): Line => ({ label: 'Counted', quantity, rate: '0.5' })),
)
const row: fc.Arbitrary<Row> = fc.tuple(condition, line).map(([when, line]) => ({ when, lines: [line] }))
const rows = fc.array(row, { minLength: 1, maxLength: 3 })
const counted = fc.constantFrom<Expression[]>('a', { multiply: ['a', 'four'] }, { add: ['four', '1'] })
const price: fc.Arbitrary<ToolPrice> = fc
  .tuple(counted, rows, fc.option(expression))
  .map(([is, rows, add]) => ({ inputs, quantities: { counted: { unit: 'x', is } }, rows, ...(add !== null && { adjustments: [{ label: 'More', add }] }) }))

const errorsOf = (book: PriceBook) => checkPriceBook(book).filter(({ severity }) => severity === 'error')

function faultOf(tool: CompiledTool, given: GivenInputs): string | undefined {
  try {
    outcomeOf(tool, given)
    return undefined
  } catch (error) {
    if (error instanceof PriceBookError) return error.message
    throw error
  }
}

function compiled(book: PriceBook): CompiledTool | undefined {
  try {
    return compilePrices(book, '').tools.get('t')
  } catch (error) {
    if (error instanceof PriceBookError) return undefined
    throw error
  }
}

test('P20: a book without errors compiles, and fails for no inputs, known or not; one that fails for some has an error', () => {
  fc.assert(
    fc.property(price, (price) => {
      const book = bookOf({ t: price })
      const errors = errorsOf(book)
      const tool = compiled(book)
      const faults = tool ? [{}, ...combinations(Object.entries(values))].flatMap((given) => faultOf(tool, given) ?? []) : ['does not compile']
      if (errors.length === 0) expect(faults).toEqual([])
      if (faults.length > 0) expect(errors).not.toEqual([])
      // And no fault is made up.
      const told = errors.filter(({ problem }) => problem.includes('It happens'))
      if (tool && faults.length === 0) expect(told).toEqual([])
    }),
    { numRuns: 400 },
  )
})

test('P20: rows that are told to be unreachable never decide', () => {
  fc.assert(
    fc.property(rows, counted, (rows, is) => {
      const book = bookOf({
        t: { inputs, quantities: { counted: { unit: 'x', is } }, rows: rows.map(({ when }) => ({ when, lines: [{ label: 'x', base: '1' }] })) },
      })
      const dead = checkPriceBook(book).flatMap(({ place, problem }) => (problem.startsWith('It is never reached') ? [place] : []))
      const tool = compiled(book)!
      for (const given of combinations(Object.entries(values))) {
        const frame = tool.read(given)
        const decides = tool.rows.findIndex(({ test }) => test.exact(frame))
        expect(dead).not.toContain(`tools.t.rows[${decides}]`)
      }
    }),
  )
})

const upscale = tools.find(({ id }) => id === 'image-upscale')!
const scales = [2, 3, 4, 8]
const when: fc.Arbitrary<Conditions> = fc.record(
  {
    quality: fc.constantFrom('draft', 'standard'),
    scale: fc.subarray(scales, { minLength: 1 }),
    plan: fc.subarray(['free', 'pro', 'team', 'business'], { minLength: 1 }),
    pixels: fc.constantFrom({ to: '1000000' }, { over: '1000000' }),
  },
  { requiredKeys: [] },
)
const rate: fc.Arbitrary<Expression> = fc.oneof(
  fc.constantFrom('1', 'scale'),
  fc.subarray(scales, { minLength: 3 }).map((known): Expression => ({ table: ['scale'], rows: known.map((scale) => [scale, '0.5']) })),
)
const studioRows = fc.array(
  fc.tuple(when, rate).map(([when, rate]): Row => ({ when, lines: [{ label: 'x', quantity: 'pixels', rate }] })),
  { minLength: 1, maxLength: 6 },
)

test("P20: a studio's book has an error exactly where something that is offered has no price", () => {
  fc.assert(
    fc.property(studioRows, fc.boolean(), (rows, open) => {
      const { quantities: _, ...terms } = ours.tools['image-upscale']!
      const all: Row[] = open ? [...rows, { when: {}, lines: [{ label: 'x', base: '1' }] }] : rows
      const book: StudioBook = parseStudioBook({ ...ours, tools: { 'image-upscale': { ...terms, rows: all } } })
      const gaps = checkPriceBook(book, [upscale]).filter(({ severity, problem }) => severity === 'error' && !problem.startsWith('It is never reached'))
      const tool = compilePriceBook(book, '').tools.get('image-upscale')!
      const asked = combinations([
        ['quality', ['draft', 'standard']],
        ['scale', scales],
        ['plan', Object.keys(ours.studio!.plans)],
        ['width', [1, 999, 1000, 1001, 5000]],
      ])
      const unpriced = [...asked].filter(({ width, ...given }) => {
        const measured = baseQuantities({ media: 'image', format: 'png', width: width as number, height: 1000, bytes: 1000 })
        return outcomeOf(tool, { ...given, ...measured, format: 'same' }).kind !== 'price'
      })
      expect(gaps.length > 0, JSON.stringify(gaps)).toBe(unpriced.length > 0)
    }),
    { numRuns: 60 },
  )
})
