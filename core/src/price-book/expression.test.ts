// Every operation of the closed set, with figures worked by hand.
import { describe, expect, test } from 'vitest'
import type { Expression, Input } from './format.ts'
import { answerOf, baseTool, choice, compiledTool, faultOf, number } from './testing.ts'

const inputs: Record<string, Input> = {
  x: number(),
  y: number(),
  size: choice('480p', '720p', '1080p'),
  seconds: choice(5, '10'),
  audio: { kind: 'flag' },
  text: { kind: 'text' },
  shots: { kind: 'list', items: { seconds: number(), size: choice('480p', '720p') }, optional: true },
}
const price = (is: Expression, given: object = {}) => answerOf(baseTool(is, inputs), { ...given })
const fault = (is: Expression, given: object = {}) => faultOf(() => price(is, given))
const at = 'tools.tool.rows[0].lines[0].base'

describe('arithmetic', () => {
  test.each<[string, Expression, object, string]>([
    ['a decimal', '0.105', {}, '0.105'],
    ['an input', 'x', { x: 7 }, '7'],
    ['a choice of numbers', 'seconds', { seconds: 10 }, '10'],
    ['a choice of numbers, the other', { multiply: ['seconds', '2'] }, { seconds: '5' }, '10'],
    // 1 + 2 + 3.5
    ['add', { add: ['x', 'y', '3.5'] }, { x: 1, y: 2 }, '6.5'],
    ['add of one', { add: ['x'] }, { x: 4 }, '4'],
    ['add of nothing to something', { add: ['0', 'x'] }, { x: 4 }, '4'],
    ['add of something to nothing', { add: ['x', '0'] }, { x: 4 }, '4'],
    ['add of many', { add: Array<string>(1000).fill('x') }, { x: 4 }, '4000'],
    ['subtract', { subtract: ['x', 'y'] }, { x: 9, y: 2 }, '7'],
    ['multiply', { multiply: ['x', 'y', '0.5'] }, { x: 3, y: 5 }, '7.5'],
    ['divide', { divide: ['x', 'y'] }, { x: 3, y: 8 }, '0.375'],
    ['divide, without end', { divide: ['x', 'y'] }, { x: 2, y: 3 }, '0.666666666667'],
    ['min', { min: ['x', 'y', '4'] }, { x: 9, y: 5 }, '4'],
    ['min, the first', { min: ['x', 'y'] }, { x: 2, y: 5 }, '2'],
    ['max', { max: ['x', 'y', '4'] }, { x: 3, y: 5 }, '5'],
    ['max, the last', { max: ['x', 'y', '4'] }, { x: 3, y: 2 }, '4'],
    // a third three times is one
    ['nothing is lost in between', { multiply: [{ divide: ['x', '3'] }, '3'] }, { x: 1 }, '1'],
  ])('%s', (_, is, given, expected) => expect(price(is, given)).toBe(expected))
})

describe('rounding of a quantity', () => {
  test.each<[Expression, string, string]>([
    [{ ceil: 'x' }, '2.1', '3'],
    [{ ceil: 'x' }, '2', '2'],
    [{ floor: 'x' }, '2.9', '2'],
    [{ round: 'x' }, '2.5', '3'],
    [{ round: 'x' }, '2.4', '2'],
    [{ roundEven: 'x' }, '2.5', '2'],
    [{ roundEven: 'x' }, '3.5', '4'],
    [{ ceil: 'x', to: '5' }, '11', '15'],
    [{ floor: 'x', to: '5' }, '14', '10'],
    [{ round: 'x', to: '0.01' }, '0.065', '0.07'],
    [{ roundEven: 'x', to: '0.01' }, '0.065', '0.06'],
    [{ ceil: 'x', to: '0.25' }, '1.01', '1.25'],
  ])('%j of %s is %s', (is, x, expected) => expect(price(is, { x })).toBe(expected))

  test.each(['0', '-1'])('to a multiple of %s means nothing', (to) =>
    expect(fault({ ceil: 'x', to })).toBe(`${at}.to: ${to} is not above zero. Use a step like "1" or "0.01".`),
  )
  test('the step is a decimal', () =>
    expect(fault({ ceil: 'x', to: '1e3' })).toBe(`${at}.to: "1e3" is not a decimal number. Write it in quotes, like "0.4" or "12".`))
})

