import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Expression, Input, Line, ToolPrice } from '../format.ts'
import { baseTool, compiledTool, linesTool, number } from '../testing.ts'
import { checkUnits, inWords, unitFrom } from './units.ts'
import { partsOf } from './walk.ts'

const inputs: Record<string, Input> = {
  pixels: number({ unit: 'pixel' }),
  seconds: number({ unit: 'second' }),
  frames: number({ unit: 'frame' }),
  images: number({ unit: 'image' }),
  bare: number(),
  odd: number({ unit: 'snippet' }),
  words: { kind: 'text' },
  style: { kind: 'choice', values: [1, 2] },
  shots: { kind: 'list', items: { seconds: number({ unit: 'pixel' }), length: number({ unit: 'frame' }) }, max: 3 },
}
const unitsOf = (price: ToolPrice): BookFinding[] => checkUnits(price, partsOf(compiledTool(price), 'here'), 'here')
const ofBase = (base: Expression, quantities: ToolPrice['quantities'] = {}) => unitsOf(baseTool(base, inputs, { quantities }))
const ofLine = (line: Partial<Line>) => unitsOf(linesTool([{ label: 'x', ...line }], inputs))
const base = 'here.rows[0].lines[0].base'

const together = (place: string, one: string, other: string): BookFinding => ({
  severity: 'error',
  place,
  problem: `It puts ${one} and ${other} together.`,
  fix: 'Use quantities of one unit; turn one into the other by a factor first.',
})
const contradicts = (place: string, says: string, is: string): BookFinding => ({
  severity: 'warning',
  place,
  problem: `It says ${says}, but what is counted is ${is}.`,
  fix: 'Correct the unit, or what is counted.',
})

describe('P20: what may be put together', () => {
  test.each(['add', 'subtract', 'min', 'max', 'between'])('%s needs one unit', (operation) =>
    expect(ofBase({ [operation]: ['seconds', 'pixels'] } as unknown as Expression)).toEqual([together(`${base}.${operation}`, 'second', 'pixel')]),
  )

  test.each<[string, Expression]>([
    ['multiplying', { multiply: ['seconds', 'pixels'] }],
    ['dividing', { divide: ['seconds', 'pixels'] }],
    ['a name alone', 'seconds'],
    ['a decimal alone', '1'],
    ['decimals', { add: ['1', '2'] }],
    ['one unit and a decimal', { add: ['1', 'seconds', 'seconds'] }],
    ['a text has no unit', { add: ['style', 'seconds'] }],
  ])('%s needs none', (_, is) => expect(ofBase(is)).toEqual([]))

  // What each operation is of is seen by what it may be added to.
  test.each<[string, Expression, string]>([
    ['an input', 'pixels', 'pixel'],
    ['characters', { characters: 'words' }, 'character'],
    ['bytes', { bytes: 'words' }, 'byte'],
    ['a product', { multiply: ['pixels', 'frames'] }, 'frame x pixel'],
    ['a square', { multiply: ['pixels', 'pixels'] }, 'pixel²'],
    ['a cube', { multiply: ['pixels', 'pixels', 'pixels'] }, 'pixel³'],
    ['a quotient', { divide: ['frames', 'pixels'] }, 'frame/pixel'],
    ['a quotient of one unit', { divide: ['pixels', 'pixels'] }, 'a plain ratio'],
    ['ceil', { ceil: 'pixels' }, 'pixel'],
    ['floor', { floor: 'pixels' }, 'pixel'],
    ['round', { round: 'pixels' }, 'pixel'],
    ['roundEven', { roundEven: 'pixels' }, 'pixel'],
    ['a sum', { add: ['pixels', 'pixels'] }, 'pixel'],
    ['a sum with a decimal first', { add: ['1', 'pixels'] }, 'pixel'],
    ['a difference', { subtract: ['pixels', '1'] }, 'pixel'],
    ['the less', { min: ['5', 'pixels'] }, 'pixel'],
    ['the more', { max: ['5', 'pixels'] }, 'pixel'],
    ['a range', { between: ['5', 'pixels'] }, 'pixel'],
    ['a product of decimals fits', { add: [{ multiply: ['2', '3'] }, 'pixels'] }, 'pixel'],
    ['a quotient of decimals fits', { add: [{ divide: ['6', '3'] }, 'pixels'] }, 'pixel'],
    ['a sum of decimals fits', { add: [{ add: ['2', '3'] }, 'pixels'] }, 'pixel'],
    ['a rounded decimal fits', { add: [{ ceil: '2.5' }, 'pixels'] }, 'pixel'],
  ])('%s is known', (_, is, unit) => expect(ofBase({ add: ['seconds', is] })).toEqual([together(`${base}.add`, 'second', unit)]))

  test.each<[string, Expression]>([
    ['a factor before', { multiply: ['24', 'pixels'] }],
    ['a factor after', { multiply: ['pixels', '24'] }],
    ['a divisor', { divide: ['pixels', '24'] }],
    ['a dividend', { divide: ['24', 'pixels'] }],
    ['no unit', 'bare'],
    ['a unit that nobody knows', 'odd'],
    ['a choice', 'style'],
    ['a product with one that nobody knows', { multiply: ['pixels', 'odd'] }],
    ['one that nobody knows by pixels', { divide: ['odd', 'pixels'] }],
    ['a sum with one that nobody knows', { add: ['pixels', 'bare'] }],
    ['cases', { cases: [{ when: { style: 1 }, is: 'pixels' }], else: 'pixels' }],
    ['a table', { table: ['style'], rows: [[1, 'pixels']], else: 'pixels' }],
    ['how many items', { count: 'shots' }],
    ['a sum over items', { sum: 'shots', is: 'seconds' }],
  ])('nothing is known of %s', (_, is) => expect(ofBase({ add: ['seconds', is] })).toEqual([]))

  test('the first that does not fit is told', () =>
    expect(ofBase({ max: ['1', 'bare', 'seconds', 'seconds', 'frames', 'pixels'] })).toEqual([together(`${base}.max`, 'second', 'frame')]))
  test('each place by itself, those inside after those around them', () =>
    expect(ofBase({ add: ['seconds', { min: ['pixels', 'frames'] }] })).toEqual([
      together(`${base}.add`, 'second', 'pixel'),
      together(`${base}.add[1].min`, 'pixel', 'frame'),
    ]))
  test('in the items of a list a name is that of the item', () => {
    expect(ofBase({ sum: 'shots', is: { add: ['seconds', 'length'] } })).toEqual([together(`${base}.is.add`, 'pixel', 'frame')])
    expect(ofBase({ sum: 'shots', is: { add: ['seconds', 'images'] } })).toEqual([together(`${base}.is.add`, 'pixel', 'image')])
  })
})

