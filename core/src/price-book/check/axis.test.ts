import { describe, expect, test } from 'vitest'
import type { Choice, Condition, Input } from '../format.ts'
import { type CompiledInput, compileInputs, type Value } from '../input.ts'
import { unknown } from '../interval.ts'
import { choice, number } from '../testing.ts'
import { decimal, toText } from '../rational.ts'
import { type Axis, axisOf, boundsIn, distinct, maskOf, nowhere, valueInWords, valuesIn } from './axis.ts'

const compiled = (input: Input): CompiledInput => compileInputs({ before: { kind: 'flag' }, x: input })[1]!
const axis = (input: Input, ...conditions: Condition[]): Axis => axisOf('x', compiled(input), conditions)
const plain = (value: Value): unknown => (typeof value === 'object' && 'compare' in value ? toText(value, 12) : value)
const values = (input: Input, ...conditions: Condition[]): unknown[] => axis(input, ...conditions).values.map(plain)
const optional = { optional: true } as const
const text: Input = { kind: 'text' }
const date: Input = { kind: 'date' }

describe('P20: the values of an axis', () => {
  test('of a choice each once, as texts', () => {
    expect(values(choice('a', 5, 'b', '5'), 'a')).toEqual(['a', '5', 'b'])
    expect(values({ ...choice('a', 'b'), ...optional })).toEqual(['a', 'b', undefined])
  })
  test('not given is one where it may be left out and has no default', () => {
    expect(values({ kind: 'flag' })).toEqual(['true', 'false'])
    expect(values({ kind: 'flag', ...optional })).toEqual(['true', 'false', undefined])
    expect(values({ kind: 'flag', ...optional, default: true })).toEqual(['true', 'false'])
  })
  test('of a list none', () => expect(values({ kind: 'list', items: {} }, { given: true })).toEqual([]))
  test('it keeps the name and the input', () => {
    const input = compiled({ kind: 'flag' })
    expect(axisOf('y', input, [])).toMatchObject({ name: 'y', input })
  })
  test('what has no domain: no slot, any number', () => {
    const free = axisOf('q', 'number', [{ from: '-3' }])
    expect(free.values.map(plain)).toEqual(['-4', '-3', '-2'])
    expect(free.input).toMatchObject({ name: 'q', slot: nowhere, input: { kind: 'number' }, absent: undefined })
    expect(plain(free.input.read('7'))).toBe('0')
    expect(nowhere).toBe(-1)
    expect(axisOf('q', 'number', []).values.map(plain)).toEqual(['1'])
  })
})

describe('P20: numbers that conditions tell apart', () => {
  test.each<[string, Input, Condition[], string[]]>([
    ['at least 0 where nothing is said', number(), [], ['0', '1']],
    ['each bound, between, before and after', number(), [{ from: '5', under: '8' }], ['0', '2.5', '5', '6.5', '8', '9']],
    ['over and to', number(), [{ over: '5', to: '8' }], ['0', '2.5', '5', '6.5', '8', '9']],
    ['of several conditions, each once', number(), [{ to: '4' }, { over: '4' }, 4, '4'], ['0', '2', '4', '5']],
    ['named ones', number(), [[2, '4']], ['0', '1', '2', '3', '4', '5']],
    ['those that it is not', number(), [{ not: 2 }, { not: ['4'] }], ['0', '1', '2', '3', '4', '5']],
    ['not beyond the domain', number({ min: '3', max: '6' }), [{ to: '5' }], ['3', '4', '5', '5.5', '6']],
    ['its ends alone', number({ min: '3', max: '6' }), [], ['3', '4.5', '6']],
    ['a domain of one', number({ min: '3', max: '3' }), [], ['3']],
    ['bounds outside are left out', number({ min: '3', max: '6' }), [{ from: '1', to: '9' }], ['3', '4.5', '6']],
    ['whole numbers', number({ whole: true }), [{ to: '4', from: '2' }], ['0', '1', '2', '3', '4', '5']],
    ['whole ones beside a fraction', number({ whole: true }), [{ to: '4.5' }], ['0', '1', '5']],
    ['whole ones up to the end', number({ whole: true, min: '1', max: '3' }), [{ to: '2' }], ['1', '2', '3']],
    ['neighbours of whole numbers, once', number({ whole: true }), [{ to: '0' }, { from: '1' }], ['0', '1', '2']],
    ['bounds below zero', number({ min: '-2' }), [{ to: '0' }], ['-2', '-1', '0', '1']],
    ['what is given is no bound', number(), [{ given: true }], ['0', '1']],
    ['what is no number is no bound', number(), ['many', { from: '2' }], ['0', '1', '2', '3']],
  ])('%s', (_, input, conditions, expected) => expect(values(input, ...conditions)).toEqual(expected))

  test('ends of a domain that are no decimals are no ends', () => {
    const odd: CompiledInput = { ...compiled(number()), input: { kind: 'number', min: 'low', max: 'high' } }
    expect(axisOf('x', odd, [{ from: '2' }]).values.map(plain)).toEqual(['0', '1', '2', '3'])
  })
})

