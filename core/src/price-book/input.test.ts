// What may be given, in which spellings, and what is said about the rest.
import { describe, expect, test } from 'vitest'
import type { Input } from './format.ts'
import { answerOf, baseTool, choice, compiledTool, faultOf, number } from './testing.ts'
import { outcomeOf } from './outcome.ts'

const ask = (input: Input, given: unknown) => answerOf(baseTool('x', { x: input }), { x: given })
/** What the input is read as, for inputs that are no number. */
const readAs = (input: Input, value: unknown, given: unknown) =>
  answerOf(baseTool({ cases: [{ when: { x: value as string }, is: '1' }], else: '0' }, { x: input }), { x: given }) === '1'

describe('a number', () => {
  test.each<[unknown, string]>([
    [5, '5'],
    [0, '0'],
    [-0, '0'],
    [0.1, '0.1'],
    [4e-8, '0.00000004'],
    ['5', '5'],
    [' 5.50 ', '5.5'],
    ['5s', '5'],
    ['5 S', '5'],
    ['1.5mins', '1.5'],
    ['2Mins', '2'],
  ])('%j is %s', (given, expected) => expect(ask(number({ suffixes: ['s', 'mins'] }), given)).toBe(expected))

  test.each<[unknown, string]>([
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    ['', '""'],
    ['five', '"five"'],
    ['5m', '"5m"'],
    ['s', '"s"'],
    ['1e3', '"1e3"'],
    ['0x10', '"0x10"'],
    ['1,5', '"1,5"'],
    ['5ss', '"5ss"'],
    [true, 'true'],
    [[5], '[5]'],
    [{ from: 1 }, '{"from":1}'],
    [{ to: 1 }, '{"to":1}'],
    ['1'.repeat(41), `"${'1'.repeat(41)}"`],
    ['1'.repeat(80), `"${'1'.repeat(56)}...`],
  ])('%j is none', (given, shown) => expect(ask(number({ suffixes: ['s'] }), given)).toBe(`invalid: "x" is ${shown}; write a number.`))

  test('what is shown of a long text ends after 60 characters', () => {
    expect(ask(number(), 'a'.repeat(58))).toBe(`invalid: "x" is "${'a'.repeat(58)}"; write a number.`)
    expect(ask(number(), 'a'.repeat(59))).toBe(`invalid: "x" is "${'a'.repeat(56)}...; write a number.`)
  })

  const bounded = number({ min: '2', max: '10.5' })
  test('has a least and a most, both included', () => {
    expect(ask(bounded, 2)).toBe('2')
    expect(ask(bounded, '10.5')).toBe('10.5')
    expect(ask(bounded, 1.9)).toBe('not-offered: "x" is 1.9; the least is 2.')
    expect(ask(bounded, '10.6')).toBe('not-offered: "x" is "10.6"; the most is 10.5.')
    expect(ask(number(), -1)).toBe('not-offered: "x" is -1; the least is 0.')
    expect(answerOf(baseTool({ add: ['x', '5'] }, { x: number({ min: '-5' }) }), { x: -5 })).toBe('0')
  })

  test('that is counted', () => {
    expect(ask(number({ whole: true }), '3.0')).toBe('3')
    expect(ask(number({ whole: true }), 2.5)).toBe('not-offered: "x" is 2.5; it is counted in whole numbers.')
  })

  test('of which only bounds are known', () => {
    expect(ask(number(), { from: 2, to: '7' })).toBe('2 to 7')
    expect(ask(number(), { from: 2, to: 2 })).toBe('2')
    expect(ask(number(), { from: 7, to: 2 })).toBe('invalid: "x" is {"from":7,"to":2}; write the smaller end first.')
    expect(ask(bounded, { from: 1, to: 7 })).toBe('not-offered: "x" is 1; the least is 2.')
    expect(ask(bounded, { from: 3, to: 11 })).toBe('not-offered: "x" is 11; the most is 10.5.')
  })
})

describe('a choice', () => {
  const size: Input = { kind: 'choice', values: ['hd', 'Full HD', 4, true], aliases: { '1080p': 'Full HD', HD: 'Full HD', four: 4 } }
  test.each<[unknown, unknown]>([
    ['hd', 'hd'],
    ['HD', 'Full HD'],
    ['full hd', 'Full HD'],
    [' FULL HD ', 'Full HD'],
    ['1080P', 'Full HD'],
    ['Four', 4],
    [4, 4],
    ['4', 4],
    [true, true],
    ['TRUE', true],
  ])('%j is %j', (given, value) => {
    expect(readAs(size, value, given)).toBe(true)
    expect(readAs(size, value === 'hd' ? 'Full HD' : 'hd', given)).toBe(false)
  })
  test.each<[unknown, string]>([
    ['4K', '"4K"'],
    [5, '5'],
    ['', '""'],
    [false, 'false'],
    ['__proto__', '"__proto__"'],
    ['constructor', '"constructor"'],
    ['toString', '"toString"'],
  ])('%j is not offered', (given, shown) =>
    expect(answerOf(baseTool('1', { x: size }), { x: given })).toBe(`not-offered: "x" cannot be ${shown}. It can be hd, Full HD, 4, true.`),
  )
  test.each<[unknown, string]>([
    [['hd'], '["hd"]'],
    [{}, '{}'],
    [Symbol.iterator, 'Symbol(Symbol.iterator)'],
  ])('%s is no single value', (given, shown) => expect(answerOf(baseTool('1', { x: size }), { x: given })).toBe(`invalid: "x" is ${shown}; give one value.`))
})

