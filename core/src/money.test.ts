import { expect, test } from 'vitest'
import { majorText, minorUnits } from './money.ts'

test('money is whole in its smallest unit, and written with the places of its currency (Y10)', () => {
  expect([minorUnits('12.5', 'usd'), minorUnits('0', 'eur'), minorUnits('1200', 'jpy')]).toEqual([1250n, 0n, 1200n])
  expect([majorText(1250n, 'usd'), majorText(5n, 'eur'), majorText(1200n, 'jpy'), majorText(100n, 'usd')]).toEqual(['12.50', '0.05', '1200', '1.00'])
  for (const [amount, currency] of [
    ['12.505', 'usd'],
    ['1.5', 'jpy'],
    ['-1', 'usd'],
  ] as const)
    expect(() => minorUnits(amount, currency)).toThrow(RangeError)
})
