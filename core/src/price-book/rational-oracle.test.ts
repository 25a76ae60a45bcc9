// The arithmetic, against fractions of bigints that nobody has made fast: small numbers, numbers at the edge of what a float holds, and huge ones.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type RoundingMode, roundingModes } from './format.ts'
import {
  BeyondLimits,
  decimal,
  greater,
  isNegative,
  isZero,
  lesser,
  ofNumber,
  type Rational,
  roundToDigits,
  roundToStep,
  roundWhole,
  sum,
  toText,
  whole,
} from './rational.ts'

type Fraction = readonly [bigint, bigint]

const edge = BigInt(Number.MAX_SAFE_INTEGER)
const part = fc.oneof(
  fc.bigInt({ min: -20n, max: 20n }),
  fc.bigInt({ min: -(10n ** 8n), max: 10n ** 8n }),
  fc.bigInt({ min: -3n, max: 3n }).map((off) => edge + off),
  fc.bigInt({ min: -3n, max: 3n }).map((off) => -edge + off),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
)
const below = fc.oneof(
  fc.constantFrom(1n, 2n, 3n, 4n, 7n, 10n, 1000n),
  fc.bigInt({ min: 1n, max: 10n ** 8n }),
  fc.constantFrom(edge - 1n, edge, edge + 1n, 10n ** 20n),
)
const fraction: fc.Arbitrary<Fraction> = fc.tuple(part, below)
const made = ([top, bottom]: Fraction): Rational => whole(top).div(whole(bottom))

const common = (a: bigint, b: bigint): bigint => (b === 0n ? a : common(b, a % b))
const size = (value: bigint): bigint => (value < 0n ? -value : value)
function lowest([top, bottom]: Fraction): Fraction {
  const divisor = common(size(top), size(bottom)) * (bottom < 0n ? -1n : 1n)
  return [top / divisor, bottom / divisor]
}
const order = ([a, b]: Fraction, [c, d]: Fraction): number => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0)

/** The whole number next to it, by what the words of each mode say. */
function next([top, bottom]: Fraction, mode: RoundingMode): bigint {
  let floor = top / bottom
  if (floor * bottom > top) floor -= 1n
  if (floor * bottom === top) return floor
  const twice = 2n * (top - floor * bottom)
  const up = {
    up: true,
    down: false,
    'half-up': twice >= bottom,
    'half-down': twice > bottom,
    'half-even': twice > bottom || (twice === bottom && floor % 2n !== 0n),
  }
  return up[mode] ? floor + 1n : floor
}

describe('P1: exact, whatever the size', () => {
  test('add, subtract, multiply, divide', () => {
    fc.assert(
      fc.property(fraction, fraction, ([a, b], [c, d]) => {
        const [x, y] = [made([a, b]), made([c, d])]
        expect(x.terms).toEqual(lowest([a, b]))
        expect(x.add(y).terms).toEqual(lowest([a * d + c * b, b * d]))
        expect(x.sub(y).terms).toEqual(lowest([a * d - c * b, b * d]))
        expect(x.mul(y).terms).toEqual(lowest([a * c, b * d]))
        if (c === 0n) expect(() => x.div(y)).toThrow('division by zero')
        else expect(x.div(y).terms).toEqual(lowest([a * d, b * c]))
        expect(x.negated().terms).toEqual(lowest([-a, b]))
        expect(sum([x, y, x]).terms).toEqual(lowest([2n * a * d + c * b, b * d]))
      }),
      { numRuns: 500 },
    )
  })

  test('the same bottom, which is the usual case', () => {
    fc.assert(
      fc.property(part, part, below, (a, c, d) => {
        const [x, y] = [made([a, d]), made([c, d])]
        expect(x.add(y).terms).toEqual(lowest([a + c, d]))
        expect(Math.sign(x.compare(y))).toBe(order([a, d], [c, d]))
      }),
    )
  })

  test('a result of one is the start of the next', () => {
    fc.assert(
      fc.property(fraction, fraction, fraction, ([a, b], [c, d], [e, f]) => {
        const [x, y, z] = [made([a, b]), made([c, d]), made([e, f])]
        expect(x.mul(y).add(z).terms).toEqual(lowest([a * c * f + e * b * d, b * d * f]))
        expect(x.add(y).mul(z).terms).toEqual(lowest([(a * d + c * b) * e, b * d * f]))
        expect(x.add(y).sub(y).compare(x)).toBe(0)
      }),
    )
  })

  test('order, sign, least and greatest', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        const [x, y] = [made(a), made(b)]
        expect(Math.sign(x.compare(y))).toBe(order(a, b))
        expect([Math.sign(x.sign()), isZero(x), isNegative(x)]).toEqual([a[0] < 0n ? -1 : a[0] > 0n ? 1 : 0, a[0] === 0n, a[0] < 0n])
        expect(x.isWhole()).toBe(a[0] % a[1] === 0n)
        expect(lesser(x, y).terms).toEqual(lowest(order(a, b) <= 0 ? a : b))
        expect(greater(x, y).terms).toEqual(lowest(order(a, b) >= 0 ? a : b))
      }),
      { numRuns: 300 },
    )
  })
})

