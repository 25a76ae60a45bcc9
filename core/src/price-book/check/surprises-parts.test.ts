import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Expression, Input, Row, ToolPrice } from '../format.ts'
import { decimal } from '../rational.ts'
import { baseTool, choice, compiledTool, number } from '../testing.ts'
import { type Dimension, dimensionsOf } from './dimension.ts'
import { checkFaults, checkOrder, checkUnknown } from './surprises.ts'
import { row } from './testing.ts'
import { type Trial, type Tried, tryTool } from './try.ts'
import { partsOf } from './walk.ts'

const upTo = (max: number): Input => number({ max: String(max), whole: true, unit: 'image' })
const hd: Input = { kind: 'flag' }
const error = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'error', place, problem, fix })
const warning = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'warning', place, problem, fix })

function prepared(price: ToolPrice) {
  const tool = compiledTool(price)
  const dimensions = dimensionsOf(tool, partsOf(tool, 'here'), false)
  return { tool, dimensions, trial: tryTool(tool, dimensions, { left: 10_000 }) }
}
const trialOf = (...lines: Trial['lines']): Trial => ({ lines, complete: true, combinations: 1 })
const fault = (place: string, problem: string): Tried => ({ kind: 'fault', place, problem, fix: 'Fix it.' })
const price = (low: string, high = low): Tried => ({ kind: 'price', low: decimal(low), high: decimal(high) })

describe('P20: prices that fail', () => {
  const { dimensions } = prepared(baseTool({ multiply: ['n', 'm'] }, { n: upTo(2), m: upTo(2) }))
  const faults = (...lines: Trial['lines']) => checkFaults(dimensions, trialOf(...lines), 'here')

  test('are told with the combination, in the place of the fault or that of the tool', () => {
    expect(faults({ dimension: 1, point: [2, 0], tried: [price('1'), fault('p', 'It fails.')] })).toEqual([
      error('p', 'It fails. It happens with n 2, m 1.', 'Fix it.'),
    ])
    expect(faults({ dimension: 0, point: [0, 2], tried: [fault('', 'It fails.')] })).toEqual([error('here', 'It fails. It happens with n 0, m 2.', 'Fix it.')])
  })
  test('each once, by its place and what it is, with the first combination', () =>
    expect(
      faults(
        { dimension: 0, point: [0, 0], tried: [fault('p', 'It fails.'), fault('p', 'It fails.'), fault('q', 'It fails.')] },
        { dimension: 1, point: [1, 0], tried: [fault('p', 'It is odd.'), fault('p', 'It fails.')] },
      ),
    ).toEqual([
      error('p', 'It fails. It happens with n 0, m 0.', 'Fix it.'),
      error('q', 'It fails. It happens with n 2, m 0.', 'Fix it.'),
      error('p', 'It is odd. It happens with n 1, m 0.', 'Fix it.'),
    ]))
  test('of a tool that nothing is asked of', () =>
    expect(checkFaults([], trialOf({ dimension: -1, point: [], tried: [fault('p', 'It fails.')] }), 'here')).toEqual([
      error('p', 'It fails. It happens with any inputs.', 'Fix it.'),
    ]))
  test('nothing else is one', () =>
    expect(faults({ dimension: 0, point: [0, 0], tried: [price('1'), { kind: 'missing', message: 'x' }, { kind: 'answered', message: 'x' }] })).toEqual([]))
  test('ten are told, and how many more there are', () => {
    const findings = faults(
      { dimension: 0, point: [0, 0], tried: [fault('a', 'x'), fault('b', 'x')] },
      ...Array.from({ length: 12 }, (_, at) => ({ dimension: 0, point: [0, 0], tried: [fault(`p${at}`, 'x')] })),
    )
    expect(findings).toHaveLength(11)
    expect(findings.at(-1)).toEqual(error('here', 'There are 4 more findings of this kind.', 'Correct these first.'))
  })
})