describe('cases', () => {
  const is: Expression = {
    cases: [
      { when: { x: { under: '10' } }, is: '1' },
      { when: { x: { under: '20' }, size: '720p' }, is: { multiply: ['x', '2'] } },
    ],
    else: '9',
  }
  test.each([
    [5, '480p', '1'],
    [10, '720p', '20'],
    [10, '480p', '9'],
    [20, '720p', '9'],
  ])('the first that holds: %s, %s is %s', (x, size, expected) => expect(price(is, { x, size })).toBe(expected))

  const open: Expression = { cases: [{ when: { x: { under: '10' } }, is: '1' }] }
  test('none holds, and there is no else: not offered', () => expect(price(open, { x: 10 })).toBe(`not-offered: Nothing is published for this (${at}).`))
  test('places of a fault', () => {
    expect(fault({ cases: [{ when: {}, is: 'z' }] })).toContain(`${at}.cases[0].is: There is no quantity or input "z".`)
    expect(fault({ cases: [{ when: { z: 1 }, is: '1' }] })).toContain(`${at}.cases[0].when.z: There is no quantity or input "z".`)
    expect(fault({ cases: [{ when: {}, is: '1' }], else: 'z' })).toContain(`${at}.else: There is no quantity or input "z".`)
  })
})

describe('table', () => {
  const sizes: Expression = {
    table: ['size', 'seconds'],
    rows: [
      ['480p', '5', '0.1'],
      ['480p', 10, '0.2'],
      ['720P', '5', 'x'],
    ],
  }
  test.each([
    ['480p', 5, '0.1'],
    ['480p', '10', '0.2'],
    ['720p', 5, '8'],
    ['720p', 10, `not-offered: Nothing is published for this (${at}).`],
    ['1080p', 5, `not-offered: Nothing is published for this (${at}).`],
  ])('found by its cells: %s, %s is %s', (size, seconds, expected) => expect(price(sizes, { size, seconds, x: 8 })).toBe(expected))

  test('else, where no row fits', () => {
    expect(price({ ...sizes, else: '7' }, { size: '1080p', seconds: 5 })).toBe('7')
    expect(price({ ...sizes, else: '7' }, { size: '480p', seconds: 5 })).toBe('0.1')
  })
  test('"*" stands for any, and the first row that fits counts', () => {
    const any: Expression = {
      table: ['size', 'audio'],
      rows: [
        ['480p', true, '1'],
        ['*', true, '2'],
        ['480p', '*', '3'],
        ['*', '*', '4'],
      ],
    }
    expect(price(any, { size: '480p', audio: true })).toBe('1')
    expect(price(any, { size: '720p', audio: true })).toBe('2')
    expect(price(any, { size: '480p', audio: false })).toBe('3')
    expect(price(any, { size: '720p', audio: 'no' })).toBe('4')
  })
  test('the first of two rows alike counts', () =>
    expect(
      price(
        {
          table: ['size'],
          rows: [
            ['480p', '1'],
            ['480p', '2'],
          ],
        },
        { size: '480p' },
      ),
    ).toBe('1'))
  test('by a number', () => {
    const by: Expression = {
      table: ['x'],
      rows: [
        ['1', '10'],
        ['2', '20'],
      ],
      else: '0',
    }
    expect([price(by, { x: 1 }), price(by, { x: '2.0' }), price(by, { x: 3 })]).toEqual(['10', '20', '0'])
  })
  test('by an optional choice that is left out', () => {
    const optional = { ...inputs, size: { ...choice('480p', 'undefined'), optional: true as const } }
    const rows = [
      ['480p', '1'],
      ['undefined', '2'],
    ]
    expect(answerOf(baseTool({ table: ['size'], rows, else: '9' }, optional))).toBe('9')
    expect(answerOf(baseTool({ table: ['size'], rows }, optional))).toBe(`not-offered: Nothing is published for this (${at}).`)
  })
  test('by a choice that is missing, and has more than one answer', () => expect(price(sizes, { size: '480p' })).toBe('0.1 to 0.2'))
  test('values with a line break in them are told apart', () => {
    const odd = { a: choice('1\n2', '1'), b: choice('3', '2\n3') }
    const rows = [
      ['1\n2', '3', '10'],
      ['1', '2\n3', '20'],
    ]
    expect(answerOf(baseTool({ table: ['a', 'b'], rows }, odd), { a: '1', b: '2\n3' })).toBe('20')
  })
  test.each<[string, Expression, string]>([
    ['too few cells', { table: ['size'], rows: [['1']] }, `${at}.rows[0]: It has 1 cells. Give it 1 values and then the result.`],
    [
      'a result that is a number',
      {
        table: ['size'],
        rows: [
          ['480p', '1'],
          ['720p', 0.4],
        ],
      },
      `${at}.rows[1]: 0.4 is not a decimal in quotes. Write the result like "0.42".`,
    ],
    ['a result that is a flag', { table: ['size'], rows: [['480p', true]] }, `${at}.rows[0]: true is not a decimal in quotes. Write the result like "0.42".`],
    ['a name twice', { table: ['size', 'x', 'size'], rows: [['480p', '1', '720p', '1']] }, `${at}.table: "size" is there twice. Name each input once.`],
    [
      'an unknown name',
      { table: ['z'], rows: [['1', '1']] },
      `${at}.rows[0].z: There is no quantity or input "z". Derive it, or use one of x, y, size, seconds, audio, text, shots.`,
    ],
    [
      'an unknown name in a result',
      { table: ['size'], rows: [['480p', 'z']] },
      `${at}.rows[0][1]: There is no quantity or input "z". Derive it, or use one of x, y, size, seconds, audio, text, shots.`,
    ],
  ])('%s', (_, is, message) => expect(fault(is)).toBe(message))
})

