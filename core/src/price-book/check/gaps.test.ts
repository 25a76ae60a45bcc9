import { describe, expect, test } from 'vitest'
import type { Tool } from '../../tool.ts'
import type { BookFinding } from '../finding.ts'
import type { Expression, Input, Row, ToolPrice } from '../format.ts'
import { baseTool, choice, compiledTool, number } from '../testing.ts'
import { rowsDecision, tableDecisions } from './decisions.ts'
import { dimensionsOf } from './dimension.ts'
import { oddGaps, studioGaps } from './gaps.ts'
import { row } from './testing.ts'
import { tryTool } from './try.ts'
import { partsOf } from './walk.ts'

const size = choice('s', 'm', 'l')
const hd: Input = { kind: 'flag' }
const upTo = (max: number): Input => number({ max: String(max), whole: true })
const rowsOf = (inputs: Readonly<Record<string, Input>>, ...rows: Row[]): ToolPrice => ({ inputs, rows })
const catalogued = (options: Tool['options']): Tool => ({ id: 'tool', verb: 'Do', title: 'Do', media: 'image', summary: '', help: '', qualities: [], options })

function prepared(price: ToolPrice) {
  const tool = compiledTool(price)
  const parts = partsOf(tool, 'here')
  const dimensions = dimensionsOf(tool, parts, false)
  return { tool, parts, dimensions, rows: rowsDecision(tool, parts, 'here', { left: 100_000 }), trial: tryTool(tool, dimensions, { left: 10_000 }) }
}

