import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Condition, Expression, Input, Row, ToolPrice } from '../format.ts'
import { compileInputs } from '../input.ts'
import { baseTool, choice, compiledTool, number } from '../testing.ts'
import { checkDomains, domainInWords } from './domains.ts'
import { partsOf } from './walk.ts'

const inputs: Record<string, Input> = {
  size: choice('s', 'm'),
  n: number({ min: '1', max: '9', whole: true }),
  hd: { kind: 'flag' },
  maybe: { ...choice('a', 'b'), optional: true },
  model: { kind: 'text' },
  day: { kind: 'date' },
  shots: { kind: 'list', items: { size: choice('x', 'y') }, max: 2 },
}
const said = (price: ToolPrice) => checkDomains(partsOf(compiledTool(price), 'here'), 'here')
const rows = (...whens: Row['when'][]) => said({ inputs, rows: whens.map((when) => ({ when, lines: [{ label: 'x', base: '1' }] })) })
const ofBase = (base: Expression) => said(baseTool(base, inputs))
const never = (place: string, name: string, value: string, domain: string): BookFinding => ({
  severity: 'error',
  place,
  problem: `"${name}" can never be ${value}; it is ${domain}.`,
  fix: 'Use a value of its domain, or add the value to it.',
})
const cannot = (place: string, name: string, domain: string): BookFinding => ({
  severity: 'error',
  place,
  problem: `It can never hold: "${name}" is ${domain}.`,
  fix: 'Use values of its domain, or widen the domain.',
})
const always = (place: string, name: string): BookFinding => ({
  severity: 'warning',
  place,
  problem: `"${name}" always has a value.`,
  fix: 'Make it "optional", or leave the condition out.',
})
const at = 'here.rows[0].when'
const base = 'here.rows[0].lines[0].base'

describe('P20: conditions that can never hold', () => {
  test('values of the domain may be asked for, and any of a quantity', () => {
    expect(rows({ size: 's', n: 9, hd: true, maybe: ['a'], model: 'any', day: '2026-01-01' })).toEqual([])
    const quantities = { q: { unit: 'image', is: 'n' } }
    expect(said({ ...baseTool('1', inputs), rows: [{ when: { q: 100 }, lines: [{ label: 'x', base: '1' }] }], quantities })).toEqual([])
  })
  test('each value outside', () => {
    expect(rows({ size: 'l' })).toEqual([never(`${at}.size`, 'size', '"l"', 'one of s, m')])
    expect(rows({ size: ['s', 'l', 5] })).toEqual([never(`${at}.size`, 'size', '"l"', 'one of s, m'), never(`${at}.size`, 'size', '5', 'one of s, m')])
    expect(rows({ size: { not: 'l' } })).toEqual([never(`${at}.size`, 'size', '"l"', 'one of s, m')])
    expect(rows({ n: 10 })).toEqual([never(`${at}.n`, 'n', '10', 'a whole number from 1 to 9')])
    expect(rows({ hd: 'maybe' })).toEqual([never(`${at}.hd`, 'hd', '"maybe"', 'true or false')])
    expect(rows({ day: '2026-02-30' })).toEqual([never(`${at}.day`, 'day', '"2026-02-30"', 'a date')])
  })
  test('bounds outside, and none that is not', () => {
    const whole = 'a whole number from 1 to 9'
    expect(rows({ n: { from: '10' } })).toEqual([cannot(`${at}.n`, 'n', whole)])
    expect(rows({ n: { over: '9' } })).toEqual([cannot(`${at}.n`, 'n', whole)])
    expect(rows({ n: { under: '1' } })).toEqual([cannot(`${at}.n`, 'n', whole)])
    expect(rows({ n: { over: '3', under: '4' } })).toEqual([cannot(`${at}.n`, 'n', whole)])
    expect(rows({ n: { from: '9' } }, { n: { to: '1' } })).toEqual([])
    expect(rows({ size: { not: ['s', 'm'] } })).toEqual([cannot(`${at}.size`, 'size', 'one of s, m')])
  })
  test('asking whether what is always there is given', () => {
    expect(rows({ size: { given: true } })).toEqual([always(`${at}.size`, 'size')])
    expect(rows({ size: { given: false } })).toEqual([cannot(`${at}.size`, 'size', 'one of s, m')])
    expect(rows({ maybe: { given: true } }, { maybe: { given: false } })).toEqual([])
  })
  test('each alternative, with its place', () =>
    expect(rows([{ size: 's' }, { size: 'l' }])).toEqual([never('here.rows[0].when[1].size', 'size', '"l"', 'one of s, m')]))
  test('in cases, and in the items of a list', () => {
    const cases = (when: Row['when']): Expression => ({
      cases: [
        { when: {}, is: '1' },
        { when, is: '1' },
      ],
    })
    expect(ofBase(cases({ size: 'l' }))).toEqual([never(`${base}.cases[1].when.size`, 'size', '"l"', 'one of s, m')])
    expect(ofBase(cases([{ hd: true }, { size: 'l' }]))).toEqual([never(`${base}.cases[1].when[1].size`, 'size', '"l"', 'one of s, m')])
    expect(ofBase({ sum: 'shots', is: cases({ size: 's' }) })).toEqual([never(`${base}.is.cases[1].when.size`, 'size', '"s"', 'one of x, y')])
    expect(ofBase({ sum: 'shots', is: cases({ size: 'x' }) })).toEqual([])
  })
})

