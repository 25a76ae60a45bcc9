// What is answered where something is not known: a price, a range whose ends are reached or marked as outer, or the reason why there is none.
import { describe, expect, test } from 'vitest'
import type { Expression, Input, ToolPrice } from './format.ts'
import { compiledTool, answerOf, baseTool, choice, faultOf, kindOf, linesTool, number } from './testing.ts'
import { outcomeOf } from './outcome.ts'

const n = number({ min: '1', max: '10' })
const real = (is: Expression, given: object = {}, inputs: Record<string, Input> = { x: n, y: n }) => answerOf(baseTool(is, inputs), { ...given })

describe('P23: the ends of a range are reached where nothing pulls both ways', () => {
  test.each<[string, Expression, string]>([
    ['a sum', { add: ['x', 'y'] }, '2 to 20'],
    ['the same twice', { add: ['x', 'x'] }, '2 to 20'],
    ['a difference', { subtract: [{ add: ['x', '20'] }, 'y'] }, '11 to 29'],
    ['a product', { multiply: ['x', 'y'] }, '1 to 100'],
    ['a square', { multiply: ['x', 'x'] }, '1 to 100'],
    ['a product with less than nothing', { add: [{ multiply: ['x', '-2'] }, '30'] }, '10 to 28'],
    ['the other way round', { add: [{ multiply: ['-2', 'x'] }, '30'] }, '10 to 28'],
    ['a product with a negative that is flipped twice', { multiply: [{ multiply: ['x', '-2'] }, '-3'] }, '6 to 60'],
    ['a quotient', { divide: ['x', 'y'] }, '0.1 to 10'],
    ['a quotient by a number', { divide: ['x', '4'] }, '0.25 to 2.5'],
    ['the least', { min: ['x', { add: ['y', '5'] }] }, '1 to 10'],
    ['the most', { max: ['x', { add: ['y', '5'] }] }, '6 to 15'],
    ['rounded', { ceil: { divide: ['x', '4'] } }, '1 to 3'],
    ['what is taken off twice', { subtract: ['20', { subtract: ['y', 'x'] }] }, '11 to 29'],
    ['between', { multiply: ['x', { between: ['2', '3'] }] }, '2 to 30'],
    ['less what is between', { subtract: ['4', { between: ['2', '3'] }] }, '1 to 2'],
  ])('%s', (_, is, expected) => expect(real(is)).toBe(expected))
})

describe('and are bounds where something does', () => {
  test.each<[string, Expression, string]>([
    ['a number less itself', { add: ['20', { subtract: ['x', 'x'] }] }, '11 to 29 at most'],
    ['a number by itself', { divide: ['x', 'x'] }, '0.1 to 10 at most'],
    ['a parabola', { multiply: ['x', { subtract: ['10', 'x'] }] }, '0 to 90 at most'],
    ['signs that change', { add: ['100', { multiply: [{ subtract: ['x', '5'] }, { subtract: ['y', '5'] }] }] }, '80 to 125 at most'],
    ['a negative divisor', { divide: [{ multiply: ['x', '-1'] }, { subtract: ['y', '11'] }] }, '0.1 to 10 at most'],
    ['a dividend whose sign changes', { add: ['100', { divide: [{ subtract: ['x', '5'] }, 'y'] }] }, '96 to 105 at most'],
    ['less what is between the same', { add: ['5', { subtract: [{ between: ['x', '10'] }, 'x'] }] }, '0 to 14 at most'],
  ])('%s', (_, is, expected) => expect(real(is)).toBe(expected))
  test('what is below nothing at one end is cut off there', () => expect(real({ subtract: ['x', 'y'] })).toBe('0 to 9 at most'))
  test('unless all of it is', () => expect(real({ subtract: ['x', '11'] })).toBe('missing: "x" is missing.'))
})

