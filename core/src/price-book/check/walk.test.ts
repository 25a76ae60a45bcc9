import { describe, expect, test } from 'vitest'
import type { Condition, Expression, Input, Row, ToolPrice } from '../format.ts'
import { baseTool, choice, compiledTool, number } from '../testing.ts'
import { alternatives, conditionsOn, directly, type Inner, meaning, partsOf, type Scope, within } from './walk.ts'

const items: Record<string, Input> = { seconds: number({ max: '9' }), hd: { kind: 'flag' } }
const inputs: Record<string, Input> = {
  n: number(),
  m: number(),
  size: choice('s', 'm'),
  words: { kind: 'text' },
  shots: { kind: 'list', items, max: 3 },
}
const priceOf = (more: Partial<ToolPrice>): ToolPrice => ({ inputs, rows: [{ when: {}, lines: [{ label: 'x', base: '1' }] }], ...more })
const partsIn = (price: ToolPrice) => partsOf(compiledTool(price), 't')
const partsOfBase = (base: Expression) => partsIn(baseTool(base, inputs))
const scope = partsOfBase('1').scope
const placed = (inners: Iterable<Inner>) => [...inners].map(({ is, place }) => `${place}: ${JSON.stringify(is)}`)
const insideOf = (is: Expression) => placed(directly({ is, place: 'p', scope }))

describe('P20: the expressions of a price', () => {
  const rows: Row[] = [
    { when: { size: 's' }, answer: 'metered', message: 'By use.' },
    {
      when: {},
      lines: [
        { label: 'a', base: '1' },
        { label: 'b', quantity: 'n', free: '2', rate: '3', minimum: '4', maximum: '5' },
        { label: 'c', quantity: 'm', steps: [{ upTo: '10', amount: '6' }, { rate: '7' }] },
        { label: 'd', quantity: 'm', block: '4', bands: [{ upTo: '20', rate: '8' }, { rate: '9' }] },
      ],
    },
  ]
  const price = priceOf({
    rows,
    quantities: { double: { unit: 'image', is: { multiply: ['n', '2'] } }, half: { unit: 'image', is: 'm' } },
    adjustments: [
      { label: 'p', percent: '-1' },
      {
        together: [
          { label: 'q', percent: '-2' },
          { label: 'r', percent: '-3' },
        ],
      },
      { label: 's', factor: '4' },
      { label: 't', add: '5' },
      { label: 'u', round: { mode: 'up', step: '1' } },
      { label: 'v', minimum: '6' },
      { label: 'w', maximum: '70' },
    ],
  })
  const roots = [
    't.quantities.double.is: {"multiply":["n","2"]}',
    't.quantities.half.is: "m"',
    't.rows[1].lines[0].base: "1"',
    't.rows[1].lines[1].quantity: "n"',
    't.rows[1].lines[1].free: "2"',
    't.rows[1].lines[1].rate: "3"',
    't.rows[1].lines[1].minimum: "4"',
    't.rows[1].lines[1].maximum: "5"',
    't.rows[1].lines[2].quantity: "m"',
    't.rows[1].lines[2].steps[0].amount: "6"',
    't.rows[1].lines[2].steps[1].rate: "7"',
    't.rows[1].lines[3].quantity: "m"',
    't.rows[1].lines[3].bands[0].rate: "8"',
    't.rows[1].lines[3].bands[1].rate: "9"',
    't.adjustments[0].percent: "-1"',
    't.adjustments[1].together[0].percent: "-2"',
    't.adjustments[1].together[1].percent: "-3"',
    't.adjustments[2].factor: "4"',
    't.adjustments[3].add: "5"',
    't.adjustments[5].minimum: "6"',
    't.adjustments[6].maximum: "70"',
  ]
  test('each with its place', () => expect(partsIn(price).roots.map(({ is, place }) => `${place}: ${JSON.stringify(is)}`)).toEqual(roots))
  test('and those inside of them, in the scope of the tool', () => {
    const { all, scope: own } = partsIn(price)
    expect(placed(all)).toEqual([roots[0], 't.quantities.double.is.multiply[0]: "n"', 't.quantities.double.is.multiply[1]: "2"', ...roots.slice(1)])
    expect(all.every((inner) => inner.scope === own)).toBe(true)
    expect([...own.inputs.keys()]).toEqual(['n', 'm', 'size', 'words', 'shots'])
    expect(own.states.size).toBe(0)
    expect(own.outer).toBeUndefined()
    expect('outer' in own).toBe(false)
  })
  test('where the charge turns: free ones, blocks, steps and bands', () =>
    expect(partsIn(price).ends).toEqual([
      { quantity: undefined, ends: [] },
      { quantity: 'n', ends: ['2'] },
      { quantity: 'm', ends: ['10'] },
      { quantity: 'm', ends: ['4', '20'] },
    ]))
  test('an operation that is free is no end', () => {
    const lines = [{ label: 'x', quantity: 'n', free: { add: ['1', '2'] }, rate: '1' }] as const
    expect(partsIn(priceOf({ rows: [{ when: {}, lines }] })).ends).toEqual([{ quantity: 'n', ends: [] }])
  })
  test('a price of one row alone', () => {
    const { roots, whens, all } = partsIn(priceOf({}))
    expect(roots).toEqual([{ is: '1', place: 't.rows[0].lines[0].base' }])
    expect(whens).toEqual([{ when: {}, place: 't.rows[0].when' }])
    expect(all).toHaveLength(1)
  })
})

