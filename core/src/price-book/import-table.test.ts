import { describe, expect, test } from 'vitest'
import type { Expression } from './format.ts'
import { type Choices, type Entry, lookUp, rateOf, type Told, telling, untold } from './import-table.ts'

const told = (...whens: Told['when'][]): Told[] => whens.map((when) => ({ when }))
const entry = (amount: Expression, when: Told['when'] = {}): Entry => ({ when, amount })
const choices = (all: Readonly<Record<string, readonly string[]>>): Choices => new Map(Object.entries(all))

describe('what tells rows from others', () => {
  test('the values of one input', () => {
    expect(telling(told({ model: 'a' }), told({ model: 'b' }))).toEqual({ model: 'a' })
    expect(telling(told({ model: 'a' }, { model: 'b' }, { model: 'a' }), told({ model: 'c' }))).toEqual({ model: ['a', 'b'] })
  })
  test('the first input that no other row shares', () => {
    expect(telling(told({ size: 's', model: 'a' }), told({ size: 's', model: 'b' }))).toEqual({ model: 'a' })
    expect(telling(told({ size: 's', model: 'a' }), told({ size: 's', model: 'b' }, { size: 'm', model: 'c' }))).toEqual({ model: 'a' })
    expect(telling(told({ size: 's', model: 'a' }), told({ size: 'm', model: 'b' }))).toEqual({ size: 's' })
  })
  test('else all that they say, each', () => {
    expect(telling(told({ size: 's', model: 'a' }, { size: 'm', model: 'b' }), told({ size: 's', model: 'b' }))).toEqual([
      { size: 's', model: 'a' },
      { size: 'm', model: 'b' },
    ])
    expect(telling(told({ model: 'a' }), told({}))).toEqual([{ model: 'a' }])
    expect(telling(told({ model: 'a' }, {}), told({ model: 'b' }))).toEqual([{ model: 'a' }, {}])
  })
  test('what is said already is not said again', () => {
    expect(untold({ model: 'a', size: 's' }, { model: 'a' })).toEqual({ size: 's' })
    expect(untold({ model: 'b', size: 's' }, { model: 'a' })).toEqual({ model: 'b', size: 's' })
    expect(untold({ model: 'a' }, { model: ['a', 'b'] })).toEqual({ model: 'a' })
    expect(untold({ model: 'a' }, [{ model: 'a' }])).toEqual({ model: 'a' })
    expect(untold({ model: 'a' }, {})).toEqual({ model: 'a' })
  })
})

describe('amounts by inputs', () => {
  const ab = choices({ model: ['a', 'b'], size: ['s', 'm'] })
  test('one amount alone', () => expect(lookUp([entry('5')], ab)).toBe('5'))
  test('a table of those that make a difference', () => {
    expect(lookUp([entry('1', { model: 'a' }), entry('2', { model: 'b' })], ab)).toEqual({
      table: ['model'],
      rows: [
        ['a', '1'],
        ['b', '2'],
      ],
    })
    const all = [
      entry('1', { model: 'a', size: 's' }),
      entry('1', { model: 'a', size: 'm' }),
      entry('2', { model: 'b', size: 's' }),
      entry('2', { model: 'b', size: 'm' }),
    ]
    expect(lookUp(all, ab)).toEqual({
      table: ['model'],
      rows: [
        ['a', '1'],
        ['b', '2'],
      ],
    })
  })
  test('an input makes none where all of its values are there with one amount', () => {
    expect(lookUp([entry('1', { model: 'a' }), entry('1', { model: 'b' })], ab)).toBe('1')
    expect(lookUp([entry('1', { model: 'a' })], ab)).toEqual({ table: ['model'], rows: [['a', '1']] })
    expect(lookUp([entry('1', { other: 'x' }), entry('1', { other: 'y' })], ab)).toBe('1')
    expect(lookUp([entry({ between: ['1', '2'] }, { model: 'a' }), entry({ between: ['1', '2'] }, { model: 'b' })], ab)).toEqual({ between: ['1', '2'] })
  })
  test('in whatever order the others are named', () => {
    const entries = [entry('1', { model: 'a', tier: 'x', size: 's' }), entry('1', { tier: 'x', model: 'a', size: 'm' })]
    expect(lookUp(entries, choices({ model: ['a', 'b'], tier: ['x', 'y'], size: ['s', 'm'] }))).toEqual({ table: ['model', 'tier'], rows: [['a', 'x', '1']] })
  })
  test('rows that leave more open come later, in their order', () => {
    const entries = [entry('1'), entry('2', { size: 's' }), entry('3', { model: 'a', size: 's' }), entry('4', { model: 'b', size: 's' })]
    expect(lookUp(entries, ab)).toEqual({
      table: ['size', 'model'],
      rows: [
        ['s', 'a', '3'],
        ['s', 'b', '4'],
        ['s', '*', '2'],
        ['*', '*', '1'],
      ],
    })
  })
})

describe('amounts in proportion to a number', () => {
  const lengths = choices({ duration: ['5', '10'] })
  const of = (five: Expression, ten: Expression) => [entry(five, { duration: '5' }), entry(ten, { duration: '10' })]
  test('are a rate', () => {
    expect(rateOf(of('0.35', '0.7'), lengths)).toEqual({ quantity: 'duration', entries: [entry('0.07')] })
    expect(rateOf(of('0', '0.7'), lengths)).toBeUndefined()
    expect(rateOf(of('0.35', '0.6'), lengths)).toBeUndefined()
    expect(rateOf(of('0', '0'), lengths)).toBeUndefined()
  })
  test('a different one for each of the others, of which some are nothing', () => {
    const entries = ['a', 'b'].flatMap((model, index) => [entry(String(index), { model, duration: '5' }), entry(String(2 * index), { model, duration: '10' })])
    const found = { quantity: 'duration', entries: [entry('0', { model: 'a' }), entry('0.2', { model: 'b' })] }
    expect(rateOf(entries, lengths)).toEqual(found)
    expect(rateOf(entries, choices({ model: ['a', 'b'], duration: ['5', '10'] }))).toEqual(found)
  })
  test.each([
    ['one value alone', ['5']],
    ['a word among them', ['5', 'auto']],
    ['one below zero', ['-5', '10']],
    ['none', ['0', '10']],
    ['none, written out', ['0.00', '10']],
    ['none, at length', ['00.0', '10']],
    ['one that no row is for', ['5', '10', '15']],
  ])('not where there is %s', (_, values) => {
    const [first = '', second = '10'] = values
    expect(rateOf([entry('1', { duration: first }), entry('2', { duration: second })], choices({ duration: values }))).toBeUndefined()
  })
  test('not where a row does not say it, has a range, or a rate without an end', () => {
    expect(rateOf([...of('0.35', '0.7'), entry('1')], lengths)).toBeUndefined()
    expect(rateOf(of('0.35', { between: ['0.6', '0.7'] }), lengths)).toBeUndefined()
    expect(rateOf([...of('0.35', '0.7'), entry({ between: ['1', '2'] }, { duration: '5' })], lengths)).toBeUndefined()
    expect(rateOf([entry('1', { duration: '3' }), entry('2', { duration: '6' })], choices({ duration: ['3', '6'] }))).toBeUndefined()
  })
})
