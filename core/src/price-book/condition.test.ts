// Every kind of condition, asked in a book and answered by its price: 1 where it holds, 0 where it does not.
import { describe, expect, test } from 'vitest'
import type { Condition, Input, When } from './format.ts'
import { answerOf, baseTool, faultOf, number } from './testing.ts'

const inputs: Record<string, Input> = {
  n: number({ max: '100' }),
  n2: number({ max: '100', optional: true }),
  model: { kind: 'choice', values: ['V2.5 Turbo', 'v3', 5], aliases: { turbo: 'V2.5 Turbo' } },
  audio: { kind: 'flag' },
  prompt: { kind: 'text', optional: true },
  day: { kind: 'date' },
  shots: { kind: 'list', items: { n: number() }, optional: true },
}
const quantities = { double: { unit: 'x', is: { multiply: ['n', '2'] } } }
const holds = (when: When, given: object) => answerOf(baseTool({ cases: [{ when, is: '1' }], else: '0' }, inputs, { quantities }), { ...given })
const fault = (when: When) => faultOf(() => holds(when, {}))
const at = 'tools.tool.rows[0].lines[0].base.cases[0].when'

describe('of a choice, a flag or a text', () => {
  test.each<[Condition, unknown, string]>([
    ['v3', 'v3', '1'],
    ['v3', 'V3', '1'],
    ['V3', 'v3', '1'],
    ['v3', 'V2.5 Turbo', '0'],
    ['turbo', 'v2.5 turbo', '1'],
    ['V2.5 Turbo', 'TURBO', '1'],
    [5, '5', '1'],
    ['5', 5, '1'],
    [['v3', 5], 5, '1'],
    [['v3', 5], 'v3', '1'],
    [['v3', 5], 'turbo', '0'],
    [{ not: 'v3' }, 'v3', '0'],
    [{ not: 'v3' }, 5, '1'],
    [{ not: ['v3', 'turbo'] }, 'V2.5 Turbo', '0'],
    [{ not: ['v3', 'turbo'] }, 5, '1'],
    [{ contains: 'turbo' }, 'V2.5 Turbo', '1'],
    [{ contains: 'TURBO' }, 'turbo', '1'],
    [{ contains: 'turbo' }, 'v3', '0'],
    [{ contains: ['x', '2.5'] }, 'turbo', '1'],
    [{ contains: ['x', 'y'] }, 'turbo', '0'],
    [{ startsWith: 'V' }, 'v3', '1'],
    [{ startsWith: 'turbo' }, 'turbo', '0'],
    [{ startsWith: ['5', 'w'] }, 5, '1'],
    [{ startsWith: ['v'] }, 5, '0'],
    [{ given: true }, 'v3', '1'],
    [{ given: false }, 'v3', '0'],
  ])('model %j holds for %j: %s', (condition, model, expected) => expect(holds({ model: condition }, { model })).toBe(expected))

  test.each<[Condition, unknown, string]>([
    [true, true, '1'],
    [true, 'yes', '1'],
    [true, 'off', '0'],
    ['true', true, '1'],
    [false, 'No', '1'],
    [{ not: true }, 'ON', '0'],
  ])('audio %j holds for %j: %s', (condition, audio, expected) => expect(holds({ audio: condition }, { audio })).toBe(expected))

  test.each<[Condition, string | undefined, string]>([
    ['Hi', 'Hi', '1'],
    ['hi', 'Hi', '0'],
    [{ contains: 'CAT' }, 'a cat', '1'],
    [{ startsWith: 'A C' }, 'a cat', '1'],
    [{ startsWith: 'cat' }, 'a cat', '0'],
    [{ given: true }, '', '1'],
    [{ given: true }, undefined, '0'],
    [{ given: false }, undefined, '1'],
    [{ not: 'x' }, undefined, '0'],
    ['x', undefined, '0'],
  ])('prompt %j holds for %j: %s', (condition, prompt, expected) => expect(holds({ prompt: condition }, prompt === undefined ? {} : { prompt })).toBe(expected))
})

