import { describe, expect, test } from 'vitest'
import type { Condition, Input, When } from '../format.ts'
import { baseTool, choice, compiledTool, number } from '../testing.ts'
import { boxInWords, listOf, spaceOf, whenOfRow } from './space.ts'
import { partsOf } from './walk.ts'

const inputs: Record<string, Input> = {
  size: choice('s', 'm', 'l'),
  hd: { kind: 'flag', optional: true },
  model: { kind: 'text' },
  n: number(),
}
const { scope } = partsOf(compiledTool(baseTool('1', inputs)), 'here')
const words = (...whens: When[]) => {
  const space = spaceOf(whens, scope)
  return whens.map((when) => space.boxesOf(when).map((box) => boxInWords(box, space)))
}

test('P20: a condition is a list of one', () => {
  expect(listOf({ size: 's' })).toEqual([{ size: 's' }])
  expect(listOf([{ size: 's' }, {}])).toEqual([{ size: 's' }, {}])
})

test('P20: a row of a table asks for its cells, "*" for nothing', () => {
  expect(whenOfRow(['size', 'hd', 'n'], ['s', '*', 5, '0.4'])).toEqual({ size: 's', n: 5 })
  expect(whenOfRow(['size'], ['*', '0.4'])).toEqual({})
})

describe('P20: the space of conditions', () => {
  test('has an axis for each name, with what all conditions on it tell apart', () => {
    const { axes, everything } = spaceOf([{ size: 's', n: { to: '5' } }, [{ n: { from: '9' } }, { q: 1 }]], scope)
    expect(axes.map(({ name, values }) => [name, values.length])).toEqual([
      ['size', 3],
      // 0, 2.5, 5, 7, 9 and 10
      ['n', 6],
      // 0, 1 and 2
      ['q', 3],
    ])
    expect(everything).toEqual([0b111n, 0b111111n, 0b111n])
  })
  test('has a box for each alternative that can hold', () => {
    const { boxesOf } = spaceOf([{ size: 's', hd: true }, { size: ['s', 'l'] }], scope)
    expect(boxesOf({ size: 's', hd: true })).toEqual([[0b001n, 0b001n]])
    expect(boxesOf([{ size: ['s', 'l'] }, { hd: false }, {}])).toEqual([
      [0b101n, 0b111n],
      [0b111n, 0b010n],
      [0b111n, 0b111n],
    ])
    expect(boxesOf({ size: 'xl' })).toEqual([])
    expect(boxesOf({ size: 'xl', hd: true })).toEqual([])
    expect(boxesOf([{ size: 'xl' }, { size: 'm' }])).toEqual([[0b010n, 0b111n]])
  })
  test('asks each plain value once, and remembers it for what it is', () => {
    const { boxesOf } = spaceOf([{ size: 's' }], scope)
    for (const value of ['s', 'm', 's', 'l'] as const) expect(boxesOf({ size: value })).toEqual([[{ s: 1n, m: 2n, l: 4n }[value]]])
  })
  test('without conditions it is one point', () => {
    expect(spaceOf([{}], scope)).toMatchObject({ axes: [], everything: [] })
    expect(spaceOf([{}], scope).boxesOf({})).toEqual([[]])
  })
})

describe('P20: a box in words', () => {
  test('what it narrows', () =>
    expect(words({ size: 's', model: 'flux' }, { size: ['s', 'm'] }, {})).toEqual([['size s, model flux'], ['size s or m'], ['anything at all']]))
  test('what is given or not', () => {
    expect(words({ hd: { given: true } }, { hd: { given: false } }, { hd: true }, { hd: [true, false] })).toEqual([
      ['hd given'],
      ['hd not given'],
      ['hd true'],
      ['hd given'],
    ])
  })
  test('any other text', () =>
    expect(words({ model: { not: 'flux' } }, { model: { startsWith: 'a' } })).toEqual([['model a, a~ or any other text'], ['model a or a~']]))
  test('of many values some', () => expect(words({ n: [1, 2, 3, 4, 5] satisfies Condition })).toEqual([['n 1, 2, 3 or 2 others']]))
})