describe('what cannot be proved is walked, number by number, where they are whole and few', () => {
  const whole = number({ min: '1', max: '10', whole: true })
  const walked = (is: Expression, inputs: Record<string, Input> = { x: whole, y: whole }, given: object = {}) => real(is, given, inputs)
  // 5 x 5
  test('of at most so many', () => {
    const few: Expression = { multiply: ['x', { max: ['0', { subtract: ['10', 'x'] }] }, 'c', 'y'] }
    const c = choice(...Array.from({ length: 100 }, (_, at) => at + 1))
    const to = (max: string) => number({ min: '1', max, whole: true })
    // 100 choices: 200 tries for each
    expect(walked(few, { c, x: to('10'), y: to('20') })).toBe('0 to 50000')
    expect(walked(few, { c, x: to('10'), y: to('21') })).toBe('0 to 189000 at most')
  })
  test('a parabola', () => expect(walked({ multiply: ['x', { subtract: ['10', 'x'] }] })).toBe('0 to 25'))
  test('two numbers', () => expect(walked({ add: ['100', { multiply: [{ subtract: ['x', '5'] }, { subtract: ['y', '5'] }] }] })).toBe('80 to 125'))
  test('a number less itself is one price', () => expect(walked({ add: ['20', { subtract: ['x', 'x'] }] })).toBe('20'))
  test('within what was given', () => expect(walked({ multiply: ['x', { subtract: ['10', 'x'] }] }, { x: whole }, { x: { from: 1, to: 3 } })).toBe('9 to 21'))
  test('from the first whole number to the last', () => {
    expect(walked('x', { x: number({ min: '1.5', max: '3.5', whole: true }) })).toBe('2 to 3')
    expect(walked('x', { x: number({ max: '3.5', whole: true }) })).toBe('0 to 3')
  })
  test('from the first whole number', () =>
    expect(walked({ multiply: ['x', { subtract: ['10', 'x'] }] }, { x: number({ min: '1.5', max: '3.5', whole: true }) })).toBe('16 to 21'))
  test('a fault of the book is found on the way', () =>
    expect(faultOf(() => walked({ divide: ['1', { subtract: ['x', '5'] }] }))).toBe(
      'tools.tool.rows[0].lines[0].base: The amount is negative here. Keep it at zero or more, for instance with "max".',
    ))
  test('what only seems to be a fault is none', () => {
    const is: Expression = { cases: [{ when: { x: { from: '6' } }, is: { divide: ['1', { subtract: ['x', '5'] }] } }], else: '0' }
    expect(walked(is)).toBe('0 to 1')
    // Not to be walked: whether it divides by zero is not known.
    expect(real(is)).toBe('missing: "x" is missing.')
  })
  test('what is not offered is left out', () => {
    const is: Expression = { cases: [{ when: { x: { from: '6' } }, is: { multiply: ['x', 'x'] } }] }
    expect(walked(is)).toBe('36 to 100')
    expect(walked({ cases: [{ when: { x: { from: '6', under: '6.5' } }, is: '7' }] })).toBe('7')
    expect(walked({ cases: [{ when: { x: { over: '6', under: '7' } }, is: '7' }] })).toMatch(/^not-offered: Nothing is published/)
  })
  test('not where there are too many', () => {
    const many = (max: string) => ({ x: number({ max, whole: true }) })
    const is = (half: string): Expression => ({ multiply: ['x', { max: ['0', { subtract: [half, 'x'] }] }] })
    // 20,000 are walked; the 20,001st is not.
    expect(walked(is('20000'), many('19999'))).toBe('0 to 100000000')
    expect(walked(is('20000'), many('20000'))).toBe('0 to 400000000 at most')
    expect(walked(is('20000'), many('1000000000000000000000000000000'))).toBe('0 to 20000000000000000000000000000000000 at most')
    expect(walked({ subtract: [{ add: ['x', '200'] }, 'x'] }, { x: number({ max: '200', whole: true }), y: number({ max: '200', whole: true }) })).toBe('200')
    expect(walked({ subtract: [{ add: ['x', 'y', '200'] }, 'x'] }, { x: number({ max: '200', whole: true }), y: number({ max: '200', whole: true }) })).toBe(
      '0 to 600 at most',
    )
  })
})