describe('of a number', () => {
  test.each<[Condition, unknown, string]>([
    [5, 5, '1'],
    ['5', '5.0', '1'],
    [5, 6, '0'],
    [[5, '7.5'], 7.5, '1'],
    [[5, '7.5'], 7, '0'],
    [{ not: 5 }, 5, '0'],
    [{ not: 5 }, 6, '1'],
    [{ not: [5, 6] }, 6, '0'],
    [{ not: [5, 6] }, 7, '1'],
    [{ from: '5' }, 5, '1'],
    [{ from: '5' }, 4.9, '0'],
    [{ over: '5' }, 5, '0'],
    [{ over: '5' }, 5.1, '1'],
    [{ to: '5' }, 5, '1'],
    [{ to: '5' }, 5.1, '0'],
    [{ under: '5' }, 5, '0'],
    [{ under: '5' }, 4.9, '1'],
    [{ from: '5', to: '7' }, 6, '1'],
    [{ from: '5', to: '7' }, 8, '0'],
    [{ over: '5', under: '7' }, 5, '0'],
    [{ over: '5', under: '7' }, 6, '1'],
    [{ from: '-1' }, 0, '1'],
    [{ given: true }, 0, '1'],
  ])('n %j holds for %j: %s', (condition, n, expected) => expect(holds({ n: condition }, { n })).toBe(expected))

  test.each<[Condition, string]>([
    [5, '0'],
    [{ not: 5 }, '0'],
    [{ from: '0' }, '0'],
    [{ given: true }, '0'],
    [{ given: false }, '1'],
  ])('%j holds for an optional number that is left out: %s', (condition, expected) => expect(holds({ n2: condition }, {})).toBe(expected))

  test('of a quantity', () => {
    expect(holds({ double: { from: '10' } }, { n: 5 })).toBe('1')
    expect(holds({ double: { from: '10' } }, { n: 4 })).toBe('0')
  })
})

describe('of a date', () => {
  test.each<[Condition, string, string]>([
    ['2026-11-22', '2026-11-22', '1'],
    [{ from: '2026-11-22' }, '2026-11-22', '1'],
    [{ from: '2026-11-22' }, '2026-11-21', '0'],
    [{ over: '2026-11-22' }, '2026-11-22', '0'],
    [{ over: '2026-11-22' }, '2026-11-23', '1'],
    [{ to: '2026-11-22' }, '2026-11-22', '1'],
    [{ to: '2026-11-22' }, '2026-12-01', '0'],
    [{ under: '2026-11-22' }, '2026-11-22', '0'],
    [{ under: '2026-11-22' }, '2025-12-31', '1'],
    [{ from: '2026-01-01', to: '2026-12-31' }, '2026-06-01', '1'],
    [{ from: '2026-01-01', to: '2026-12-31' }, '2027-01-01', '0'],
    [{ from: '2026-01-01', under: '2026-12-31' }, '2025-06-01', '0'],
    [{ not: '2026-11-22' }, '2026-11-22', '0'],
    [{ startsWith: '2026' }, '2026-11-22', '1'],
  ])('%j holds for %s: %s', (condition, day, expected) => expect(holds({ day: condition }, { day })).toBe(expected))
})

describe('together', () => {
  test.each<[When, object, string]>([
    [{}, {}, '1'],
    [{ n: 5, model: 'v3' }, { n: 5, model: 'v3' }, '1'],
    [{ n: 5, model: 'v3' }, { n: 5, model: 5 }, '0'],
    [{ n: 5, model: 'v3' }, { n: 6, model: 'v3' }, '0'],
    [[{ n: 5 }, { model: 'v3' }], { n: 6, model: 'v3' }, '1'],
    [[{ n: 5 }, { model: 'v3' }], { n: 5, model: 5 }, '1'],
    [[{ n: 5 }, { model: 'v3' }], { n: 6, model: 5 }, '0'],
    [[{ n: 5, model: 5 }], { n: 5, model: 5 }, '1'],
  ])('%j holds for %j: %s', (when, given, expected) => expect(holds(when, given)).toBe(expected))
})

