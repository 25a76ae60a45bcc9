import { expect, test } from 'vitest'
import { addCredits, type Credits, formatCredits, milli, parseCredits } from './credits.ts'

test('an amount is only made by the functions that know its unit: a bare bigint or number does not compile', () => {
  // @ts-expect-error a bigint without a unit is not an amount
  const bare: Credits = 1000n
  // @ts-expect-error nor is a number
  const float: Credits = 18.5
  // @ts-expect-error and amounts are not added to bare numbers of another unit
  const mixed = () => addCredits(milli(1000n), 1n)
  expect([bare, float, mixed]).toHaveLength(3)
})

test.each([
  ['18', 18000n],
  ['18.5', 18500n],
  ['-0.125', -125n],
  ['0', 0n],
  ['0.001', 1n],
] as const)('%s credits are %s milli-credits, and back', (text, amount) => {
  expect(parseCredits(text)).toBe(amount)
  expect(formatCredits(milli(amount))).toBe(text)
})

test.each(['', '1.0005', '1e3', ' 1', '1,5', '+1', '.5', '1.', 'NaN', '99999999999999999'])('"%s" is not an amount', (text) => {
  expect(() => parseCredits(text)).toThrow(RangeError)
})
