import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Input, Row, ToolPrice } from '../format.ts'
import { choice, compiledTool, number } from '../testing.ts'
import { rowsDecision } from './decisions.ts'
import { dimensionsOf } from './dimension.ts'
import { checkOverlaps } from './overlaps.ts'
import { row } from './testing.ts'
import { partsOf } from './walk.ts'

const size = choice('s', 'm', 'l')
const hd: Input = { kind: 'flag' }
const metered = (when: Row['when']): Row => ({ when, answer: 'metered', message: 'By use.' })

function overlaps(price: ToolPrice, left = 100_000): BookFinding[] {
  const tool = compiledTool(price)
  const parts = partsOf(tool, 'here')
  return checkOverlaps(tool, rowsDecision(tool, parts, 'here', { left: 100_000 }), dimensionsOf(tool, parts, false), { left }, 'here')
}
const of = (inputs: Readonly<Record<string, Input>>, ...rows: Row[]) => overlaps({ inputs, rows })
const both = (second: number, first: number, what: string, costs: string): BookFinding => ({
  severity: 'warning',
  place: `here.rows[${second}]`,
  problem: `rows[${first}] is for ${what}, too, and decides: ${costs}.`,
  fix: 'Say in one of them that it is not for this; or leave it, if the first is meant.',
})
const differ = 'it costs 1 there and 2 here'

describe('P20: two rows that could both answer', () => {
  test('are told with what they share', () => {
    expect(of({ size, hd }, row({ size: 's' }, '1'), row({ hd: true }, '2'))).toEqual([both(1, 0, 'size s, hd true', differ)])
    expect(of({ size }, row({ size: ['s', 'm'] }, '1'), row({ size: ['m', 'l'] }, '2'))).toEqual([both(1, 0, 'size m', differ)])
    expect(of({ size, hd }, row({ size: 's' }, '2'), row({ hd: true }, '1'))).toEqual([both(1, 0, 'size s, hd true', 'it costs 2 there and 1 here')])
  })
  test('each pair of them', () => {
    const rows = [row({ size: 's' }, '1'), row({ hd: true }, '2'), row({ n: 1 }, '3')]
    expect(of({ size, hd, n: choice(0, 1) }, ...rows)).toEqual([
      both(1, 0, 'size s, hd true', differ),
      both(2, 0, 'size s, n 1', 'it costs 1 there and 3 here'),
      both(2, 1, 'size m or l, hd true, n 1', 'it costs 2 there and 3 here'),
    ])
  })
  test('are none where one is narrower than the other, whichever comes first', () => {
    expect(of({ size, hd }, row({ size: 's', hd: true }, '1'), row({ size: 's' }, '2'))).toEqual([])
    expect(of({ size }, row({ size: ['s', 'm'] }, '1'), row([{ size: 's' }, { size: ['m', 'l'] }], '2'))).toEqual([])
    expect(of({ size, hd }, row({ size: 's' }, '1'), row({ size: 's', hd: true }, '2'))).toEqual([])
  })
  test('are none where they do not meet, or an earlier row takes where they do', () => {
    expect(of({ size }, row({ size: 's' }, '1'), row({ size: ['m', 'l'] }, '2'))).toEqual([])
    const rows = [row({ size: 's', hd: true }, '5'), row({ size: 's' }, '5'), row({ hd: true }, '5'), row({ size: ['s', 'm'], hd: false }, '7')]
    expect(of({ size, hd }, ...rows)).toEqual([both(3, 1, 'size s, hd false', 'it costs 5 there and 7 here')])
  })
  test('are none where the second is never reached: that is told elsewhere', () =>
    expect(of({ size, hd }, row({ hd: true }, '1'), row({ hd: false }, '2'), row({ size: 's' }, '3'))).toEqual([]))
  test('are none where they cost the same', () => {
    expect(of({ size, hd }, row({ size: 's' }, '1'), row({ hd: true }, '1'))).toEqual([])
    const between = (low: string, high: string, when: Row['when']): Row => ({ when, lines: [{ label: 'x', base: { between: [low, high] } }] })
    expect(of({ size, hd }, between('1', '3', { size: 's' }), between('1', '3', { hd: true }))).toEqual([])
    expect(of({ size, hd }, between('1', '3', { size: 's' }), between('2', '3', { hd: true }))).toEqual([
      both(1, 0, 'size s, hd true', 'it costs 1 to 3 there and 2 to 3 here'),
    ])
    expect(of({ size, hd }, between('1', '3', { size: 's' }), between('1', '4', { hd: true }))).toEqual([
      both(1, 0, 'size s, hd true', 'it costs 1 to 3 there and 1 to 4 here'),
    ])
  })
  test('cost what they cost after the adjustments', () => {
    const adjustments = [{ label: 'Twice', factor: '2' }]
    expect(overlaps({ inputs: { size, hd }, rows: [row({ size: 's' }, '1'), row({ hd: true }, '2')], adjustments })).toEqual([
      both(1, 0, 'size s, hd true', 'it costs 2 there and 4 here'),
    ])
  })
  test('are shown with six digits', () =>
    expect(of({ size, hd }, row({ size: 's' }, '0.1234567'), row({ hd: true }, '2.7654321'))).toEqual([
      both(1, 0, 'size s, hd true', 'it costs 0.123457 there and 2.765432 here'),
    ]))
})