describe('P20: texts and dates that conditions tell apart', () => {
  test.each<[string, Condition[], string[]]>([
    ['any', [], ['~']],
    ['a named one', ['flux'], ['flux', '~']],
    ['several, as texts', [['a', 5]], ['a', '5', '~']],
    ['one that it is not', [{ not: 'a' }, { not: ['b', 'a'] }], ['a', 'b', '~']],
    ['a part', [{ contains: 'flux' }], ['flux', 'flux~', '~']],
    ['several parts', [{ contains: ['a', 'b'] }], ['a', 'a~', 'b', 'b~', '~']],
    ['a beginning', [{ startsWith: 'a' }, { startsWith: ['b'] }], ['a', 'a~', 'b', 'b~', '~']],
    ['whether it is given', [{ given: true }], ['~']],
  ])('%s', (_, conditions, expected) => expect(values(text, ...conditions)).toEqual(expected))

  test.each<[string, Condition[], string[]]>([
    ['any', [], ['2026-01-01']],
    ['the day before and after', ['2026-03-01'], ['2026-02-28', '2026-03-01', '2026-03-02']],
    ['in order, each once', [{ to: '2026-05-02' }, { from: '2026-05-01' }], ['2026-04-30', '2026-05-01', '2026-05-02', '2026-05-03']],
    ['over and under', [{ over: '2026-05-01', under: '2026-05-01' }], ['2026-04-30', '2026-05-01', '2026-05-02']],
    ['named and excluded', [['2026-05-01'], { not: '2026-05-01' }], ['2026-04-30', '2026-05-01', '2026-05-02']],
    ['none that is no date', ['soon', '2026-13-01', '12026-01-01', '2026-01-011', { given: true }], ['2026-01-01']],
  ])('dates: %s', (_, conditions, expected) => expect(values(date, ...conditions)).toEqual(expected))
})

test.each<[Condition, readonly Choice[]]>([
  ['a', ['a']],
  [5, [5]],
  [true, [true]],
  [
    ['a', 5],
    ['a', 5],
  ],
  [{ not: 'a' }, ['a']],
  [{ not: ['a', 'b'] }, ['a', 'b']],
  [{ from: '1' }, []],
  [{ given: true }, []],
  [{ contains: 'a' }, []],
])('P20: the values that %j names', (condition, named) => expect(valuesIn(condition)).toEqual(named))

test.each<[readonly Condition[], readonly string[]]>([
  [[], []],
  [['5', 5, 'five'], ['5']],
  [
    [{ from: '1' }, { over: '2' }, { to: '3' }, { under: '4' }],
    ['1', '2', '3', '4'],
  ],
  [
    [{ from: '1', under: '4' }, [1, 2], { not: [9] }],
    ['1', '4', '2', '9'],
  ],
  [[{ contains: '5' }, { startsWith: '6' }, { given: true }], []],
])('P20: the bounds in %j', (conditions, bounds) => expect(boundsIn(conditions).map((bound) => toText(bound, 12))).toEqual(bounds))

test('P20: distinct numbers in order', () => {
  const given = ['2', '10', '2.0', '-1', '10'].map(decimal)
  expect(distinct(given).map((value) => toText(value, 12))).toEqual(['-1', '2', '10'])
  expect(given.map((value) => toText(value, 12))).toEqual(['2', '10', '2', '-1', '10'])
  expect(distinct([])).toEqual([])
})

describe('P20: the values for which a condition holds', () => {
  test.each<[Input, Condition, bigint]>([
    [choice('a', 'b', 'c'), 'b', 0b010n],
    [choice('a', 'b', 'c'), ['a', 'c'], 0b101n],
    [choice('a', 'b', 'c'), { not: 'a' }, 0b110n],
    [choice('a', 'b', 'c'), 'd', 0n],
    [{ kind: 'flag' }, true, 0b01n],
    [{ kind: 'flag', ...optional }, { given: false }, 0b100n],
    [{ kind: 'flag', ...optional }, { given: true }, 0b011n],
    // 0, 2.5, 5 and 6
    [number(), { to: '5' }, 0b0111n],
    [number(), { over: '5' }, 0b1000n],
    [number(), { under: '5' }, 0b0011n],
  ])('%#', (input, condition, mask) => expect(maskOf(axis(input, condition), condition)).toBe(mask))

  test('a fault of the condition is the one that the compiler tells', () =>
    expect(() => maskOf(axis(number(), { contains: '5' }), { contains: '5' })).toThrow('x: A number has no parts. Use bounds: "from", "over", "to", "under".'))
})

test.each<[Value, string]>([
  [undefined, 'not given'],
  ['', '""'],
  ['~', 'any other text'],
  ['a~', 'a~'],
  ['4k', '4k'],
  [decimal('2.50'), '2.5'],
  [decimal('0.1234567'), '0.123457'],
  [unknown('n', decimal('1'), decimal('2.5')), '1 to 2.5'],
  [[], '0 items'],
  [[{ values: [], derived: [] }], '1 items'],
])('P20: a value in words: %#', (value, words) => expect(valueInWords(value)).toBe(words))
