import { describe, expect, test } from 'vitest'
import type { BookFinding } from '../finding.ts'
import type { Expression, Input, Line, ToolPrice } from '../format.ts'
import { choice, compiledTool, linesTool, number } from '../testing.ts'
import { checkSteps } from './steps.ts'

const said = (price: ToolPrice) => checkSteps(compiledTool(price), 'here')
const unreached = (what: 'step' | 'band', index: number, at = 'here.rows[0].lines[0]'): BookFinding => ({
  severity: 'warning',
  place: `${at}.${what}s[${index}]`,
  problem: `No quantity reaches this ${what}.`,
  fix: 'Remove it, or correct "upTo" or the domain of what is counted.',
})

describe('P20: steps that no quantity reaches', () => {
  const steps = [{ upTo: '5', amount: '1' }, { upTo: '10', amount: '2' }, { amount: '3' }]
  const of = (n: Input, quantity: Expression = 'n', more: Partial<Line> = {}) => said(linesTool([{ label: 'x', quantity, steps, ...more }], { n }))
  test.each<[string, Input, number[]]>([
    ['all', number(), []],
    ['up to the end of one, not over it', number({ max: '10' }), [2]],
    ['a little over it', number({ max: '10.01' }), []],
    ['only the first', number({ max: '5' }), [1, 2]],
    ['from the end of one on', number({ min: '5' }), []],
    ['from above it', number({ min: '5.01' }), [0]],
    ['only the last', number({ min: '11' }), [0, 1]],
    ['only the middle', number({ min: '6', max: '7' }), [0, 2]],
  ])('%s', (_, n, missed) => expect(of(n)).toEqual(missed.map((index) => unreached('step', index))))

  test('of what is derived, free or counted in blocks', () => {
    expect(of(number({ max: '4' }), { multiply: ['n', '2'] })).toEqual([unreached('step', 2)])
    expect(of(number({ max: '12' }), 'n', { free: '4' })).toEqual([unreached('step', 2)])
    // 21 are six started blocks of four, 9 are three.
    expect(of(number({ max: '21' }), 'n', { block: '4' })).toEqual([unreached('step', 2)])
    expect(of(number({ max: '9' }), 'n', { block: '4' })).toEqual([unreached('step', 1), unreached('step', 2)])
  })
  test('nothing is claimed where it depends on a choice, may be left out, or cannot be worked out', () => {
    const table: Expression = {
      table: ['n'],
      rows: [
        ['a', '1'],
        ['b', '2'],
      ],
    }
    expect(of(choice('a', 'b'), table)).toEqual([])
    expect(of(number({ max: '2' }), { divide: ['1', 'n'] })).toEqual([])
  })
  test('no step at all is told of a line without them', () =>
    expect(
      said(
        linesTool(
          [
            { label: 'x', base: '1' },
            { label: 'y', quantity: 'n', rate: '1' },
          ],
          { n: number({ max: '1' }) },
        ),
      ),
    ).toEqual([]))
})

describe('P20: bands that no quantity reaches', () => {
  const bands = [{ upTo: '5', rate: '1' }, { upTo: '10', rate: '2' }, { rate: '3' }]
  const of = (n: Input, quantity: Expression = 'n') => said(linesTool([{ label: 'x', quantity, bands }], { n }))
  test.each<[string, Input, number[]]>([
    ['all', number(), []],
    ['up to the end of one, not over it', number({ max: '10' }), [2]],
    ['a little over it', number({ max: '10.01' }), []],
    ['only the first, which is never told', number({ max: '5' }), [1, 2]],
    ['nothing at all', number({ max: '0' }), [1, 2]],
    ['from above the first', number({ min: '6' }), []],
  ])('%s', (_, n, missed) => expect(of(n)).toEqual(missed.map((index) => unreached('band', index))))
  test('nothing is claimed where it depends on a choice', () =>
    expect(
      of(choice('a', 'b'), {
        table: ['n'],
        rows: [
          ['a', '1'],
          ['b', '2'],
        ],
      }),
    ).toEqual([]))
})

test('P20: each line of each row has its place, also beside a row that only answers', () => {
  const line: Line = { label: 'x', quantity: 'n', steps: [{ upTo: '5', amount: '1' }, { amount: '3' }] }
  const rows: ToolPrice['rows'] = [
    { when: { n: 1 }, answer: 'metered', message: 'By use.' },
    { when: {}, lines: [{ label: 'y', base: '1' }, line] },
  ]
  expect(said({ inputs: { n: number({ max: '5' }) }, rows })).toEqual([unreached('step', 1, 'here.rows[1].lines[1]')])
})
test('P20: ten are told, and how many more there are', () => {
  const lines = Array.from({ length: 12 }, (): Line => ({ label: 'x', quantity: 'n', steps: [{ upTo: '5', amount: '1' }, { amount: '3' }] }))
  const findings = said(linesTool(lines, { n: number({ max: '5' }) }))
  expect(findings).toHaveLength(11)
  expect(findings.at(-1)).toEqual({ severity: 'warning', place: 'here', problem: 'There are 2 more findings of this kind.', fix: 'Correct these first.' })
})