describe("P20: gaps in a studio's book", () => {
  function gaps(price: ToolPrice, offered?: Tool): BookFinding[] {
    const { dimensions, rows, trial } = prepared(price)
    return studioGaps(rows, dimensions, trial, offered, 'here')
  }
  const noRow = (what: string): BookFinding => ({
    severity: 'error',
    place: 'here.rows',
    problem: `No row prices ${what}.`,
    fix: 'Add a row, or take the choice out.',
  })
  const noPrice = (what: string, why: string, more = false): BookFinding => ({
    severity: 'error',
    place: 'here',
    problem: `${what} has no price: ${why}${more ? ' There are more combinations like this.' : ''}`,
    fix: 'Price it, or give the table or the cases an "else".',
  })
  const noRowOf = 'No row of tool is for this.'
  const unpublished = (at: string) => `Nothing is published for this (tools.tool.rows[0].lines[0].base${at}).`
  const option = { default: 's', label: 'Size', help: '' }

  test('what no row takes, as one; its combinations are not told again', () => {
    expect(gaps(rowsOf({ size, hd }, row({ size: 's' }, '1')))).toEqual([noRow('size m or l')])
    expect(gaps(rowsOf({ size, hd }, row({ size: 's' }, '1'), row({ hd: true }, '2')))).toEqual([noRow('size m or l, hd false')])
    expect(gaps(rowsOf({ size, hd }, row({ size: 's' }, '1'), row({}, '2')))).toEqual([])
  })
  test('only of what the catalogue offers', () => {
    const price = rowsOf({ size, hd }, row({ size: 's' }, '1'))
    expect(gaps(price, catalogued({ size: { kind: 'choice', values: ['s', 'm'], ...option } }))).toEqual([noRow('size m')])
    expect(gaps(price, catalogued({ size: { kind: 'choice', values: ['s'], ...option } }))).toEqual([])
    expect(gaps(price, catalogued({ hd: { kind: 'flag', default: false, label: 'HD', help: '' } }))).toEqual([noRow('size m or l')])
    expect(gaps(price, catalogued({ other: { kind: 'choice', values: ['s'], ...option } }))).toEqual([noRow('size m or l')])
  })
  test('numbers that the catalogue offers', () => {
    const price = (scale: Input) => rowsOf({ scale }, row({ scale: 2 }, '1'))
    const offered = catalogued({ scale: { kind: 'choice', values: [2, 3], ...option, default: 2 } })
    expect(gaps(price(choice(2, 3, 4)), offered)).toEqual([noRow('scale 3')])
    expect(gaps(price(upTo(4)), offered)).toEqual([noRow('scale 3')])
    expect(gaps(price(upTo(4)))).toEqual([noRow('scale 0, 1, 3 or 4')])
  })
  test('what depends on a quantity is told by the inputs that make it, once', () => {
    const derived = (max: number): ToolPrice => ({
      ...rowsOf({ n: upTo(max) }, row({ double: { to: '4' } }, '1')),
      quantities: { double: { unit: 'image', is: { multiply: ['n', '2'] } } },
    })
    expect(gaps(derived(2))).toEqual([])
    expect(gaps(derived(3))).toEqual([noPrice('n 3', noRowOf)])
    expect(gaps(derived(4))).toEqual([noPrice('n 3', noRowOf, true)])
  })
  test('so is what is measured', () => {
    expect(gaps(rowsOf({ width: upTo(2) }, row({ width: { to: '1' } }, '1')))).toEqual([noPrice('width 2', noRowOf)])
    expect(gaps(rowsOf({ wide: upTo(2) }, row({ wide: { to: '1' } }, '1')))).toEqual([noRow('wide 2')])
  })
  test('what a row takes and cannot price, for each reason an example', () => {
    const table: Expression = { table: ['size'], rows: [['s', '1']] }
    expect(gaps(baseTool({ cases: [{ when: { hd: true }, is: table }], else: table }, { size, hd }))).toEqual([
      noPrice('size m, hd false', unpublished('.else'), true),
      noPrice('size m, hd true', unpublished('.cases[0].is'), true),
    ])
    expect(gaps(baseTool(table, { size }))).toEqual([noPrice('size m', unpublished(''), true)])
    expect(gaps(baseTool(table, { size }), catalogued({ size: { kind: 'choice', values: ['s', 'l'], ...option } }))).toEqual([
      noPrice('size l', unpublished('')),
    ])
    expect(gaps(baseTool(table, { size }), catalogued({ size: { kind: 'choice', values: ['s'], ...option } }))).toEqual([])
  })
  test('a combination that several lines of the trial meet is one', () => {
    const table = (...sizes: string[]): Expression => ({ table: ['size'], rows: sizes.map((each) => [each, '1']) })
    const base: Expression = { cases: [{ when: { hd: true }, is: '1' }], else: table('s', 'm') }
    expect(gaps(baseTool(base, { size, hd }))).toEqual([noPrice('size l, hd false', unpublished('.else'))])
    expect(gaps(baseTool(table('s', 'm'), { size, hd }))).toEqual([noPrice('size l', unpublished(''))])
    expect(gaps(baseTool({ ...base, else: table('s') } as Expression, { size, hd }))).toEqual([noPrice('size m, hd false', unpublished('.else'), true)])
  })
  test('beside what no row takes', () =>
    expect(gaps(rowsOf({ size }, { when: { size: ['s', 'm'] }, lines: [{ label: 'x', base: { table: ['size'], rows: [['s', '1']] } }] }))).toEqual([
      noRow('size l'),
      noPrice('size m', unpublished('')),
    ]))
  test('a number that may be left out but is needed', () => {
    const n: Input = { kind: 'number', max: '1', whole: true, optional: true }
    expect(gaps(baseTool('n', { n }))).toEqual([noPrice('n not given', '"n" is missing.')])
  })
  test('an answer is none, and neither is a fault', () => {
    expect(gaps(rowsOf({ size }, { when: { size: 's' }, answer: 'metered', message: 'By use.' }, row({}, '1')))).toEqual([])
    expect(gaps(baseTool({ divide: ['1', 'n'] }, { n: upTo(1) }))).toEqual([])
  })
  test('a tool that nothing is asked of', () => {
    const price: ToolPrice = {
      ...baseTool({ cases: [{ when: { q: 6 }, is: '1' }] }),
      quantities: { q: { unit: 'image', is: '5' } },
    }
    expect(gaps(price)).toEqual([noPrice('any inputs', unpublished(''))])
  })
  test('where the rows were not looked at to the end, the combinations are told', () => {
    const { dimensions, rows, trial } = prepared(rowsOf({ size }, row({ size: 's' }, '1')))
    expect(studioGaps({ ...rows, left: undefined }, dimensions, trial, undefined, 'here')).toEqual([noPrice('size m', noRowOf, true)])
  })
  test('twenty are told, and how many more there are', () => {
    const { dimensions, rows, trial } = prepared(rowsOf({ size }, row({ size: 's' }, '1')))
    const many = studioGaps({ ...rows, left: Array.from({ length: 25 }, () => [0b010n]) }, dimensions, trial, undefined, 'here')
    expect(many).toEqual([
      ...Array.from({ length: 20 }, () => noRow('size m')),
      { severity: 'error', place: 'here', problem: 'There are 5 more findings of this kind.', fix: 'Correct these first.' },
    ])
  })
})

