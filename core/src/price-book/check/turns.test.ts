import { describe, expect, test } from 'vitest'
import type { Expression, Input, Line, ToolPrice } from '../format.ts'
import type { Value } from '../input.ts'
import { toText, whole } from '../rational.ts'
import { compiledTool, linesTool, number } from '../testing.ts'
import { turnsOf } from './turns.ts'
import { partsOf } from './walk.ts'

function turns(price: ToolPrice, usual: readonly Value[]): Record<string, string[]> {
  const tool = compiledTool(price)
  return Object.fromEntries([...turnsOf(tool, partsOf(tool, 'tools.tool'), usual)].map(([name, values]) => [name, values.map((value) => toText(value, 6))]))
}

const steps = (...ends: string[]): Pick<Line, 'steps'> => ({ steps: [...ends.map((upTo) => ({ upTo, amount: '1' })), { amount: '2' }] })
const tool = (quantity: Expression, inputs: Readonly<Record<string, Input>>, ...ends: string[]): ToolPrice =>
  linesTool([{ label: 'x', quantity, ...steps(...ends) }], inputs)
const area: Expression = { multiply: ['w', 'h'] }

describe('where a derived quantity crosses a bound', () => {
  test('for each of its inputs, the others as usual', () => {
    const inputs = { w: number({ max: '5000', whole: true }), h: number({ max: '5000', whole: true }), other: number() }
    expect(turns(tool(area, inputs, '1000', '9999'), [whole(10), whole(3), whole(7)])).toEqual({ w: ['333', '3333'], h: ['100', '999'] })
  })
  test('to a thousandth where fractions count, and without end where there is none', () => {
    expect(turns(tool({ multiply: ['w', '3'] }, { w: number() }, '1'), [whole(1)])).toEqual({ w: ['0.333'] })
    expect(turns(tool({ multiply: ['w', '2'] }, { w: number({ whole: true }) }, '1999999999'), [whole(1)])).toEqual({ w: ['999999999'] })
    expect(turns(tool({ multiply: ['w', '2'] }, { w: number({ whole: true }) }, '3000000000'), [whole(1)])).toEqual({})
  })
  test('not where it lies outside the domain, or does not rise', () => {
    expect(turns(tool({ multiply: ['w', '2'] }, { w: number({ min: '6', max: '20', whole: true }) }, '11'), [whole(8)])).toEqual({})
    expect(turns(tool({ multiply: ['w', '2'] }, { w: number({ min: '5', max: '20', whole: true }) }, '11', '40'), [whole(8)])).toEqual({ w: ['5'] })
    expect(turns(tool({ divide: ['100', { add: ['w', '1'] }] }, { w: number({ max: '20', whole: true }) }, '11'), [whole(8)])).toEqual({})
  })
  test('in conditions of rows and cases, too', () => {
    const price = linesTool(
      [{ label: 'x', base: { cases: [{ when: { area: { from: '77' } }, is: '1' }], else: '2' } }],
      { w: number({ max: '90', whole: true }) },
      { quantities: { area: { unit: 'x', is: { multiply: ['w', 'w'] } } } },
    )
    expect(turns(price, [whole(1)])).toEqual({ w: ['8'] })
  })
  test('an input that is compared itself needs none', () => expect(turns(tool('w', { w: number() }, '5'), [whole(1)])).toEqual({}))
  test('what fails crosses nothing; what depends on nothing either', () => {
    expect(turns(tool({ subtract: ['4', 'w'] }, { w: number({ max: '9', whole: true }) }, '2'), [whole(1)])).toEqual({})
    expect(turns(tool({ divide: ['w', 'h'] }, { w: number({ max: '9', whole: true }), h: number() }, '2'), [whole(1), whole(0)])).toEqual({})
  })
  test('a dozen of them', () => {
    const ends = Array.from({ length: 20 }, (_, at) => String(2 * at + 1))
    expect(turns(tool({ multiply: ['w', '2'] }, { w: number({ max: '90', whole: true }) }, ...ends), [whole(1)])).toEqual({
      w: Array.from({ length: 12 }, (_, at) => String(at)),
    })
  })
})
