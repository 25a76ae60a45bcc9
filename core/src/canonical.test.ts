import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from './canonical.ts'

const json = fc.jsonValue({ stringUnit: 'grapheme' }).filter((value) => !JSON.stringify(value).includes('-0'))

test('P18: canonical JSON is JSON: what is read back is what was written', () => {
  // JSON has one zero, so a generated -0 is read back as 0.
  const inJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  fc.assert(fc.property(json, (value) => isDeepStrictEqual(JSON.parse(canonicalJson(value)), inJson(value))))
})

test('P18: the order in which keys were set does not change the text', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reversed(inner)]),
    )
  }
  fc.assert(fc.property(json, (value) => canonicalJson(reversed(value)) === canonicalJson(value)))
})

test('P18: two values with one text are one value', () => {
  fc.assert(fc.property(json, json, (a, b) => (canonicalJson(a) === canonicalJson(b)) === isDeepStrictEqual(a, b)))
})

test.each([
  [{ b: 1, a: [true, null, 'é"\n'] }, '{"a":[true,null,"é\\"\\n"],"b":1}'],
  [{ '10': 1, '9': 2, '\u{1F600}': 3, '\uFFFD': 4 }, '{"10":1,"9":2,"\u{1F600}":3,"\uFFFD":4}'],
  [{}, '{}'],
  [[], '[]'],
  [-0, '0'],
  [1e21, '1e+21'],
])('%j is written %s', (value, text) => expect(canonicalJson(value)).toBe(text))

test.each([
  ['undefined', undefined],
  ['an undefined property', { a: undefined }],
  ['a hole in a list', Object.assign([], { length: 1 })],
  ['bigint', 1n],
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
  ['a function', () => 1],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['half a character', '\uD83D'],
  ['half a character in a key', { '\uD83D': 1 }],
])('P18: %s is refused, never dropped', (_, value) => expect(() => canonicalJson(value)).toThrow(TypeError))