describe('P20: what is meant so', () => {
  test('an answer before a price', () => expect(of({ size, hd }, metered({ size: 's' }), row({ hd: true }, '2'))).toEqual([]))
  test('but not one after it', () =>
    expect(of({ size, hd, unread: size }, row({ size: 's' }, '1'), metered({ hd: true }))).toEqual([
      both(1, 0, 'size s, hd true', 'size s, hd true costs 1 there, and is "metered" here'),
    ]))
  test('a row that asks whether something more is given, in each of its alternatives', () => {
    const inputs = { size, hd: { ...hd, optional: true as const }, n: choice(0, 1) }
    expect(of(inputs, row({ hd: { given: true } }, '1'), row({ size: 's' }, '2'))).toEqual([])
    expect(of(inputs, row([{ hd: { given: true } }, { hd: { given: true }, n: 1 }], '1'), row({ size: 's' }, '2'))).toEqual([])
    expect(of(inputs, row({ hd: { given: false } }, '1'), row({ size: 's' }, '2'))).toEqual([both(1, 0, 'hd not given, size s', differ)])
    expect(of(inputs, row([{ n: 1 }, { hd: { given: true } }], '1'), row({ size: 's' }, '2'))).toEqual([both(1, 0, 'n 1, size s', differ)])
    expect(of(inputs, row({ hd: true }, '1'), row({ size: 's' }, '2'))).toEqual([both(1, 0, 'hd true, size s', differ)])
  })
})

describe('P20: what they share is tried', () => {
  const n = number({ max: '3', whole: true })
  test('with inputs that make a quantity what the rows ask for', () => {
    const quantities = { double: { unit: 'image', is: { multiply: ['n', '2'] } } } as const
    expect(overlaps({ inputs: { n, hd }, quantities, rows: [row({ double: { to: '4' } }, '1'), row({ hd: true }, '2')] })).toEqual([
      both(1, 0, 'double 3 or 4, hd true', differ),
    ])
    const beyond = [row({ double: { from: '20' } }, '1'), row({ hd: true }, '2')]
    expect(overlaps({ inputs: { n, hd }, quantities, rows: beyond })).toEqual([])
  })
  test('past combinations for which a condition fails', () => {
    const quantities = { part: { unit: 'image', is: { divide: ['6', 'n'] } } } as const
    // "n" 0 or 1.
    for (const inputs of [
      { n: number({ max: '1', whole: true }), hd },
      { hd, n: number({ max: '1', whole: true }) },
      { hd, m: n, n: number({ max: '1', whole: true }) },
    ])
      expect(overlaps({ inputs, quantities, rows: [row({ part: { from: '2' } }, '1'), row({ hd: true }, '2')] })).toEqual([
        both(1, 0, 'part 2 or 3, hd true', differ),
      ])
  })
  test('past combinations for which the first has no price', () => {
    const table = {
      table: ['n'],
      rows: [
        [0, '1'],
        [1, '1'],
        [2, '1'],
      ],
    }
    const rows: Row[] = [{ when: { size: 's' }, lines: [{ label: 'x', base: table }] }, row({ hd: true }, '2')]
    expect(of({ size, hd, n }, ...rows)).toEqual([both(1, 0, 'size s, hd true', differ)])
    const nothing = { table: ['n'], rows: [[9, '1']] }
    expect(of({ size, hd, n }, { when: { size: 's' }, lines: [{ label: 'x', base: nothing }] }, row({ hd: true }, '2'))).toEqual([])
    expect(of({ size, hd, n }, row({ size: 's' }, '1'), { when: { hd: true }, lines: [{ label: 'x', base: nothing }] })).toEqual([])
  })
  test('as far as the effort suffices: one for the pair, one for the box, two for each side, two for the prices', () => {
    const price: ToolPrice = { inputs: { size, hd }, rows: [row({ size: 's' }, '1'), row({ hd: true }, '2')] }
    expect(overlaps(price, 8)).toHaveLength(1)
    for (const left of [7, 6, 4, 2, 1, 0]) expect(overlaps(price, left)).toEqual([])
  })
  test('what was found before it ran out is told', () => {
    const rows = [row({ size: 's' }, '1'), row({ hd: true }, '2'), row({ n: 1 }, '3')]
    const price = { inputs: { size, hd, n: choice(0, 1) }, rows }
    // With three names a side takes three steps.
    expect(overlaps(price, 10)).toEqual([both(1, 0, 'size s, hd true', differ)])
  })
  test('ten are told, and how many more there are', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const findings = of(Object.fromEntries(names.map((name) => [name, hd])), ...names.map((name, at) => row({ [name]: true }, String(at))))
    expect(findings).toHaveLength(11)
    expect(findings[0]).toEqual(both(1, 0, 'a true, b true', 'it costs 0 there and 1 here'))
    expect(findings[10]).toEqual({ severity: 'warning', place: 'here', problem: 'There are 5 more findings of this kind.', fix: 'Correct these first.' })
  })
})
