import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RoundingMode } from './format.ts'
import { decimal, one, roundToCredits, roundWhole, toText, whole } from './rational.ts'

describe('P1: exact', () => {
  test('a rate of 0.1 three times is exactly 0.3', () => {
    const price = decimal('0.1').mul(whole(3))
    expect(price.terms).toEqual([3n, 10n])
    expect(toText(price, 30)).toBe('0.3')
  })

  test('a tenth ten thousand times is a thousand, with nothing left over', () => {
    let sum = whole(0)
    for (let i = 0; i < 10_000; i++) sum = sum.add(decimal('0.1'))
    expect(sum.compare(whole(1000))).toBe(0)
  })

  test('a binary float cannot get in: neither as text, nor as a number, nor in an operation', () => {
    expect(() => decimal('1e-1')).toThrow(RangeError)
    expect(() => decimal('1/3')).toThrow(RangeError)
    expect(() => whole(0.1)).toThrow(RangeError)
    expect(() => whole(2 ** 53)).toThrow(RangeError)
    // @ts-expect-error operations take rationals alone
    const floating = () => one.mul(0.1)
    expect(floating).toBeTypeOf('function')
  })

  test('any decimal of 20 places survives', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), (digits) => {
        const text = digits.toString().padStart(21, '0')
        const exact = `${text.slice(0, -20)}.${text.slice(-20)}`
        expect(decimal(exact).compare(whole(digits).div(whole(10n ** 20n)))).toBe(0)
      }),
    )
  })
})

describe('rounding', () => {
  test.each<[string, RoundingMode, bigint]>([
    ['2.5', 'up', 3n],
    ['2.5', 'down', 2n],
    ['2.5', 'half-up', 3n],
    ['2.5', 'half-even', 2n],
    ['3.5', 'half-even', 4n],
    ['2.4999', 'half-up', 2n],
    ['2.0001', 'up', 3n],
    ['2', 'up', 2n],
    ['-2.5', 'up', -2n],
    ['-2.5', 'down', -3n],
    ['-2.5', 'half-up', -2n],
    ['-2.5', 'half-even', -2n],
    ['-3.5', 'half-even', -4n],
    ['0', 'up', 0n],
  ])('%s rounded %s is %s', (text, mode, expected) => expect(roundWhole(decimal(text), mode)).toBe(expected))

  test.each<[string, RoundingMode, string, bigint]>([
    ['4.4', 'up', '1', 5000n],
    ['4.4', 'half-up', '0.5', 4500n],
    ['0.0001', 'up', '0.001', 1n],
    ['7', 'up', '5', 10000n],
    ['5', 'up', '5', 5000n],
  ])('%s rounded %s to steps of %s is %s milli-credits', (text, mode, step, expected) => {
    expect(roundToCredits(decimal(text), mode, decimal(step))).toBe(expected)
  })

  test.each([
    ['1', '3', 3, '0.333'],
    ['2', '3', 3, '0.667'],
    ['-2', '3', 3, '-0.667'],
    ['-1', '3', 0, '0'],
    ['1500', '1', 3, '1500'],
    ['1', '1000', 2, '0'],
  ] as const)('%s/%s in %s places reads %s', (n, d, places, text) => expect(toText(decimal(n).div(decimal(d)), places)).toBe(text))
})