describe('P20: the conditions of a price', () => {
  const price = priceOf({
    rows: [
      {
        when: { n: 1 },
        lines: [
          { label: 'a', base: '1' },
          { label: 'b', when: { n: 2 }, base: '1' },
        ],
      },
      { when: [{ n: 3 }, { m: 4 }], answer: 'metered', message: 'By use.' },
      {
        when: {},
        lines: [
          {
            label: 'c',
            base: {
              cases: [
                {
                  when: [{ n: 5 }, { n: 6 }],
                  is: {
                    table: ['size', 'n'],
                    rows: [
                      ['s', 7, '1'],
                      ['*', 8, '2'],
                    ],
                  },
                },
              ],
              else: '1',
            },
          },
        ],
      },
    ],
    adjustments: [
      { label: 'd', percent: '1', when: { n: 9 } },
      { label: 'e', add: '1' },
      {
        together: [
          { label: 'f', percent: '1' },
          { label: 'g', percent: '1', when: { n: 10 } },
        ],
      },
    ],
  })
  test('each with its place, those of cases not among them', () =>
    expect(partsIn(price).whens).toEqual([
      { when: { n: 1 }, place: 't.rows[0].when' },
      { when: { n: 2 }, place: 't.rows[0].lines[1].when' },
      { when: [{ n: 3 }, { m: 4 }], place: 't.rows[1].when' },
      { when: {}, place: 't.rows[2].when' },
      { when: { n: 9 }, place: 't.adjustments[0].when' },
      { when: { n: 10 }, place: 't.adjustments[2].together[1].when' },
    ]))
  test.each<[string, readonly Condition[]]>([
    ['n', [1, 2, 3, 9, 10, 5, 6, 7, 8]],
    ['m', [4]],
    ['size', ['s', '*']],
    ['toString', []],
  ])('all on "%s", cells of tables too', (name, conditions) => expect(conditionsOn(name, partsIn(price))).toEqual(conditions))
  test('each alternative has a place', () => {
    expect(alternatives({ when: { n: 1 }, place: 'p' })).toEqual([{ conditions: { n: 1 }, place: 'p' }])
    expect(alternatives({ when: [{ n: 1 }, { m: 2 }], place: 'p' })).toEqual([
      { conditions: { n: 1 }, place: 'p[0]' },
      { conditions: { m: 2 }, place: 'p[1]' },
    ])
  })
})