describe('P20: units of quantities and states', () => {
  const area = { unit: 'pixel', is: 'bare' }
  test('a quantity is of the unit that it says', () =>
    expect(ofBase({ add: ['area', 'seconds'] }, { area })).toEqual([together(`${base}.add`, 'pixel', 'second')]))
  test('of the state of a chain nothing is known, also where a quantity has its name', () => {
    const chain = (sum: Expression): Expression => ({ chain: { times: '2', start: { area: '1' }, next: { area: 'area' }, sum } })
    expect(ofBase(chain({ add: ['area', 'seconds'] }), { area })).toEqual([])
    expect(ofBase(chain({ sum: 'shots', is: { add: ['area', 'length'] } }), { area })).toEqual([])
    expect(ofBase(chain({ add: ['pixels', 'seconds'] }), { area })).toEqual([together(`${base}.chain.sum.add`, 'pixel', 'second')])
  })
  test('a quantity from inside of a list and a chain', () => {
    expect(ofBase({ sum: 'shots', is: { add: ['area', 'length'] } }, { area })).toEqual([together(`${base}.is.add`, 'pixel', 'frame')])
    const chain: Expression = { chain: { times: '2', start: { state: '1' }, next: { state: 'state' }, sum: { add: ['area', 'seconds'] } } }
    expect(ofBase(chain, { area })).toEqual([together(`${base}.chain.sum.add`, 'pixel', 'second')])
  })
  test.each<[string, Expression, string, string]>([
    ['second', 'pixels', 'second', 'pixel'],
    ['second', { multiply: ['pixels', 'pixels'] }, 'second', 'pixel²'],
    ['pixels per second', 'pixels', 'pixel/second', 'pixel'],
    ['second', 'images', 'second', 'image'],
    ['image', 'seconds', 'image', 'second'],
    ['second x image', 'seconds', 'image x second', 'second'],
  ])('a quantity in "%s" is not %j', (unit, is, says, counted) =>
    expect(ofBase('bare', { area: { unit, is } })).toEqual([contradicts('here.quantities.area.unit', says, counted)]),
  )
  test.each<[string, Expression]>([
    ['pixel', { multiply: ['pixels', 'pixels'] }],
    ['second x pixel', { multiply: ['pixels', 'seconds'] }],
    ['second', { multiply: ['seconds', 'images'] }],
    ['second x image', { multiply: ['seconds', 'images'] }],
    ['second', '5'],
    ['second', 'bare'],
    ['widget', 'seconds'],
    ['frame', { divide: ['frames', 'images'] }],
  ])('a quantity in "%s" may be %j', (unit, is) => expect(ofBase('bare', { area: { unit, is } })).toEqual([]))
})

