import { describe, expect, test } from 'vitest'
import type { Input, Line, ToolPrice } from '../format.ts'
import { toText, whole, zero } from '../rational.ts'
import { choice, compiledTool, linesTool, number } from '../testing.ts'
import { turnsOf } from './turns.ts'
import { type Parts, partsOf } from './walk.ts'

function turns(price: ToolPrice, change: Partial<Parts> = {}): Record<string, string[]> {
  const tool = compiledTool(price)
  const usual = tool.inputs.map(({ input }) => (input.kind === 'choice' ? String(input.values[0]) : input.kind === 'number' ? whole(2) : zero))
  const found = turnsOf(tool, { ...partsOf(tool, 'here'), ...change }, usual)
  return Object.fromEntries([...found].map(([name, values]) => [name, values.map((value) => toText(value, 6))]))
}
const n = number({ max: '100', whole: true })
const twice: ToolPrice['quantities'] = { twice: { unit: 'image', is: { multiply: ['n', '2'] } } }
const line = (quantity: Line['quantity'] & {}, ...ends: string[]): Line => ({
  label: 'x',
  quantity,
  steps: [...ends.map((upTo) => ({ upTo, amount: '1' })), { amount: '2' }],
})

describe('P20: where what is charged for turns', () => {
  test('the largest value that does not cross', () => {
    expect(turns(linesTool([line('twice', '20')], { n }, { quantities: twice }))).toEqual({ n: ['10'] })
    expect(turns(linesTool([line('twice', '21', '31')], { n }, { quantities: twice }))).toEqual({ n: ['10', '15'] })
    expect(turns(linesTool([line('twice', '1')], { n: number({ max: '2', whole: true }) }, { quantities: twice }))).toEqual({ n: ['0'] })
  })
  test('not where it never crosses, or is above from the start', () => {
    expect(turns(linesTool([line('twice', '200')], { n }, { quantities: twice }))).toEqual({})
    expect(turns(linesTool([line('twice', '4')], { n: number({ min: '3', max: '9', whole: true }) }, { quantities: twice }))).toEqual({})
    expect(turns(linesTool([line('twice', '4')], { n: number({ min: '2', max: '9', whole: true }) }, { quantities: twice }))).toEqual({ n: ['2'] })
  })
  test('in thousandths where it is not counted in whole numbers', () =>
    expect(turns(linesTool([line('twice', '3')], { n: number({ max: '100' }) }, { quantities: twice }))).toEqual({ n: ['1.5'] }))
  test('far out where the domain has no end', () =>
    expect(turns(linesTool([line('twice', '2000000')], { n: number({ whole: true }) }, { quantities: twice }))).toEqual({ n: ['1000000'] }))
  test('of what is compared, and of lines', () => {
    const rows: ToolPrice['rows'] = [
      { when: { twice: { to: '50' } }, lines: [{ label: 'x', base: '1' }] },
      { when: {}, lines: [line({ add: ['n', '5'] }, '25')] },
    ]
    expect(turns({ inputs: { n }, quantities: twice, rows })).toEqual({ n: ['25', '20'] })
  })
  test('an input itself has its own bounds; a line without a quantity has none', () => {
    expect(turns(linesTool([line('n', '20'), { label: 'y', base: '1' }], { n }))).toEqual({})
    expect(turns(linesTool([{ label: 'y', base: 'n' }], { n }))).toEqual({})
  })
  test('for each number that it is made of, the others as usual; choices are not varied', () => {
    const inputs: Record<string, Input> = { n, m: n, style: choice(3, 4), idle: n }
    const quantities: ToolPrice['quantities'] = { all: { unit: 'image', is: { multiply: ['n', 'm', 'style'] } } }
    // 2 x 3 = 6, and 6 x 5 = 30.
    expect(turns(linesTool([line('all', '30')], inputs, { quantities }))).toEqual({ n: ['5'], m: ['5'] })
  })
  test('past what cannot be worked out', () => {
    const quantities: ToolPrice['quantities'] = { part: { unit: 'image', is: { divide: ['n', 'm'] } } }
    expect(turns(linesTool([line('part', '5')], { n, m: number({ max: '9', whole: true }) }, { quantities }))).toEqual({ n: ['10'] })
  })
  test('not of a quantity that nobody knows, nor at an end that is no number', () => {
    const price = linesTool([line('twice', '20')], { n }, { quantities: twice })
    expect(
      turns(price, {
        ends: [
          { quantity: 'nobody', ends: ['20'] },
          { quantity: 'twice', ends: ['n', '20'] },
        ],
      }),
    ).toEqual({ n: ['10'] })
    expect(turns(price, { ends: [{ quantity: undefined, ends: ['20'] }] })).toEqual({})
  })
  test('twelve bounds at most', () => {
    const ends = Array.from({ length: 14 }, (_, at) => String(2 * at + 2))
    expect(turns(linesTool([line('twice', ...ends)], { n }, { quantities: twice })).n).toEqual(Array.from({ length: 12 }, (_, at) => String(at + 1)))
  })
})