describe('P20: the expressions inside one', () => {
  test.each<[string, Expression, string[]]>([
    ['a text has none', 'n', []],
    ['the parts of an operation', { add: ['n', 'm'] }, ['p.add[0]: "n"', 'p.add[1]: "m"']],
    ['both of two', { subtract: ['n', 'm'] }, ['p.subtract[0]: "n"', 'p.subtract[1]: "m"']],
    ['what is rounded, not to what', { ceil: 'n', to: '5' }, ['p.ceil: "n"']],
    ['a range', { between: ['n', 'm'] }, ['p.between[0]: "n"', 'p.between[1]: "m"']],
    [
      'cases',
      {
        cases: [
          { when: {}, is: 'n' },
          { when: {}, is: 'm' },
        ],
        else: '1',
      },
      ['p.cases[0].is: "n"', 'p.cases[1].is: "m"', 'p.else: "1"'],
    ],
    ['cases without an else', { cases: [{ when: {}, is: 'n' }] }, ['p.cases[0].is: "n"']],
    [
      'results of a table',
      {
        table: ['size', 'n'],
        rows: [
          ['s', 1, 'n'],
          ['m', 2, { ceil: 'm' }],
        ],
        else: '5',
      },
      ['p.rows[0][2]: "n"', 'p.rows[1][2]: {"ceil":"m"}', 'p.else: "5"'],
    ],
    ['a table without an else', { table: ['size'], rows: [['s', 'n']] }, ['p.rows[0][1]: "n"']],
    ['of each item', { sum: 'shots', is: 'seconds' }, ['p.is: "seconds"']],
    ['counts', { count: 'shots' }, []],
    ['characters', { characters: 'words' }, []],
    ['bytes', { bytes: 'words' }, []],
    [
      'a chain',
      { chain: { times: 'n', start: { a: '1', b: 'm' }, next: { a: 'a', b: 'b' }, sum: { add: ['a', 'b'] } } },
      ['p.chain.times: "n"', 'p.chain.start.a: "1"', 'p.chain.start.b: "m"', 'p.chain.next.a: "a"', 'p.chain.next.b: "b"', 'p.chain.sum: {"add":["a","b"]}'],
    ],
  ])('%s', (_, is, inside) => expect(insideOf(is)).toEqual(inside))

  test('with it and all inside of those', () =>
    expect(placed(within({ is: { add: ['n', { ceil: { floor: 'm' } }] }, place: 'p', scope }))).toEqual([
      'p: {"add":["n",{"ceil":{"floor":"m"}}]}',
      'p.add[0]: "n"',
      'p.add[1]: {"ceil":{"floor":"m"}}',
      'p.add[1].ceil: {"floor":"m"}',
      'p.add[1].ceil.floor: "m"',
    ]))
  test('in an item of a list its own inputs, and those of the tool around them', () => {
    const [item] = [...directly({ is: { sum: 'shots', is: 'seconds' }, place: 'p', scope })]
    expect([...item!.scope.inputs.keys()]).toEqual(['seconds', 'hd'])
    expect(item!.scope.outer).toBe(scope)
    expect(meaning(item!.scope, 'seconds')).toMatchObject({ name: 'seconds', input: items.seconds })
    expect(meaning(item!.scope, 'n')).toBe(scope.inputs.get('n'))
    expect(meaning(item!.scope, 'nobody')).toBe('number')
  })
  test('a sum over what is no list stays where it is, and a list of no inputs has none', () => {
    expect([...directly({ is: { sum: 'nobody', is: 'n' }, place: 'p', scope })][0]!.scope).toBe(scope)
    const [item] = [...directly({ is: { sum: 'n', is: 'n' }, place: 'p', scope })]
    expect(item!.scope.inputs.size).toBe(0)
    expect(item!.scope.outer).toBe(scope)
  })
  test('in a chain its states, from "next" on', () => {
    const chain = { times: '2', start: { n: '1' }, next: { n: 'n' }, sum: 'n' }
    const scopes = [...directly({ is: { chain }, place: 'p', scope })].map((inner) => inner.scope)
    expect(scopes.slice(0, 2)).toEqual([scope, scope])
    const inside: Scope = scopes[2]!
    expect(scopes[3]).toBe(inside)
    expect([...inside.states]).toEqual(['n'])
    expect(inside.inputs.size).toBe(0)
    expect(inside.outer).toBe(scope)
    expect(meaning(inside, 'n')).toBe('number')
    expect(meaning(inside, 'm')).toBe(scope.inputs.get('m'))
  })
})