describe('a flag', () => {
  test.each<[unknown, boolean]>([
    [true, true],
    ['true', true],
    ['Yes', true],
    ['on', true],
    [false, false],
    ['no', false],
    ['OFF', false],
  ])('%j is %j', (given, value) => expect(readAs({ kind: 'flag' }, value, given)).toBe(true))
  test('nothing else', () =>
    expect(answerOf(baseTool('1', { x: { kind: 'flag' } }), { x: 'maybe' })).toBe('not-offered: "x" cannot be "maybe". It can be true, false.'))
})

describe('a text', () => {
  const text = (given: unknown) => answerOf(baseTool({ characters: 'x' }, { x: { kind: 'text' } }), { x: given })
  test('is taken as it is', () => {
    expect(text(' a ')).toBe('3')
    expect(text(12)).toBe('2')
    expect(text(false)).toBe('5')
  })
  test('has at most a million characters', () => {
    expect(text('a'.repeat(1_000_000))).toBe('1000000')
    expect(text('a'.repeat(1_000_001))).toBe('invalid: "x" is longer than 1000000 characters.')
  })
})

describe('a date', () => {
  const day = (given: unknown) =>
    answerOf(baseTool({ cases: [{ when: { x: { from: '2026-01-01' } }, is: '1' }], else: '0' }, { x: { kind: 'date' } }), { x: given })
  test('of the calendar', () => {
    expect(day('2026-11-22')).toBe('1')
    expect(day('2024-02-29')).toBe('0')
  })
  test.each(['2026-11-22T00:00', '22.11.2026', '2026-13-01', '2026-02-29', '2026-00-10', '12026-11-22', 'today'])('%s is none', (given) =>
    expect(day(given)).toBe(`invalid: "x" is "${given}"; write a date like 2026-11-22.`),
  )
})

describe('a list', () => {
  const shots: Input = { kind: 'list', items: { s: number({ required: true }), size: { ...choice('a', 'b'), default: 'a' } }, min: 1, max: 3 }
  const sum = (given: unknown) =>
    answerOf(
      baseTool(
        {
          sum: 'x',
          is: {
            table: ['size'],
            rows: [
              ['a', 's'],
              ['b', '100'],
            ],
          },
        },
        { x: shots },
      ),
      { x: given },
    )
  test('of items with inputs of their own', () => expect(sum([{ s: 1 }, { s: 2, size: 'A' }, { s: 3, size: 'b' }])).toBe('103'))
  test.each<[unknown, string]>([
    ['no', 'invalid: "x" is "no"; give a list.'],
    [{ s: 1 }, 'invalid: "x" is {"s":1}; give a list.'],
    [[], 'not-offered: "x" has 0 items; it may have 1 to 3.'],
    [[{ s: 1 }, { s: 1 }, { s: 1 }, { s: 1 }], 'not-offered: "x" has 4 items; it may have 1 to 3.'],
    [[{ s: 1 }, 5], 'invalid: "x[1]" is 5; give an object of its inputs.'],
    [[null], 'invalid: "x[0]" is null; give an object of its inputs.'],
    [[[1]], 'invalid: "x[0]" is [1]; give an object of its inputs.'],
    [[{ s: 1, t: 1 }], 'invalid: There is no input "t". There is s, size.'],
    [[{ size: 'a' }], 'missing: "s" is missing.'],
    [[{ s: 'x' }], 'invalid: "s" is "x"; write a number.'],
  ])('%j', (given, message) => expect(sum(given)).toBe(message))
  test('of at most 10,000, where nothing is said', () => {
    const count = (length: number) => answerOf(baseTool({ count: 'x' }, { x: { kind: 'list', items: {} } }), { x: Array<object>(length).fill({}) })
    expect(count(0)).toBe('0')
    expect(count(10_000)).toBe('10000')
    expect(count(10_001)).toBe('not-offered: "x" has 10001 items; it may have 0 to 10000.')
  })
})

