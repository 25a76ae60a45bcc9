import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Expression, Input, Row, TableRow, ToolPrice } from '../format.ts'
import { baseTool, choice, compiledTool } from '../testing.ts'
import { checkCasesAndTables, checkRows, rowsDecision, tableDecisions } from './decisions.ts'
import { row } from './testing.ts'
import { partsOf } from './walk.ts'

const size = choice('s', 'm', 'l')
const hd: Input = { kind: 'flag' }
const inputs = { size, hd }
const error = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'error', place, problem, fix })
const warning = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'warning', place, problem, fix })
const unwalked = (place: string) =>
  warning(
    place,
    'There are too many combinations here to look at all of them.',
    'Nothing was found in those that were; split it up to have all of them checked.',
  )
const partsIn = (price: ToolPrice) => partsOf(compiledTool(price), 'here')
const base = 'here.rows[0].lines[0].base'

describe('P20: rows that nothing reaches', () => {
  const decided = (rows: Row[], left = 10_000) => {
    const tool = compiledTool({ inputs, rows })
    return rowsDecision(tool, partsOf(tool, 'here'), 'here', { left })
  }
  const dead = (index: number) => error(`here.rows[${index}]`, 'It is never reached; rows before it take every case.', 'Remove it, or move it up.')

  test('are told, each', () => {
    expect(checkRows(decided([row({ size: 's' }, '1'), row({}, '2')]))).toEqual([])
    expect(checkRows(decided([row({}, '1'), row({ size: 's' }, '2'), row({ hd: true }, '3')]))).toEqual([dead(1), dead(2)])
    expect(checkRows(decided([row({ hd: true }, '1'), row({ hd: false }, '2'), row({ size: 's' }, '3')]))).toEqual([dead(2)])
  })
  test('but not those that nothing fits at all: their condition is told', () =>
    expect(checkRows(decided([row({ size: 'xl' }, '1'), row({}, '2')]))).toEqual([]))
  test('what each could take, what it takes, and what is left', () => {
    const { place, space, boxes, taken, left } = decided([row({ size: 's' }, '1'), row({ size: ['s', 'm'], hd: true }, '2')])
    expect(place).toBe('here.rows')
    expect(space.axes.map(({ name }) => name)).toEqual(['size', 'hd'])
    expect(boxes).toEqual([[[0b001n, 0b11n]], [[0b011n, 0b01n]]])
    expect(taken).toEqual([[[0b001n, 0b11n]], [[0b010n, 0b01n]]])
    expect(left).toEqual([
      [0b100n, 0b11n],
      [0b010n, 0b10n],
    ])
  })
  test('as far as the effort suffices', () => {
    const rows = [row({ size: 's' }, '1'), row({}, '2'), row({ hd: true }, '3')]
    expect(checkRows(decided(rows, 3))).toEqual([unwalked('here.rows')])
    expect(checkRows(decided([row({ size: 's' }, '1')], 0))).toEqual([unwalked('here.rows')])
    expect(checkRows(decided(rows, 6))).toEqual([dead(2)])
  })
  test('one that was reached before the effort ran out is still told', () => {
    const { taken, ...rest } = decided([row({}, '1'), row({ size: 's' }, '2')])
    expect(checkRows({ ...rest, taken: [...taken, undefined], left: [] })).toEqual([dead(1), unwalked('here.rows')])
    expect(checkRows({ ...rest, taken, left: undefined })).toEqual([dead(1), unwalked('here.rows')])
  })
})

describe('P20: cases', () => {
  const said = (is: Expression, left = 10_000) => checkCasesAndTables(partsIn(baseTool(is, inputs)), 'here', { left })
  const dead = (index: number, at = base) =>
    error(`${at}.cases[${index}]`, 'It is never reached; the cases before it take everything.', 'Remove it, or move it up.')
  const unused = (at = base) => warning(`${at}.else`, 'It is never used; what stands before it takes everything.', 'Remove it.')
  const cases = (...whens: Row['when'][]) => whens.map((when) => ({ when, is: '1' }))

  test('all reached', () => {
    expect(said({ cases: cases({ size: 's' }, { size: 'm' }), else: '2' })).toEqual([])
    expect(said({ cases: cases({ size: 's' }, {}) })).toEqual([])
    expect(said('1')).toEqual([])
    expect(said({ add: ['1', '2'] })).toEqual([])
  })
  test('one that is not, and an else that is never used', () => {
    expect(said({ cases: cases({ size: ['s', 'm'] }, { size: 'm' }), else: '2' })).toEqual([dead(1)])
    expect(said({ cases: cases({ hd: true }, { hd: false }), else: '2' })).toEqual([unused()])
    expect(said({ cases: cases({}, { hd: false }), else: '2' })).toEqual([dead(1), unused()])
  })
  test('inside of others', () =>
    expect(said({ add: ['1', { cases: [{ when: { hd: true }, is: { cases: cases({}, { hd: true }) } }] }] })).toEqual([dead(1, `${base}.add[1].cases[0].is`)]))
  test('as far as the effort suffices', () => {
    expect(said({ cases: cases({ hd: true }, { hd: false }), else: '2' }, 1)).toEqual([unwalked(`${base}.cases`)])
    expect(said({ cases: cases({ hd: true }, { hd: false }), else: '2' }, 2)).toEqual([unused()])
  })
  test('twenty are told, and how many more there are', () => {
    const findings = said({ add: Array.from({ length: 22 }, (): Expression => ({ cases: cases({}), else: '2' })) })
    expect(findings).toHaveLength(21)
    expect(findings[0]).toEqual(unused(`${base}.add[0]`))
    expect(findings.at(-1)).toEqual(warning('here', 'There are 2 more findings of this kind.', 'Correct these first.'))
  })
})

