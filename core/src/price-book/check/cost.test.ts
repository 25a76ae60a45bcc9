import { describe, expect, test } from 'vitest'
import type { Expression, Input } from '../format.ts'
import { baseTool, compiledTool, number } from '../testing.ts'
import { costOf, sizeOfPart } from './cost.ts'
import { type Parts, partsOf } from './walk.ts'

const list = (max: number | undefined, items: Record<string, Input> = { n: number() }): Input => ({ kind: 'list', items, ...(max !== undefined && { max }) })
const inputs = { n: number(), words: { kind: 'text' } as const, two: list(2), open: list(undefined), many: list(50_000) }
const { scope, ...none } = partsOf(compiledTool(baseTool('1', inputs)), 'here')
const cost = (...roots: Expression[]) => costOf({ ...none, scope, roots: roots.map((is, at) => ({ is, place: `p${at}` })) } satisfies Parts)
const steps = (is: Expression) => cost(is).steps
const chain = (sum: Expression, times: Expression = '5'): Expression => ({ chain: { times, start: { s: '1' }, next: { s: 's' }, sum } })

describe('P20: the steps of a price', () => {
  test.each<[string, Expression, number]>([
    ['a name', 'n', 1],
    ['an operation and its parts', { add: ['n', '1', { ceil: 'n' }] }, 5],
    ['what is looked up', { characters: 'words' }, 1],
    ['a sum: its items by their most', { sum: 'two', is: { add: ['n', '1'] } }, 1 + 3 * 2],
    ['a list without an end: a hundred', { sum: 'open', is: 'n' }, 101],
    ['a very long list: ten thousand', { sum: 'many', is: 'n' }, 10_001],
    [
      'a sum over what is no list, or unknown',
      {
        add: [
          { sum: 'n', is: 'n' },
          { sum: 'nobody', is: 'n' },
        ],
      },
      5,
    ],
    // 1, "times" and "start" once, "next" and "sum" a hundred times.
    ['a chain', chain('s'), 1 + 1 + 1 + 100 + 100],
    ['a sum in a chain', chain({ sum: 'two', is: 'n' }), 1 + 1 + 1 + 100 + 300],
    ['a sum in a sum', { sum: 'two', is: { sum: 'two', is: 'n' } }, 1 + 2 * (1 + 2)],
  ])('%s', (_, is, count) => expect(steps(is)).toBe(count))

  test('all of it', () => expect(cost('n', { add: ['1', '2'] }, 'n')).toEqual({ steps: 5, findings: [] }))
  test('more than a million is an error, at the expression that makes it so', () => {
    const dear = (place: string) => ({
      severity: 'error',
      place,
      problem: 'One price could take more than 1000000 steps to work out.',
      fix: 'Nest fewer chains and sums in each other, or set a smaller "max" for the lists.',
    })
    // 1 + 10,000 * 99 = 990,001; its parts make 99.
    const large: Expression = { sum: 'many', is: { add: Array.from({ length: 98 }, () => 'n') } }
    expect(cost(large)).toEqual({ steps: 990_001, findings: [] })
    expect(cost('n', large, { sum: 'many', is: 'n' }, 'n')).toEqual({ steps: 1_000_003, findings: [dear('p2')] })
    expect(cost({ sum: 'many', is: { sum: 'many', is: 'n' } }, 'n').findings).toEqual([dear('p0')])
  })
  test('a million is none', () => {
    const most: Expression = { sum: 'many', is: { add: Array.from({ length: 98 }, () => 'n') } }
    expect(cost(most, { add: Array.from({ length: 9998 }, () => 'n') })).toEqual({ steps: 1_000_000, findings: [] })
    expect(cost(most, { add: Array.from({ length: 9999 }, () => 'n') }).findings).toHaveLength(1)
  })
})

test.each<[unknown, number]>([
  ['text', 1],
  [null, 1],
  [undefined, 1],
  [[], 1],
  [{ a: 1, b: [2, null] }, 5],
  [{ a: { b: { c: '' } } }, 4],
])('P20: the values in %j', (part, count) => expect(sizeOfPart(part, 100)).toBe(count))
test('P20: they are counted up to a limit', () => {
  expect(sizeOfPart([1, 2, 3], 3)).toBe(3)
  expect(sizeOfPart([1, 2, 3], 4)).toBe(4)
  expect(sizeOfPart([1, 2, 3], 0)).toBe(0)
})