describe('P20: units of lines', () => {
  test('the unit that a line says', () => {
    expect(ofLine({ quantity: 'seconds', unit: 'pixel', rate: '1' })).toEqual([contradicts('here.rows[0].lines[0].unit', 'pixel', 'second')])
    expect(ofLine({ quantity: 'seconds', unit: 'second', rate: '1' })).toEqual([])
    expect(ofLine({ quantity: 'seconds', rate: '1' })).toEqual([])
  })
  test('what is free of it', () => {
    const free = (expression: Expression) => ofLine({ quantity: 'seconds', free: expression, rate: '1' })
    expect(free('frames')).toEqual([together('here.rows[0].lines[0].free', 'second', 'frame')])
    expect(free('seconds')).toEqual([])
    expect(free('10')).toEqual([])
    expect(ofLine({ quantity: 'seconds', unit: 'pixel', free: 'frames', rate: '1' })).toEqual([
      contradicts('here.rows[0].lines[0].unit', 'pixel', 'second'),
      together('here.rows[0].lines[0].free', 'second', 'frame'),
    ])
  })
  test('the second line of the second row, beside a base and a row that only answers', () => {
    const bad: Line = { label: 'x', quantity: 'seconds', unit: 'frame', rate: '1' }
    const rows: ToolPrice['rows'] = [
      { when: { style: 1 }, answer: 'metered', message: 'By use.' },
      { when: {}, lines: [{ label: 'y', base: '1' }, bad] },
    ]
    expect(unitsOf({ inputs, rows })).toEqual([contradicts('here.rows[1].lines[1].unit', 'frame', 'second')])
  })
  test('twenty are told, and how many more there are', () => {
    const many = (count: number) => ofBase({ multiply: Array.from({ length: count }, () => ({ add: ['seconds', 'pixels'] })) })
    const told = Array.from({ length: 20 }, (_, at) => together(`${base}.multiply[${at}].add`, 'second', 'pixel'))
    expect(many(20)).toEqual(told)
    expect(many(22)).toEqual([...told, { severity: 'error', place: 'here', problem: 'There are 2 more findings of this kind.', fix: 'Correct these first.' }])
  })
})

describe('P20: units from their texts', () => {
  test.each<[string, Readonly<Record<string, number>>]>([
    ['pixel', { pixel: 1 }],
    [' Pixels ', { pixel: 1 }],
    ['px', { pixel: 1 }],
    ['s', { second: 1 }],
    ['output images', { image: 1 }],
    ['frames/second', { frame: 1, second: -1 }],
    ['frames  /  second', { frame: 1, second: -1 }],
    ['frames per second', { frame: 1, second: -1 }],
    ['frames  per  second', { frame: 1, second: -1 }],
    ['frames a second', { frame: 1, second: -1 }],
    ['frames an hour', { frame: 1, hour: -1 }],
    ['frames  an  hour', { frame: 1, hour: -1 }],
    ['byte/second/second', { byte: 1, second: -2 }],
    ['second per second', {}],
    ['pixel*frame', { pixel: 1, frame: 1 }],
    ['pixel  *  frame', { pixel: 1, frame: 1 }],
    ['pixel·frame', { pixel: 1, frame: 1 }],
    ['pixel × frame', { pixel: 1, frame: 1 }],
    ['pixel x frame', { pixel: 1, frame: 1 }],
    ['pixel  x  frame', { pixel: 1, frame: 1 }],
    ['pixel x pixel per frame', { pixel: 2, frame: -1 }],
    ['pixel²', { pixel: 2 }],
    ['pixels  ²', { pixel: 2 }],
    ['pixel³', { pixel: 3 }],
    ['pixel^4', { pixel: 4 }],
    ['pixel/second²', { pixel: 1, second: -2 }],
  ])('"%s"', (text, unit) => expect(unitFrom(text)).toEqual(new Map(Object.entries(unit))))
  test.each([undefined, '', '1/second', 'widget', 'image thing', 'pixelxframe', 'pixel^0', 'pixel + 5', 'secondss', 'pixel per widget'])(
    '"%s" is none that is known',
    (text) => expect(unitFrom(text)).toBe('unknown'),
  )
  test.each<[Readonly<Record<string, number>>, string]>([
    [{}, 'a plain ratio'],
    [{ pixel: 0 }, 'a plain ratio'],
    [{ pixel: 1 }, 'pixel'],
    [{ pixel: 2 }, 'pixel²'],
    [{ pixel: 3 }, 'pixel³'],
    [{ pixel: 4 }, 'pixel^4'],
    [{ pixel: -1 }, '1/pixel'],
    [{ frame: 1, second: -2 }, 'frame/second²'],
    [{ pixel: 1, frame: 2 }, 'frame² x pixel'],
    [{ byte: 1, second: -1, image: -4 }, 'byte/image^4 x second'],
  ])('%j in words', (unit, words) => expect(inWords(new Map(Object.entries(unit)))).toBe(words))
})