describe('choices are tried, one by one', () => {
  const size = choice('s', 'm', 'l')
  const rows = [
    ['s', '3'],
    ['m', '1'],
    ['l', '2'],
  ]
  test('every end is reached', () => {
    expect(real({ table: ['x'], rows }, {}, { x: size })).toBe('1 to 3')
    expect(real({ multiply: [{ table: ['x'], rows }, 'y'] }, {}, { x: size, y: n })).toBe('1 to 30')
    expect(real({ cases: [{ when: { x: true }, is: '5' }], else: '2' }, {}, { x: { kind: 'flag' } })).toBe('2 to 5')
  })
  test('the outer ones of one choice do not matter where another reaches further', () => {
    const is: Expression = {
      cases: [
        { when: { x: 's' }, is: { divide: ['y', 'y'] } },
        { when: { x: 'm' }, is: '0.1' },
      ],
      else: '10',
    }
    expect(real(is, {}, { x: size, y: n })).toBe('0.1 to 10')
    expect(real({ ...is, else: '5' }, {}, { x: size, y: n })).toBe('0.1 to 10 at most')
    expect(real({ cases: [{ when: { x: 's' }, is: { divide: ['y', 'y'] } }], else: '10' }, {}, { x: size, y: n })).toBe('0.1 to 10 at most')
  })
  test('those that are not offered are left out; where none is, that is the answer', () => {
    expect(real({ table: ['x'], rows: rows.slice(0, 2) }, {}, { x: size })).toBe('1 to 3')
    expect(real({ table: ['x'], rows: rows.slice(0, 1) }, {}, { x: size })).toBe('3')
    expect(real({ table: ['x'], rows: [['xl', '1']] }, {}, { x: size })).toMatch(/^not-offered/)
  })
  test('an optional one is left out, not tried', () => expect(real({ table: ['x'], rows, else: '9' }, {}, { x: { ...size, optional: true } })).toBe('9'))
  test('one that is missing with one without end', () =>
    expect(real({ multiply: [{ table: ['x'], rows }, 'y'] }, {}, { x: size, y: number() })).toBe('missing: "y" is missing.'))
  test('too many combinations are not tried', () => {
    const digit = { ...choice(...Array.from({ length: 10 }, (_, digit) => digit)) }
    const inputs = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`d${at}`, digit]))
    expect(real({ add: ['d0', 'd1', 'd2', 'd3'] }, {}, inputs(4))).toBe('0 to 36')
    expect(real({ add: ['d0', 'd1', 'd2', 'd3', 'd4'] }, {}, inputs(5))).toBe('missing: "d0", "d1", "d2", "d3", "d4" are missing.')
    expect(real({ add: ['d0', 'd1', 'd2', 'd3', 'd4'] }, { d4: 1 }, inputs(5))).toBe('1 to 37')
  })
  test('what is walked beside them shares their bound', () => {
    const is: Expression = { multiply: ['c', 'x', { max: ['0', { subtract: ['300', 'x'] }] }] }
    const c = (count: number) => choice(...Array.from({ length: count }, (_, at) => at + 1))
    const x = number({ max: '199', whole: true })
    // 100 x 200 are 20,000; 150 x 150 each
    expect(real(is, {}, { c: c(100), x })).toBe('0 to 2250000')
    expect(real(is, {}, { c: c(101), x })).toBe('0 to 6029700 at most')
  })
})