describe('the order of names does not matter', () => {
  const only = { cases: [{ when: { n: { over: '50' } }, is: '1' }] }
  const both = (when: When, given: object) =>
    answerOf(baseTool({ cases: [{ when, is: '1' }], else: '0' }, inputs, { quantities: { only: { unit: 'x', is: only } } }), { ...given })
  test.each<[object, string]>([
    [{ n: 5, model: 'v3' }, 'not-offered: Nothing is published for this (tools.tool.quantities.only.is).'],
    [{ n: 5, model: 5 }, '0'],
    [{ n: 51, model: 'v3' }, '1'],
    [{ n: { from: 5, to: 6 }, model: 5 }, '0'],
    [{ n: { from: 5, to: 6 }, model: 'v3' }, 'not-offered: Nothing is published for this (tools.tool.quantities.only.is).'],
    [{ n: { from: 5, to: 60 }, model: 'v3' }, '0 to 1 at most'],
    [{ n: { from: 55, to: 60 }, model: 'v3' }, '1'],
    [{ model: 5 }, '0'],
  ])('given %j: %s', (given, expected) => {
    expect(both({ only: 1, model: 'v3' }, given)).toBe(expected)
    expect(both({ model: 'v3', only: 1 }, given)).toBe(expected)
  })
  test('what is missing is said before what is not offered', () => {
    expect(both({ only: 1, day: '2026-01-01' }, { n: 5 })).toBe('missing: "day" is missing.')
    expect(both({ day: '2026-01-01', only: 1 }, { n: 5 })).toBe('missing: "day" is missing.')
  })
  test('what may not be asked at all is not held against the rest', () => {
    const rows = [
      { when: { n: { from: '60' } }, lines: [{ label: 'x', base: '7' }] },
      { when: { only: 1 }, lines: [{ label: 'x', base: '9' }] },
    ]
    const priced = { inputs, quantities: { only: { unit: 'x', is: { cases: [{ when: { n: { under: '0' } }, is: '1' }] } } }, rows }
    expect(answerOf(priced)).toBe('7 to 9 at most')
    expect(answerOf(priced, { n: { from: 60, to: 70 } })).toBe('7')
    expect(answerOf(priced, { n: { from: 1, to: 2 } })).toMatch(/^not-offered/)
    const list: When = [{ n: { from: '60' } }, { only: 1 }]
    const priceless = { ...priced, rows: [{ when: list, lines: [{ label: 'x', base: '7' }] }] }
    expect(answerOf(priceless)).toBe('7')
    expect(answerOf(priceless, { n: 5 })).toMatch(/^not-offered/)
  })
})