describe('P20: prices that fall as the work grows', () => {
  const order = (price: ToolPrice) => {
    const { tool, dimensions, trial } = prepared(price)
    return checkOrder(tool, dimensions, trial, 'here')
  }
  const meant = 'If it is meant, leave it; else correct the rate, or charge by "bands".'
  const table = (...prices: string[]): Expression => ({ table: ['n'], rows: prices.map((each, at) => [at, each]) })
  const of = (...prices: string[]) => order(baseTool(table(...prices), { n: upTo(prices.length - 1) }))
  const inRow = 'here.rows[0]'

  test('a fall is told with both prices; none where it rises or stays', () => {
    expect(of('1', '2', '3')).toEqual([])
    expect(of('1', '1', '1')).toEqual([])
    expect(of('1', '3', '2.5')).toEqual([warning(inRow, 'n 2 costs 2.5 usd, but n 1 costs 3 usd.', meant)])
    expect(of('0.1234567', '0.1')).toEqual([warning(inRow, 'n 1 costs 0.1 usd, but n 0 costs 0.123457 usd.', meant)])
  })
  test('of several the first, and how many there are', () =>
    expect(of('5', '4', '6', '3', '2')).toEqual([warning(inRow, 'n 1 costs 4 usd, but n 0 costs 5 usd. It falls in 3 of the samples.', meant)]))
  test('what is free has another fix', () =>
    expect(of('5', '0')).toEqual([warning(inRow, 'n 1 is free, but n 0 costs 5 usd.', 'Price it, or say in a "note" why it is free.')]))
  test('against the one before it that there is', () => {
    const gap: Expression = {
      table: ['n'],
      rows: [
        [0, '5'],
        [2, '4'],
      ],
    }
    expect(order(baseTool(gap, { n: upTo(2) }))).toEqual([warning(inRow, 'n 2 costs 4 usd, but n 0 costs 5 usd.', meant)])
  })
  test('of each input by itself, with what else was asked', () => {
    const base: Expression = { subtract: ['10', { add: ['n', 'm'] }] }
    expect(order(baseTool(base, { n: upTo(1), m: upTo(1), hd }))).toEqual([
      warning(inRow, 'n 1 costs 9 usd, but n 0 costs 10 usd, with m 0. It falls in 2 of the samples.', meant),
      warning(inRow, 'm 1 costs 9 usd, but m 0 costs 10 usd, with n 0. It falls in 2 of the samples.', meant),
    ])
  })
  test('in the order of the inputs, whichever was met first', () => {
    const { tool, dimensions } = prepared(baseTool({ add: ['n', 'm'] }, { n: upTo(1), m: upTo(1) }))
    const falling = [price('2'), price('1')]
    const trial = trialOf({ dimension: 1, point: [0, 0], tried: falling }, { dimension: 0, point: [0, 0], tried: falling })
    expect(checkOrder(tool, dimensions, trial, 'here').map(({ problem }) => problem)).toEqual([
      'n 1 costs 1 usd, but n 0 costs 2 usd, with m 0.',
      'm 1 costs 1 usd, but m 0 costs 2 usd, with n 0.',
    ])
  })
  test('a range falls where both of its ends do', () => {
    const { tool, dimensions } = prepared(baseTool('n', { n: upTo(1) }))
    const ranges = (...tried: Tried[]) => checkOrder(tool, dimensions, trialOf({ dimension: 0, point: [0], tried }), 'here')
    expect(ranges(price('2', '4'), price('1', '3'))).toEqual([warning(inRow, 'n 1 costs 1 to 3 usd, but n 0 costs 2 to 4 usd.', meant)])
    for (const [low, high] of [
      ['1', '4'],
      ['2', '3'],
      ['1', '5'],
      ['3', '3'],
    ] as const)
      expect(ranges(price('2', '4'), price(low, high))).toEqual([])
    expect(ranges(price('2', '4'), price('0', '3'))).toEqual([warning(inRow, 'n 1 costs 0 to 3 usd, but n 0 costs 2 to 4 usd.', meant)])
  })
  test('only among those that rise, as far as they were tried', () => {
    const { tool, dimensions } = prepared(baseTool('n', { n: upTo(3) }))
    const dimension: Dimension = { ...dimensions[0]!, rising: 2 }
    const said = (...tried: Tried[]) => checkOrder(tool, [dimension], trialOf({ dimension: 0, point: [0], tried }), 'here')
    expect(said(price('1'), price('2'), price('1'))).toEqual([])
    expect(said(price('2'), price('1'), price('0'))).toHaveLength(1)
    expect(said(price('2'))).toEqual([])
    expect(said({ kind: 'not-offered', message: 'x' }, { kind: 'answered', message: 'x' })).toEqual([])
  })
  test('of a tool that nothing is asked of nothing can fall', () => {
    const { tool } = prepared(baseTool('1'))
    expect(checkOrder(tool, [], trialOf({ dimension: -1, point: [], tried: [price('2'), price('1')] }), 'here')).toEqual([])
  })
  test('in the row that gives both prices, or between two of them', () => {
    const rows = (...rows: Row[]) => order({ inputs: { n: upTo(3), hd }, rows }).map(({ place }) => place)
    const falls: Row = { when: {}, lines: [{ label: 'x', base: { subtract: ['9', 'n'] } }] }
    expect(rows(row({ n: 0 }, '1'), falls)).toEqual(['here.rows[1]'])
    expect(rows(row({ n: { to: '1' } }, '2'), row({}, '1'))).toEqual(['here.rows'])
  })
})