describe('P20: tables', () => {
  const said = (rows: readonly TableRow[], otherwise?: Expression, left = 10_000, all: Record<string, Input> = inputs) => {
    const table = Object.keys(all).slice(0, rows[0]!.length - 1)
    return checkCasesAndTables(partsIn(baseTool({ table, rows, ...(otherwise !== undefined && { else: otherwise }) }, all)), 'here', { left })
  }
  const dead = (index: number) =>
    error(`${base}.rows[${index}]`, 'It is never reached; the rows before it take everything it is for.', 'Remove it, or move it up.')
  const same = (index: number, first: number) =>
    [`${base}.rows[${index}]`, `It has the same values as rows[${first}], which decides.`, 'Remove one of them.'] as const
  const differs = (index: number, first: number) =>
    error(`${base}.rows[${index}]`, `It has the same values as rows[${first}], which decides. Their results differ.`, 'Remove the one that is wrong.')
  const unused = warning(`${base}.else`, 'It is never used; what stands before it takes everything.', 'Remove it.')

  test('all reached', () => {
    expect(
      said([
        ['s', true, '1'],
        ['s', '*', '2'],
        ['*', '*', '3'],
      ]),
    ).toEqual([])
    expect(
      said(
        [
          ['s', true, '1'],
          ['s', false, '2'],
        ],
        '3',
      ),
    ).toEqual([])
  })
  test('a row behind wider ones', () =>
    expect(
      said([
        ['s', '*', '1'],
        ['s', true, '2'],
        ['*', true, '3'],
        ['m', true, '4'],
      ]),
    ).toEqual([dead(1), dead(3)]))
  test('an else that is never used', () =>
    expect(
      said(
        [
          ['s', '*', '1'],
          ['*', '*', '2'],
        ],
        '3',
      ),
    ).toEqual([unused]))
  test('the same values twice: with one result a question, with two an error', () => {
    expect(
      said([
        ['s', true, '1'],
        ['s', 'true', '1'],
      ]),
    ).toEqual([warning(...same(1, 0))])
    expect(
      said([
        ['s', true, '1'],
        ['m', true, '1'],
        ['s', true, '2'],
      ]),
    ).toEqual([differs(2, 0)])
    expect(
      said([
        ['s', true, { add: ['1', '2'] }],
        ['s', true, { add: ['1', '2'] }],
      ]),
    ).toEqual([warning(...same(1, 0))])
    expect(
      said([
        ['s', true, { add: ['1', '2'] }],
        ['s', true, { add: ['2', '1'] }],
      ]),
    ).toEqual([differs(1, 0)])
    expect(
      said([
        ['s', '1'],
        ['s', '1'],
        ['s', '1'],
      ]),
    ).toEqual([warning(...same(1, 0)), warning(...same(2, 0))])
  })
  test('cells that only look alike together are not the same', () =>
    expect(
      said([
        ['s', true, '1'],
        ['m', true, '1'],
        ['s', false, '1'],
      ]),
    ).toEqual([]))
  test('as far as the effort suffices', () => {
    expect(
      said(
        [
          ['s', '1'],
          ['m', '2'],
        ],
        '3',
        1,
      ),
    ).toEqual([unwalked(`${base}.rows`)])
    expect(
      said(
        [
          ['s', '1'],
          ['m', '2'],
        ],
        '3',
        2,
      ),
    ).toEqual([])
  })
  // 61 by 50 different keys.
  const grid = { a: choice(...Array.from({ length: 61 }, (_, at) => at)), b: choice(...Array.from({ length: 50 }, (_, at) => at)) }
  const keys = (count: number) => Array.from({ length: count }, (_, at): TableRow => [Math.floor(at / 50), at % 50, '1'])
  test('more than 3000 rows are looked at by their keys alone', () => {
    expect(said([...keys(3000), [0, 0, '1']], undefined, 0, grid)).toEqual([warning(...same(3000, 0))])
    expect(said([...keys(3000), [0, 0, '1'], ['*', 0, '1']], undefined, 0, grid)).toEqual([warning(...same(3000, 0)), unwalked(`${base}.rows`)])
  })
  test('3000 are walked', () => expect(said(keys(3000), undefined, 0, grid)).toEqual([unwalked(`${base}.rows`)]))
  test('those without an else decide as rows do', () => {
    const table = (...rows: TableRow[]): Expression => ({ table: ['size'], rows })
    const parts = partsIn(
      baseTool({ add: ['1', table(['s', '1'], ['*', '2']), table(['m', '1']), { ...(table(['s', '1']) as object), else: '2' } as Expression] }, inputs),
    )
    const [first, second, ...others] = tableDecisions(parts, { left: 1000 })
    expect(others).toEqual([])
    expect(first).toMatchObject({ place: `${base}.add[1].rows`, taken: [[[0b001n]], [[0b110n]]], left: [] })
    expect(second).toMatchObject({ place: `${base}.add[2].rows`, boxes: [[[0b010n]]], left: [[0b101n]] })
  })
  test('a table of more than 3000 rows does not', () => {
    const sized = (count: number) => tableDecisions(partsIn(baseTool({ table: ['a', 'b'], rows: keys(count) }, grid)), { left: 0 })
    expect(sized(3000)).toHaveLength(1)
    expect(sized(3001)).toEqual([])
  })
})