describe('lists', () => {
  const shots = [
    { seconds: 5, size: '480p' },
    { seconds: '2.5', size: '720p' },
  ]
  const rate: Expression = {
    table: ['size'],
    rows: [
      ['480p', '1'],
      ['720p', '2'],
    ],
  }
  test('count', () => {
    expect(price({ count: 'shots' }, { shots })).toBe('2')
    expect(price({ count: 'shots' }, { shots: [] })).toBe('0')
    expect(price({ count: 'shots' })).toBe('0')
  })
  test('sum, by the own inputs of each item', () => {
    // 5 x 1 + 2.5 x 2
    expect(price({ sum: 'shots', is: { multiply: ['seconds', rate] } }, { shots, size: '1080p', seconds: 10 })).toBe('10')
    expect(price({ sum: 'shots', is: 'seconds' })).toBe('0')
  })
  test('sum, with an input and a quantity from outside', () => {
    const quantities = { twice: { unit: 'x', is: { multiply: ['x', '2'] } } }
    // (5 + 3 + 6) + (2.5 + 3 + 6)
    expect(answerOf(baseTool({ sum: 'shots', is: { add: ['seconds', 'x', 'twice'] } }, inputs, { quantities }), { shots, x: 3 })).toBe('25.5')
  })
  test('a sum within a sum', () =>
    // each of 2 items adds 7.5
    expect(price({ sum: 'shots', is: { sum: 'shots', is: 'seconds' } }, { shots })).toBe('15'))
  test('a list that is missing', () => {
    const needed: Record<string, Input> = { shots: { kind: 'list', items: { seconds: number() } } }
    expect(answerOf(baseTool({ count: 'shots' }, needed))).toBe('missing: "shots" is missing.')
    expect(answerOf(baseTool({ sum: 'shots', is: 'seconds' }, needed))).toBe('missing: "shots" is missing.')
    expect(answerOf(baseTool({ sum: 'shots', is: 'seconds' }, needed), { shots: [{}] })).toBe('missing: "seconds" is missing.')
  })
  test.each<[string, Expression, string]>([
    ['count of no list', { count: 'x' }, `${at}.count: The input "x" is not a list. Use an input of kind "list".`],
    ['sum of no list', { sum: 'size', is: '1' }, `${at}.sum: The input "size" is not a list. Use an input of kind "list".`],
    ['count of nothing', { count: 'z' }, `${at}.count: There is no quantity or input "z". Derive it, or use one of x, y, size, seconds, audio, text, shots.`],
    [
      'a list as a number',
      'shots',
      `${at}: The input "shots" is not always a number. Use a number, or a choice of numbers; or look its value up with "table".`,
    ],
    [
      'an unknown name inside',
      { sum: 'shots', is: 'z' },
      `${at}.is: There is no quantity or input "z". Derive it, or use one of x, y, size, seconds, audio, text, shots.`,
    ],
  ])('%s', (_, is, message) => expect(fault(is)).toBe(message))
})