describe('P20: where nothing is known', () => {
  const said = (price: ToolPrice, told: readonly BookFinding[] = []) => {
    const { tool, dimensions } = prepared(price)
    return checkUnknown(tool, dimensions, told, 'here')
  }
  const k = number({ max: '40', whole: true })
  const base = 'tools.tool.rows[0].lines[0].base'
  const off: Expression = { subtract: ['k', '33'] }
  const failing: Expression = { divide: ['60', { multiply: [off, off] }] }
  const fails = error(
    base,
    'It divides by zero here. It happens where nothing is known and a range is asked for.',
    'Keep the divisor above zero, for instance with "max".',
  )

  test('there is a range, or a reason why there is none', () => {
    expect(said(baseTool('k', { k }))).toEqual([])
    expect(said(baseTool('k', { k: number() }))).toEqual([])
    expect(said({ inputs: { k }, rows: [{ when: {}, answer: 'metered', message: 'By use.' }] })).toEqual([])
    expect(said(baseTool('k', { k: { ...k, required: true } }))).toEqual([])
  })
  test('a failure is told, unless its place is told already', () => {
    expect(said(baseTool(failing, { k }))).toEqual([fails])
    expect(said(baseTool(failing, { k }), [error('elsewhere', 'x', 'y')])).toEqual([fails])
    expect(said(baseTool(failing, { k }), [error('elsewhere', 'x', 'y'), error(base, 'x', 'y')])).toEqual([])
  })
  test('unless there are more than three hundred combinations of choices', () => {
    const many = (count: number) => choice(...Array.from({ length: count }, (_, at) => `v${at}`))
    const by = (...names: string[]): Expression => ({ add: [failing, ...names.map((name): Expression => ({ table: [name], rows: [['*', '1']] }))] })
    expect(said(baseTool(by('a', 'hd'), { k, a: many(150), hd }))).toEqual([{ ...fails, place: `${base}.add[0]` }])
    expect(said(baseTool(by('a', 'hd'), { k, a: many(151), hd }))).toEqual([])
    expect(said(baseTool(by('a'), { k, a: many(300) }))).toEqual([{ ...fails, place: `${base}.add[0]` }])
    expect(said(baseTool(by('a'), { k, a: many(301) }))).toEqual([])
  })
})