describe('what is not given', () => {
  test('is its default', () => {
    expect(answerOf(baseTool('x', { x: number({ default: 7 }) }))).toBe('7')
    expect(answerOf(baseTool('x', { x: number({ default: '7s', suffixes: ['s'] }) }), { x: null })).toBe('7')
    expect(answerOf(baseTool('x', { x: number({ default: 7 }) }), { x: undefined })).toBe('7')
    expect(answerOf(baseTool('x', { x: number({ default: 7 }) }), { x: 0 })).toBe('0')
  })
  test('is needed, if it is required', () => {
    const inputs = { x: number({ max: '9', required: true }), y: number({ max: '9', required: true }), z: number({ max: '9' }) }
    expect(answerOf(baseTool('z', inputs))).toBe('missing: "x", "y" are missing.')
    expect(answerOf(baseTool('z', inputs), { x: 1 })).toBe('missing: "y" is missing.')
    expect(answerOf(baseTool('z', inputs), { x: 1, y: 1 })).toBe('0 to 9')
    expect(outcomeOf(compiledTool(baseTool('z', inputs)), {})).toEqual({ kind: 'missing', message: '"x", "y" are missing.', inputs: ['x', 'y'] })
  })
  test('is missing, if it is optional and counted', () =>
    expect(answerOf(baseTool('x', { x: number({ max: '9', optional: true }) }))).toBe('missing: "x" is missing.'))
  test('may be the whole of its domain', () => {
    expect(answerOf(baseTool('x', { x: number({ max: '9' }) }))).toBe('0 to 9')
    expect(answerOf(baseTool('x', { x: number({ min: '3', max: '9' }) }))).toBe('3 to 9')
    expect(answerOf(baseTool('x', { x: choice(3, 9, 5) }))).toBe('3 to 9')
  })
  test('is missing, if its domain has no end', () => expect(answerOf(baseTool('x', { x: number() }))).toBe('missing: "x" is missing.'))
  test('does not matter, if nothing depends on it', () => expect(answerOf(baseTool('2', { x: number(), y: choice('a', 'b') }))).toBe('2'))
})

describe('what there is not', () => {
  test('is named, with what there is', () => {
    expect(answerOf(baseTool('1', { x: number(), y: number() }), { z: 1 })).toBe('invalid: There is no input "z". There is x, y.')
    expect(answerOf(baseTool('1'), { z: 1 })).toBe('invalid: There is no input "z". There is none.')
    expect(outcomeOf(compiledTool(baseTool('1')), { z: 1 })).toMatchObject({ kind: 'invalid', inputs: ['z'] })
  })
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is no input either', (name) =>
    expect(answerOf(baseTool('1', { x: number({ optional: true }) }), JSON.parse(`{"${name}": 1}`))).toBe(`invalid: There is no input "${name}". There is x.`),
  )
  test.each(['constructor', 'toString', 'hasOwnProperty', 'valueOf'])('an input called %s is one like others', (name) => {
    expect(answerOf(baseTool(name, { [name]: number({ max: '5' }) }), { [name]: 3 })).toBe('3')
    expect(answerOf(baseTool(name, { [name]: number({ max: '5' }) }))).toBe('0 to 5')
    expect(answerOf(baseTool('1', { [name]: number({ required: true }) }))).toBe(`missing: "${name}" is missing.`)
  })
})

describe('a domain or a default that is wrong is a fault of the book', () => {
  test.each<[string, Input, string]>([
    ['a default outside', { ...choice('a'), default: 'b' }, '"x" cannot be "b". It can be a.'],
    ['a default below', number({ min: '1', default: 0 }), '"x" is 0; the least is 1.'],
    ['a bound in words', number({ min: 'one' }), 'not a decimal number: "one"'],
    ['a most in words', number({ max: 'one' }), 'not a decimal number: "one"'],
  ])('%s', (_, input, problem) =>
    expect(faultOf(() => answerOf(baseTool('1', { x: input })))).toBe(`tools.tool.inputs: ${problem} Correct the domain or the default.`),
  )
})

describe('other names of an input', () => {
  const seconds = number({ names: ['duration', 'Billable Seconds'] })
  test.each(['seconds', 'SECONDS', 'duration', 'Duration', 'billable seconds'])('%s', (name) =>
    expect(answerOf(baseTool('seconds', { seconds }), { [name]: 7 })).toBe('7'),
  )
  test('its own name comes before the other name of another, and is told apart by case where there are two', () => {
    expect(answerOf(baseTool('model', { Model: number(), model: number() }), { model: 1, Model: 2 })).toBe('1')
    expect(answerOf(baseTool('Model', { Model: number(), model: number() }), { model: 1, Model: 2 })).toBe('2')
  })
  test('given under two names it is no question', () => {
    const twice = 'invalid: "duration" and "seconds" are the same input; give one of them.'
    expect(answerOf(baseTool('seconds', { seconds }), { seconds: 7, duration: 8 })).toBe(twice)
    expect(answerOf(baseTool('seconds', { seconds }), { duration: 8, seconds: 7 })).toBe(twice)
  })
  test('a name for two inputs is a fault of the book', () => {
    const named = (inputs: Record<string, Input>) => faultOf(() => answerOf(baseTool('1', inputs)))
    const fault = (whose: string) => `tools.tool.inputs: "Length" names both "${whose}" and "b". Correct the domain or the default.`
    expect(named({ a: number({ names: ['length'] }), b: number({ names: ['Length'] }) })).toBe(fault('a'))
    expect(named({ length: number(), b: number({ names: ['Length'] }) })).toBe(fault('length'))
  })
  test('a tool knows by which names it can be asked', () => {
    const tool = compiledTool(baseTool('seconds', { seconds }))
    expect(['Seconds', 'DURATION', 'minutes'].map(tool.knows)).toEqual([true, true, false])
  })
})