describe('texts', () => {
  test.each([
    ['', '0', '0'],
    ['abc', '3', '3'],
    ['\u007f', '1', '1'],
    ['\u0080', '1', '2'],
    ['é', '1', '2'],
    ['\u07ff', '1', '2'],
    ['\u0800', '1', '3'],
    ['日本', '2', '6'],
    ['\uffff', '1', '3'],
    ['\u{10000}', '1', '4'],
    ['😀!', '2', '5'],
  ])('%j has %s characters and %s bytes', (text, characters, bytes) => {
    expect(price({ characters: 'text' }, { text })).toBe(characters)
    expect(price({ bytes: 'text' }, { text })).toBe(bytes)
  })
  test('a text that is missing', () => {
    expect(price({ characters: 'text' })).toBe('missing: "text" is missing.')
    expect(price({ bytes: 'text' })).toBe('missing: "text" is missing.')
  })
  test('of no text', () => {
    expect(fault({ characters: 'x' })).toBe(`${at}.characters: The input "x" is not a text. Use an input of kind "text".`)
    expect(fault({ bytes: 'z' })).toContain(`${at}.bytes: There is no quantity or input "z".`)
  })
})

describe('between', () => {
  test('is a range of which both ends occur', () => {
    expect(price({ between: ['2', '5'] })).toBe('2 to 5')
    expect(price({ multiply: [{ between: ['2', '5'] }, 'x'] }, { x: 3 })).toBe('6 to 15')
    expect(price({ between: ['x', { multiply: ['x', '2'] }] }, { x: 3 })).toBe('3 to 6')
  })
  test('between a number and itself is that number', () => expect(price({ between: ['2', '2'] })).toBe('2'))
  test('the lower one comes first', () =>
    expect(fault({ between: ['5', '2'] })).toBe(`${at}.between: The first is above the second here. Write the lower one first.`))
})

describe('faults', () => {
  const wrong = (is: object) => is as Expression
  test.each<[string, Expression, string]>([
    ['no parts', { add: [] }, `${at}.add: It has no parts. Give it at least one.`],
    ['no factors', { multiply: [] }, `${at}.multiply: It has no parts. Give it at least one.`],
    ['no least', { min: [] }, `${at}.min: It has no parts. Give it at least one.`],
    ['no greatest', { max: [] }, `${at}.max: It has no parts. Give it at least one.`],
    ['three to subtract', wrong({ subtract: ['1', '2', '3'] }), `${at}.subtract: It has 3 parts. Give it two.`],
    ['one to divide', wrong({ divide: ['1'] }), `${at}.divide: It has 1 parts. Give it two.`],
    [
      'an unknown name',
      { add: ['1', 'z'] },
      `${at}.add[1]: There is no quantity or input "z". Derive it, or use one of x, y, size, seconds, audio, text, shots.`,
    ],
    [
      'an unknown divisor',
      { divide: ['1', 'z'] },
      `${at}.divide[1]: There is no quantity or input "z". Derive it, or use one of x, y, size, seconds, audio, text, shots.`,
    ],
    [
      'an unknown name to round',
      { ceil: 'z' },
      `${at}.ceil: There is no quantity or input "z". Derive it, or use one of x, y, size, seconds, audio, text, shots.`,
    ],
    ['a text as a number', 'text', `${at}: The input "text" is not always a number. Use a number, or a choice of numbers; or look its value up with "table".`],
    [
      'a choice that is no number',
      'size',
      `${at}: The input "size" is not always a number. Use a number, or a choice of numbers; or look its value up with "table".`,
    ],
    ['division by nothing at all', { divide: ['1', '0'] }, `${at}: It divides by zero here. Keep the divisor above zero, for instance with "max".`],
    ['below nothing', { subtract: ['1', '2'] }, `${at}: The amount is negative here. Keep it at zero or more, for instance with "max".`],
  ])('%s', (_, is, message) => expect(fault(is)).toBe(message))

  test('division by what is zero today', () =>
    expect(fault({ divide: ['1', 'x'] }, { x: 0 })).toBe(`${at}: It divides by zero here. Keep the divisor above zero, for instance with "max".`))
  test('below zero for what was asked', () =>
    expect(fault({ subtract: ['x', 'y'] }, { x: 1, y: 2 })).toBe(`${at}: The amount is negative here. Keep it at zero or more, for instance with "max".`))
  test('where there is no input at all', () =>
    expect(faultOf(() => answerOf(baseTool('z')))).toBe(`${at}: There is no quantity or input "z". Derive it, or use one of those you add.`))
  test('what is the same for every input is settled when the book is compiled', () =>
    expect(compiledTool(baseTool({ multiply: ['2', { ceil: '1.5' }] })).rows[0]!.stages.at(-1)!.constant).toBeDefined())
})