describe('P20: cells of tables outside the domain', () => {
  test('each, with its place', () =>
    expect(
      ofBase({
        table: ['size', 'n'],
        rows: [
          ['s', 1, '1'],
          ['l', '*', '2'],
          ['*', 0, '3'],
          ['l', 2, '4'],
        ],
      }),
    ).toEqual([
      never(`${base}.rows[1][0]`, 'size', '"l"', 'one of s, m'),
      never(`${base}.rows[3][0]`, 'size', '"l"', 'one of s, m'),
      never(`${base}.rows[2][1]`, 'n', '0', 'a whole number from 1 to 9'),
    ]))
  test('none of a quantity', () => {
    const price = baseTool(
      {
        table: ['q'],
        rows: [
          ['100', '1'],
          ['*', '2'],
        ],
      },
      inputs,
      { quantities: { q: { unit: 'image', is: 'n' } } },
    )
    expect(said(price)).toEqual([])
  })
  test('twenty are told, and how many more there are', () => {
    const findings = ofBase({ table: ['size'], rows: Array.from({ length: 23 }, (_, at) => [`x${at}`, '1']) })
    expect(findings).toHaveLength(21)
    expect(findings.at(-1)).toEqual({ severity: 'error', place: 'here', problem: 'There are 3 more findings of this kind.', fix: 'Correct these first.' })
  })
  test('what rows ask comes first', () => {
    const price: ToolPrice = { inputs, rows: [{ when: { n: 10 }, lines: [{ label: 'x', base: { table: ['size'], rows: [['l', '1']] } }] }] }
    expect(said(price).map(({ place }) => place)).toEqual([`${at}.n`, `${base}.rows[0][0]`])
  })
})

test.each<[Input, string]>([
  [choice('a', 5), 'one of a, 5'],
  [choice(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 'one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12'],
  [choice(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13), 'one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 3 others'],
  [{ kind: 'flag' }, 'true or false'],
  [number(), 'a number from 0'],
  [number({ min: '2', max: '5' }), 'a number from 2 to 5'],
  [number({ whole: true, max: '5' }), 'a whole number from 0 to 5'],
  [{ kind: 'date' }, 'a date'],
  [{ kind: 'text' }, 'a text'],
  [{ kind: 'list', items: {} }, 'a list'],
])('P20: a domain in words: %#', (input, words) => expect(domainInWords(compileInputs({ x: input })[0]!)).toBe(words))

test.each<[Condition]>([['s'], [{ given: true }]])('P20: a name that is a state of a chain is no input: %j', (condition) => {
  const is: Expression = { cases: [{ when: { size: condition }, is: '1' }], else: '2' }
  const { all, ...parts } = partsOf(compiledTool(baseTool('1', inputs)), 'here')
  const scope = { inputs: new Map(), states: new Set(['size']), outer: parts.scope }
  expect(
    checkDomains(
      {
        ...parts,
        all: [
          { is, place: 'p', scope },
          { is: { table: ['size'], rows: [['l', '1']] }, place: 'q', scope },
        ],
      },
      'here',
    ),
  ).toEqual([])
  expect(all).toHaveLength(1)
})