describe('rows', () => {
  const tool = (rows: ToolPrice['rows'], inputs: Record<string, Input> = { x: n }): ToolPrice => ({ inputs, rows })
  const line = (base: Expression) => [{ label: 'Price', base }]
  const two = tool([
    { when: { x: { to: '5' } }, lines: line({ multiply: ['x', '2'] }) },
    { when: {}, lines: line('100') },
  ])
  test('of a range: any that may be the one', () => {
    expect(answerOf(two)).toBe('2 to 100 at most')
    expect(answerOf(two, { x: { from: 1, to: 5 } })).toBe('2 to 10')
    expect(answerOf(two, { x: { from: 6, to: 7 } })).toBe('100')
    expect(answerOf(two, { x: { from: 4, to: 6 } })).toBe('8 to 100 at most')
  })
  test('a row after one that surely holds does not matter', () => {
    const rows = tool([
      { when: { x: { over: '5' } }, lines: line('1') },
      { when: { x: { from: '1' } }, lines: line('2') },
      { when: {}, lines: line('1000') },
    ])
    expect(answerOf(rows)).toBe('1 to 2 at most')
  })
  test('no row: not offered', () => {
    const rows = tool([{ when: { x: { over: '5' } }, lines: line('1') }])
    expect(answerOf(rows, { x: 5 })).toBe('not-offered: No row of tool is for this.')
    expect(answerOf(rows, { x: { from: 1, to: 5 } })).toBe('not-offered: No row of tool is for this.')
    expect(answerOf(rows, { x: { from: 1, to: 6 } })).toBe('1')
  })
  test('an answer instead of lines', () => {
    const rows = tool([
      { when: { x: { to: '2' } }, answer: 'metered', message: 'Paid by the second.' },
      { when: { x: { to: '4' } }, answer: 'missing', message: 'Say more.' },
      { when: { x: { to: '6' } }, answer: 'not-offered', message: 'Not there.' },
      { when: {}, lines: line('x') },
    ])
    expect(['1', '3', '5', '7'].map((x) => answerOf(rows, { x }))).toEqual([
      'metered: Paid by the second.',
      'missing: Say more.',
      'not-offered: Not there.',
      '7',
    ])
    expect(answerOf(rows, { x: { from: 1, to: 2 } })).toBe('metered: Paid by the second.')
    expect(answerOf(rows, { x: { from: 1, to: 4 } })).toBe('metered: Paid by the second.')
    expect(answerOf(rows, { x: { from: 3, to: 5 } })).toBe('missing: Say more.')
    expect(answerOf(rows, { x: { from: 5, to: 10 } })).toBe('5 to 10 at most')
    expect(outcomeOf(compiledTool(rows), { x: 1 })).toEqual({ kind: 'metered', message: 'Paid by the second.', inputs: [] })
  })
  test('where choices decide, each is tried', () => {
    const rows = tool(
      [
        { when: { x: 'a' }, answer: 'metered', message: 'Paid by the second.' },
        {
          when: { x: ['b', 'c'] },
          lines: line({
            table: ['x'],
            rows: [
              ['b', '1'],
              ['c', '2'],
            ],
          }),
        },
      ],
      { x: choice('a', 'b', 'c') },
    )
    expect(answerOf(rows)).toBe('1 to 2')
    expect(answerOf(tool(rows.rows.slice(0, 1), { x: choice('a', 'b') }))).toBe('metered: Paid by the second.')
  })
  test('the same wherever it is priced is one price, if something shows that it is', () => {
    const some = (bounds: object) => tool([{ when: { x: bounds }, lines: line('5') }])
    expect(answerOf(some({ from: '5' }))).toBe('5')
    expect(answerOf(some({ to: '5' }))).toBe('5')
    expect(answerOf(some({ from: '4', to: '6' }))).toBe('5 to 5 at most')
    expect(answerOf(some({ from: '4', to: '6' }), { x: { from: 1, to: 5 } })).toBe('5')
    expect(outcomeOf(compiledTool(some({ from: '4', to: '6' })), {})).toMatchObject({ kind: 'range', outer: true })
  })
  test('a row that cannot price what may be asked leaves it to the others', () => {
    const rows = tool([
      { when: { x: { to: '5' } }, lines: line({ cases: [{ when: { x: { under: '0' } }, is: '1' }] }) },
      { when: {}, lines: line('7') },
    ])
    expect(answerOf(rows)).toBe('7')
    expect(answerOf(rows, { x: { from: 1, to: 5 } })).toMatch(/^not-offered: Nothing is published for this \(tools.tool.rows\[0\]/)
  })
  test('without a line, or with none, is a fault', () =>
    expect(faultOf(() => answerOf(tool([{ when: {}, lines: [] }])))).toBe(
      'tools.tool.rows[0].lines: The row has no line. If it is free, say so with a line of base "0".',
    ))
  test('free is a price', () => expect(kindOf(baseTool('0'))).toBe('price 0'))
})

describe('cases and lines of what is not known', () => {
  test.each<[string, Expression, string]>([
    [
      'a case that may hold, then one that does',
      {
        cases: [
          { when: { x: { to: '5' } }, is: '1' },
          { when: { x: { from: '1' } }, is: '3' },
        ],
        else: '99',
      },
      '1 to 3 at most',
    ],
    ['no case can hold', { cases: [{ when: { x: { over: '10' } }, is: '1' }], else: '2' }, '2'],
    ['a case that may hold, and no else', { cases: [{ when: { x: { to: '5' } }, is: 'x' }] }, '1 to 10 at most'],
    [
      'no case can hold, and no else',
      { cases: [{ when: { x: { over: '10' } }, is: '1' }] },
      'not-offered: Nothing is published for this (tools.tool.rows[0].lines[0].base).',
    ],
    ['the first case surely holds', { cases: [{ when: { x: { from: '1' } }, is: 'x' }], else: '99' }, '1 to 10'],
  ])('%s', (_, is, expected) => expect(real(is)).toBe(expected))

  test('a line that perhaps applies', () => {
    const lines = linesTool(
      [
        { label: 'a', base: '1' },
        { label: 'b', base: '5', when: { x: { over: '3' } } },
      ],
      { x: n },
    )
    expect(answerOf(lines)).toBe('1 to 6 at most')
    expect(answerOf(lines, { x: { from: 4, to: 5 } })).toBe('6')
    expect(answerOf(lines, { x: { from: 1, to: 3 } })).toBe('1')
  })

  test('a quantity that is only used for each item of a list', () => {
    const shots: Record<string, Input> = { shots: { kind: 'list', items: {} }, c: choice(2, 3), x: n }
    const quantities = { each: { unit: 'x', is: { multiply: ['c', 'x'] } } }
    const price = baseTool({ sum: 'shots', is: 'each' }, shots, { quantities })
    expect(answerOf(price, { shots: [{}, {}], x: 5 })).toBe('20 to 30')
    expect(answerOf(price, { shots: [{}, {}] })).toBe('4 to 60')
  })

  test('a list of which items are not known', () => {
    const list: Record<string, Input> = { shots: { kind: 'list', items: { s: number({ max: '10' }), t: number({ max: '10' }) } } }
    expect(real({ sum: 'shots', is: 's' }, { shots: [{ s: 2 }, {}, {}] }, list)).toBe('2 to 22')
    expect(real({ sum: 'shots', is: { max: ['0', { subtract: ['s', 't'] }] } }, { shots: [{ s: 2 }, { t: 3 }] }, list)).toBe('0 to 9')
    expect(real({ count: 'shots' }, { shots: [{}, {}] }, list)).toBe('2')
  })

  test('a chain of which the start, or the number of steps, is not known', () => {
    const chain = (times: Expression): Expression => ({ chain: { times, start: { a: 'x' }, next: { a: { multiply: ['a', '2'] } }, sum: 'a' } })
    // x + 2x + 4x
    expect(real(chain('3'))).toBe('7 to 70')
    expect(real(chain({ min: ['2', 'y'] }), { x: 1 })).toBe('1 to 3 at most')
    expect(real(chain({ subtract: ['y', '1'] }), { x: 1, y: { from: 1, to: 3 } })).toBe('0 to 3 at most')
    expect(real(chain({ divide: ['y', '3'] }), { x: 1, y: { from: 7, to: 8 } })).toBe('3')
    expect(real(chain({ multiply: ['y', '100'] }), { x: 1 })).toBe('missing: "y" is missing.')
  })

  test('a text, which has no end', () => expect(real({ characters: 'x' }, {}, { x: { kind: 'text' } })).toBe('missing: "x" is missing.'))
})

test('P22: what an outcome has', () => {
  expect(outcomeOf(compiledTool(baseTool('x', { x: n, z: n })), {})).toMatchObject({ kind: 'range', unit: 'usd', outer: false, unknown: ['x'] })
  expect(outcomeOf(compiledTool(baseTool('x', { x: n }, { unit: 'credits' })), { x: 5 })).toMatchObject({ kind: 'price', unit: 'credits' })
  expect(outcomeOf(compiledTool(baseTool('x', { x: n })), { x: 11 })).toEqual({ kind: 'not-offered', message: '"x" is 11; the most is 10.', inputs: ['x'] })
  expect(outcomeOf(compiledTool(baseTool('x', { x: number() })), {})).toEqual({ kind: 'missing', message: '"x" is missing.', inputs: ['x'] })
  expect(
    outcomeOf(compiledTool({ inputs: {}, rows: [{ when: { a: '1' }, lines: [{ label: 'x', base: '1' }] }], quantities: { a: { unit: 'x', is: '2' } } }), {}),
  ).toEqual({
    kind: 'not-offered',
    message: 'No row of tool is for this.',
    inputs: [],
  })
})