describe('rounding is that of the words', () => {
  const halves = fc.tuple(part, fc.constantFrom(2n, 4n)).map(([top, bottom]): Fraction => [top, bottom])
  test.each([...roundingModes])('%s', (mode) => {
    fc.assert(
      fc.property(fc.oneof(fraction, halves), (a) => {
        expect(roundWhole(made(a), mode)).toBe(next(a, mode))
      }),
      { numRuns: 200 },
    )
  })

  test('to a step', () => {
    fc.assert(
      fc.property(fraction, fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 6n }), below), fc.constantFrom(...roundingModes), ([a, b], [c, d], mode) => {
        const steps = next([a * d, b * c], mode)
        expect(roundToStep(made([a, b]), mode, made([c, d])).terms).toEqual(lowest([steps * c, d]))
      }),
    )
  })

  test('to significant digits', () => {
    fc.assert(
      fc.property(fraction, fc.integer({ min: 1, max: 30 }), fc.constantFrom(...roundingModes), ([a, b], digits, mode) => {
        const value = made([a, b])
        // The power of ten at which a digit stands before the point is found by trying each.
        let power = -60
        while (order([size(a), b], power < 0 ? [1n, 10n ** BigInt(-power)] : [10n ** BigInt(power), 1n]) >= 0) power++
        const by = power - digits
        const step: Fraction = by < 0 ? [1n, 10n ** BigInt(-by)] : [10n ** BigInt(by), 1n]
        if (a === 0n) expect(roundToDigits(value, mode, digits).terms).toEqual([0n, 1n])
        else expect(roundToDigits(value, mode, digits).terms).toEqual(lowest([next([a * step[1], b * step[0]], mode) * step[0], step[1]]))
      }),
    )
  })
})

describe('text', () => {
  test('is the value, half up', () => {
    fc.assert(
      fc.property(fc.oneof(fraction, fc.tuple(part, fc.constantFrom(10n, 1000n, 10n ** 12n))), fc.integer({ min: 0, max: 14 }), ([a, b], places) => {
        const scale = 10n ** BigInt(places)
        const scaled = next([a * scale, b], 'half-up')
        const digits = size(scaled)
          .toString()
          .padStart(places + 1, '0')
        const point = digits.length - places
        const written = `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/\.?0*$/, (end) => (end.startsWith('.') ? '' : end.replace(/0+$/, '')))
        expect(toText(made([a, b]), places)).toBe(`${scaled < 0n ? '-' : ''}${places === 0 ? digits : written}`)
      }),
      { numRuns: 400 },
    )
  })

  test('of any decimal is the same number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 0, max: 40 }), (digits, places) => {
        const padded = size(digits)
          .toString()
          .padStart(places + 1, '0')
        const text = `${digits < 0n ? '-' : ''}${padded.slice(0, padded.length - places)}${places ? `.${padded.slice(-places)}` : ''}`
        if (/^-?\d{1,40}(\.|$)/.test(text)) expect(decimal(text).terms).toEqual(lowest([digits, 10n ** BigInt(places)]))
      }),
      { numRuns: 300 },
    )
  })

  test.each(['', '-', '.5', '5.', '1e5', '+1', ' 1', '1 ', '0x1', '--1', '1.2.3', '1'.repeat(41), `0.${'1'.repeat(41)}`, 'NaN'])('%j is no decimal', (text) =>
    expect(() => decimal(text)).toThrow(new RangeError(`not a decimal number: ${JSON.stringify(text)}`)),
  )
})

describe('numbers', () => {
  test.each<[number, readonly [bigint, bigint]]>([
    [0, [0n, 1n]],
    [-0, [0n, 1n]],
    [0.1, [1n, 10n]],
    [-2.5, [-5n, 2n]],
    [4e-8, [1n, 25_000_000n]],
    [1e21, [10n ** 21n, 1n]],
    [1.5e300, [15n * 10n ** 299n, 1n]],
    [Number.MAX_SAFE_INTEGER, [edge, 1n]],
    [2 ** 53, [2n ** 53n, 1n]],
    [123456789.123, [123_456_789_123n, 1000n]],
  ])('%s is what is written', (value, terms) => expect(ofNumber(value).terms).toEqual(terms))
  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is none', (value) =>
    expect(() => ofNumber(value)).toThrow(`not a number: ${value}`),
  )
  test.each([0.5, 2 ** 53, Number.NaN])('%s is no exact whole number', (value) => expect(() => whole(value)).toThrow(`not an exact whole number: ${value}`))
  test('beyond a thousand digits there is none', () => {
    const huge = whole(10n ** 1000n)
    expect(huge.terms[0]).toBe(10n ** 1000n)
    expect(huge.negated().sub(whole(0)).terms[0]).toBe(-(10n ** 1000n))
    expect(whole(1).div(huge).terms[1]).toBe(10n ** 1000n)
    for (const over of [
      () => huge.add(whole(1)),
      () => huge.negated().sub(whole(1)),
      () =>
        whole(1)
          .div(huge.add(whole(0)))
          .div(whole(2)),
    ]) {
      expect(over).toThrow(BeyondLimits)
      expect(over).toThrow('A number of more than 1,000 digits comes up.')
    }
    expect(new BeyondLimits('x').name).toBe('BeyondLimits')
  })
})