describe('what is not known', () => {
  test.each<[When, object, string]>([
    [{ n: { from: '0' } }, {}, '1'],
    [{ n: { from: '1' } }, {}, '0 to 1 at most'],
    [{ n: { over: '100' } }, {}, '0'],
    [{ n: { to: '100' } }, {}, '1'],
    [{ n: { under: '0' } }, {}, '0'],
    [{ n: 5 }, {}, '0 to 1 at most'],
    [{ n: 101 }, {}, '0'],
    [{ n: { not: 101 } }, {}, '1'],
    [{ n: { not: 5 } }, {}, '0 to 1 at most'],
    [{ n: { from: '10', to: '20' } }, { n: { from: 12, to: 15 } }, '1'],
    [{ n: { from: '10', to: '20' } }, { n: { from: 12, to: 25 } }, '0 to 1 at most'],
    [{ n: { from: '10', to: '20' } }, { n: { from: 21, to: 25 } }, '0'],
    [{ n: { from: '10', to: '20' } }, { n: { from: 1, to: 9 } }, '0'],
    [{ n: [5, 6] }, { n: { from: 5, to: 5 } }, '1'],
    [[{ n: { from: '50' } }, { double: { from: '0' } }], {}, '1'],
    [[{ n: { from: '50' } }, { double: { over: '200' } }], {}, '0 to 1 at most'],
    [[{ n: { over: '100' } }, { double: { over: '200' } }], {}, '0'],
    [{ n: { from: '50' }, double: { over: '200' } }, {}, '0'],
    [{ n: { from: '50' }, double: { to: '200' } }, {}, '0 to 1 at most'],
    [{ n: { from: '0' }, double: { to: '200' } }, {}, '1'],
    // Found by trying each of the three.
    [{ model: 'v3' }, {}, '0 to 1'],
    [{ audio: true }, {}, '0 to 1'],
    [{ day: '2026-01-01' }, {}, 'missing: "day" is missing.'],
  ])('%j, given %j: %s', (when, given, expected) => expect(holds(when, given)).toBe(expected))
})

describe('faults', () => {
  const known = 'Derive it, or use one of n, n2, model, audio, prompt, day, shots, double.'
  const bounds = 'Only numbers and dates have bounds. Name the values, or use "contains" or "startsWith".'
  test.each<[string, When, string]>([
    ['nothing to hold', [], `${at}: None of no conditions can hold. Add one, or leave "when" out.`],
    ['an unknown name', { z: 1 }, `${at}.z: There is no quantity or input "z". ${known}`],
    ['an unknown name, given', { z: { given: true } }, `${at}.z: There is no quantity or input "z". ${known}`],
    ['a quantity, given', { double: { given: true } }, `${at}.double: There is no quantity or input "double". ${known}`],
    ['in a list', [{ n: 1 }, { z: 1 }], `${at}[1].z: There is no quantity or input "z". ${known}`],
    ['a list', { shots: 1 }, `${at}.shots: "shots" is a list. Compare how many it has: derive a quantity with "count".`],
    ['bounds of a choice', { model: { from: '1' } }, `${at}.model: ${bounds}`],
    ['bounds of a text', { prompt: { to: '1' } }, `${at}.prompt: ${bounds}`],
    ['parts of a number', { n: { contains: '1' } }, `${at}.n: A number has no parts. Use bounds: "from", "over", "to", "under".`],
    ['the start of a number', { n: { startsWith: '1' } }, `${at}.n: A number has no parts. Use bounds: "from", "over", "to", "under".`],
    ['no bound', { n: {} }, `${at}.n: There is no bound. Give "from", "over", "to" or "under".`],
    ['a word for a number', { n: 'five' }, `${at}.n: "five" is not a number. Compare a number with numbers.`],
    ['a word as a bound', { n: { from: 'five' } }, `${at}.n: "five" is not a number. Compare a number with numbers.`],
    ['a word that it is not', { n: { not: ['five'] } }, `${at}.n: "five" is not a number. Compare a number with numbers.`],
    ['a date that is none', { day: { from: '2026-13-01' } }, `${at}.day: "2026-13-01" is not a date. Write it like "2026-11-22".`],
    ['part of a date', { day: { under: '2026' } }, `${at}.day: "2026" is not a date. Write it like "2026-11-22".`],
  ])('%s', (_, when, message) => expect(fault(when)).toBe(message))

  test('a value outside the domain never holds', () => {
    expect(holds({ model: 'v4' }, { model: 'v3' })).toBe('0')
    expect(holds({ model: { not: 'v4' } }, { model: 'v3' })).toBe('1')
  })
  test('a list may be asked whether it was given', () => {
    expect(holds({ shots: { given: true } }, {})).toBe('0')
    expect(holds({ shots: { given: true } }, { shots: [] })).toBe('1')
  })
})