describe("P20: odd gaps in a vendor's book", () => {
  function gaps(price: ToolPrice, left = 10_000): BookFinding[] {
    const { tool, parts, dimensions, rows } = prepared(price)
    return oddGaps(tool, [rows, ...tableDecisions(parts, { left: 100_000 })], dimensions, { left }, 'here')
  }
  const only = (what: string, place = 'here.rows'): BookFinding => ({
    severity: 'warning',
    place,
    problem: `Only ${what} has no price.`,
    fix: 'If it is offered, add it.',
  })
  const never = (what: string, place = 'here.rows'): BookFinding => ({
    severity: 'warning',
    place,
    problem: `${what} never has a price.`,
    fix: 'Add its price, or take it out of the domain.',
  })
  const tableOf = (...values: string[]): Expression => ({ table: ['size'], rows: values.map((value) => [value, '1']) })
  const base = 'here.rows[0].lines[0].base'

  test('a value that is never priced', () => {
    expect(gaps(rowsOf({ size, hd }, row({ size: 's' }, '1'), row({ size: 'm' }, '2')))).toEqual([never('size l')])
    expect(gaps(rowsOf({ hd }, row({ hd: true }, '1')))).toEqual([never('hd false')])
    expect(gaps(baseTool(tableOf('s', 'm'), { size }))).toEqual([never('size l', `${base}.rows`)])
  })
  test('a single gap in a grid of six or more', () => {
    const grid = (size: Input) => gaps(rowsOf({ size, hd }, row({ size: 's' }, '1'), row({ size: 'm', hd: true }, '2'), row({ size: 'l' }, '3')))
    expect(grid(size)).toEqual([only('size m, hd false')])
    expect(gaps(rowsOf({ size: choice('s', 'm'), hd }, row({ size: 's' }, '1'), row({ size: 'm', hd: true }, '2')))).toEqual([])
  })
  test('nothing odd: all of it, two values, two places', () => {
    expect(gaps(rowsOf({ size, hd }, row({}, '1')))).toEqual([])
    expect(gaps(rowsOf({ size, hd }, row({ size: 's' }, '1')))).toEqual([])
    expect(gaps(rowsOf({ size, hd }, row({ size: 's' }, '1'), row({ size: 'm', hd: true }, '2'), row({ size: 'l', hd: false }, '3')))).toEqual([])
    expect(gaps(rowsOf({ size }, row({ size: 'xl' }, '1')))).toEqual([])
  })
  test('nothing odd: a number, a text, what is not given', () => {
    expect(gaps(rowsOf({ n: upTo(3) }, row({ n: { to: '2' } }, '1')))).toEqual([])
    expect(gaps(rowsOf({ model: { kind: 'text' } }, row({ model: 'a' }, '1')))).toEqual([])
    expect(gaps(rowsOf({ size: { ...size, optional: true } }, row({ size: { given: true } }, '1')))).toEqual([])
    expect(gaps({ ...rowsOf({ n: upTo(3) }, row({ q: { to: '2' } }, '1')), quantities: { q: { unit: 'image', is: 'n' } } })).toEqual([])
  })
  test('one that was not walked', () => {
    const { tool, dimensions, rows } = prepared(rowsOf({ size }, row({ size: ['s', 'm'] }, '1')))
    expect(oddGaps(tool, [{ ...rows, left: undefined }], dimensions, { left: 1000 }, 'here')).toEqual([])
    expect(oddGaps(tool, [rows], dimensions, { left: 1000 }, 'here')).toEqual([never('size l')])
  })
  test('the same gap of two tables once, at the first', () =>
    expect(gaps(baseTool({ add: [tableOf('s', 'm'), tableOf('m', 's')] }, { size }))).toEqual([never('size l', `${base}.add[0].rows`)]))
  test('not where something else prices it', () => {
    expect(gaps(baseTool({ cases: [{ when: { size: 'l' }, is: '5' }], else: tableOf('s', 'm') }, { size }))).toEqual([])
    const table: Expression = {
      table: ['size', 'hd'],
      rows: [
        ['s', '*', '1'],
        ['m', '*', '2'],
      ],
    }
    expect(gaps(baseTool({ cases: [{ when: { hd: true }, is: table }], else: '1' }, { size, hd }))).toEqual([])
    expect(gaps(baseTool({ cases: [{ when: { hd: false }, is: table }], else: '1' }, { size, hd }))).toEqual([])
  })
  test('not where one combination of ten is priced', () => {
    const tag = choice(...Array.from({ length: 10 }, (_, at) => `t${at}`))
    for (const lucky of ['t0', 't5', 't9'])
      expect(gaps(baseTool({ cases: [{ when: { tag: lucky }, is: '5' }], else: tableOf('s', 'm') }, { size, tag }))).toEqual([])
  })
  test('not where the answer is no price on purpose', () =>
    expect(
      gaps(rowsOf({ size }, { when: { size: 'l' }, answer: 'metered', message: 'By use.' }, { when: {}, lines: [{ label: 'x', base: tableOf('s', 'm') }] })),
    ).toEqual([]))
  test('not without the effort to try it: sixty combinations', () => {
    const price = rowsOf({ size, hd }, row({ size: ['s', 'm'] }, '1'))
    expect(gaps(price, 60)).toEqual([never('size l')])
    expect(gaps(price, 59)).toEqual([])
  })
  test('twenty are told, and how many more there are', () => {
    const names = Array.from({ length: 22 }, (_, at) => `size${at}`)
    const inputs = Object.fromEntries(names.map((name) => [name, size]))
    const tables = names.map(
      (name): Expression => ({
        table: [name],
        rows: [
          ['s', '1'],
          ['m', '1'],
        ],
      }),
    )
    const findings = gaps(baseTool({ add: tables }, inputs))
    expect(findings.slice(0, 20)).toEqual(names.slice(0, 20).map((name, at) => never(`${name} l`, `${base}.add[${at}].rows`)))
    expect(findings.slice(20)).toEqual([
      { severity: 'warning', place: 'here', problem: 'There are 2 more findings of this kind.', fix: 'Correct these first.' },
    ])
  })
})
