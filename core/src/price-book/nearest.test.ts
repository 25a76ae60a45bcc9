import { expect, test } from 'vitest'
import { didYouMean, nearest } from './nearest.ts'

test.each([
  ['rat', ['base', 'rate', 'round'], 'rate'],
  ['raet', ['rank', 'rate'], 'rate'],
  ['form', ['to', 'from'], 'from'],
  ['ciel', ['ceil', 'cell'], 'ceil'],
  ['QUALTY', ['size', 'quality'], 'quality'],
  ['quality', ['Quality'], 'Quality'],
  ['ba', ['ab', 'xy'], 'ab'],
  ['a', ['b', 'c'], 'b'],
  ['', ['abc'], undefined],
  ['rate', [], undefined],
  ['script', ['add', 'ceil', 'count'], undefined],
  ['startedmegapixles', ['megapixels', 'startedMegapixels'], 'startedMegapixels'],
  ['abcdef', ['abxyef'], 'abxyef'],
  ['abcdef', ['axyzef'], undefined],
  ['abcabc', ['bacbac'], 'bacbac'],
  ['minimum', ['min', 'maximum'], 'maximum'],
  ['one', ['two', 'on', 'ones'], 'on'],
])('%j among %j is %j', (name, candidates, meant) => {
  expect(nearest(name, candidates)).toBe(meant)
  expect(didYouMean(name, candidates)).toBe(meant === undefined ? '' : ` Did you mean "${meant}"?`)
})

test('the nearest wins, of two that are alike the first', () => {
  expect(nearest('colour', ['colors', 'color'])).toBe('color')
  expect(nearest('abcd', ['abcx', 'abcy'])).toBe('abcx')
})

test('names that differ only far behind their beginning are the same to it', () => {
  const long = 'x'.repeat(5000)
  expect(nearest(`${long}a`, [`${long}b`])).toBe(`${long}b`)
})
