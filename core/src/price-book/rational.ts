// Exact rational numbers: the only arithmetic that prices are made with.
// They are made from decimal text and whole numbers alone, and their operations take each other alone: a binary float cannot get in.
// Nearly every price fits into whole numbers below 2^53, where arithmetic is exact and fast; what does not is carried on in bigints.
// (docs/decisions/2026-11-22-own-rationals.md)
import { type Credits, milli } from '../credits.ts'
import type { RoundingMode } from './format.ts'

/** Exact arithmetic would take more memory or time than a price is worth; without a limit, a square of a square of a square takes all there is. */
export class BeyondLimits extends RangeError {
  constructor(message: string) {
    super(message)
    this.name = 'BeyondLimits'
  }
}

export class Rational {
  /** The value is `top / bottom`, where there is no `big`; both are safe integers, `bottom` is above 0. */
  readonly #top: number
  readonly #bottom: number
  /** In lowest terms. */
  readonly #big: readonly [bigint, bigint] | undefined

  private constructor(top: number, bottom: number, big?: readonly [bigint, bigint]) {
    this.#top = top
    this.#bottom = bottom
    this.#big = big
  }

  /** @param bottom above 0 */
  static ofWhole(top: number, bottom: number): Rational {
    return new Rational(top, bottom)
  }

  /** @param bottom not 0 */
  static ofBig(top: bigint, bottom: bigint): Rational {
    const divisor = greatestCommon(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom)
    const sign = bottom < 0n ? -1n : 1n
    const [n, d] = [(sign * top) / divisor, (sign * bottom) / divisor]
    if (n > beyond || n < -beyond || d > beyond) throw new BeyondLimits('A number of more than 1,000 digits comes up.')
    if (n <= most && n >= -most && d <= most) return new Rational(Number(n), Number(d))
    return new Rational(0, 1, [n, d])
  }

  /** Numerator and denominator in lowest terms; the denominator is above 0. */
  get terms(): readonly [bigint, bigint] {
    if (this.#big) return this.#big
    const divisor = smallCommon(Math.abs(this.#top), this.#bottom)
    return [BigInt(this.#top / divisor), BigInt(this.#bottom / divisor)]
  }

  add(other: Rational): Rational {
    if (!this.#big && !other.#big) {
      if (this.#bottom === other.#bottom) {
        const top = this.#top + other.#top
        if (isSafe(top)) return new Rational(top, this.#bottom)
      }
      const [a, b, bottom] = [this.#top * other.#bottom, other.#top * this.#bottom, this.#bottom * other.#bottom]
      if (isSafe(a) && isSafe(b) && isSafe(bottom) && isSafe(a + b)) return new Rational(a + b, bottom)
    }
    const [[a, b], [c, d]] = [this.terms, other.terms]
    return Rational.ofBig(a * d + c * b, b * d)
  }

  sub(other: Rational): Rational {
    return this.add(other.negated())
  }

  mul(other: Rational): Rational {
    if (!this.#big && !other.#big) {
      const [top, bottom] = [this.#top * other.#top, this.#bottom * other.#bottom]
      if (isSafe(top) && isSafe(bottom)) return new Rational(top, bottom)
    }
    const [[a, b], [c, d]] = [this.terms, other.terms]
    return Rational.ofBig(a * c, b * d)
  }

  /** @throws RangeError for a division by zero */
  div(other: Rational): Rational {
    if (other.sign() === 0) throw new RangeError('division by zero')
    if (!this.#big && !other.#big) {
      const sign = other.#top < 0 ? -1 : 1
      const [top, bottom] = [this.#top * other.#bottom * sign, this.#bottom * other.#top * sign]
      if (isSafe(top) && isSafe(bottom)) return new Rational(top, bottom)
    }
    const [[a, b], [c, d]] = [this.terms, other.terms]
    return Rational.ofBig(a * d, b * c)
  }

  negated(): Rational {
    return this.#big ? new Rational(0, 1, [-this.#big[0], this.#big[1]]) : new Rational(0 - this.#top, this.#bottom)
  }

  /** Below 0, 0 or above 0, as this is less than, equal to or more than the other. */
  compare(other: Rational): number {
    if (!this.#big && !other.#big) {
      if (this.#bottom === other.#bottom) return this.#top - other.#top
      const [a, b] = [this.#top * other.#bottom, other.#top * this.#bottom]
      if (isSafe(a) && isSafe(b)) return a - b
    }
    const [[a, b], [c, d]] = [this.terms, other.terms]
    const [left, right] = [a * d, c * b]
    return left < right ? -1 : left > right ? 1 : 0
  }

  sign(): number {
    return this.#big ? (this.#big[0] < 0n ? -1 : 1) : Math.sign(this.#top)
  }

  /** Its digits and how many of them stand after the point, where the denominator as it is kept is a power of ten. */
  get decimalDigits(): { readonly digits: number; readonly places: number } | undefined {
    const places = this.#big ? undefined : placesOf.get(this.#bottom)
    return places === undefined ? undefined : { digits: this.#top, places }
  }

  isWhole(): boolean {
    return this.#big ? this.#big[1] === 1n : this.#top % this.#bottom === 0
  }

  /** The whole number next to it, in the direction of `mode`. */
  rounded(mode: RoundingMode): Rational {
    if (this.#big) return Rational.ofBig(roundedBig(this.#big, mode), 1n)
    const rest = this.#top % this.#bottom
    if (rest === 0) return new Rational(this.#top / this.#bottom, 1)
    const floor = (this.#top - rest) / this.#bottom - (rest < 0 ? 1 : 0)
    const above = rest < 0 ? rest + this.#bottom : rest
    return new Rational(floor + (goesUp(above, this.#bottom - above, floor % 2 === 0, mode) ? 1 : 0), 1)
  }
}

const placesOf = new Map(Array.from({ length: 16 }, (_, places) => [10 ** places, places]))
const most = BigInt(Number.MAX_SAFE_INTEGER)
const beyond = 10n ** 1000n
const isSafe = (value: number): boolean => value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER

function smallCommon(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b]
  return a
}

function greatestCommon(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}

/** Whether a number between two whole ones goes to the upper: it is `above` the lower and `below` the upper, in the same unit. */
function goesUp<N extends number | bigint>(above: N, below: N, lowerIsEven: boolean, mode: RoundingMode): boolean {
  switch (mode) {
    case 'up':
      return true
    case 'down':
      return false
    case 'half-up':
      return above >= below
    case 'half-down':
      return above > below
    case 'half-even':
      return above > below || (above === below && !lowerIsEven)
  }
}

function roundedBig([top, bottom]: readonly [bigint, bigint], mode: RoundingMode): bigint {
  const floor = top >= 0n ? top / bottom : -((-top + bottom - 1n) / bottom)
  const above = top - floor * bottom
  return above !== 0n && goesUp(above, bottom - above, floor % 2n === 0n, mode) ? floor + 1n : floor
}

const decimalPattern = /^-?\d{1,40}(\.\d{1,40})?$/

export const isDecimal = (text: string): boolean => decimalPattern.test(text)

/** @throws RangeError for anything but a plain decimal of at most 40 digits before and after the point. */
export function decimal(text: string): Rational {
  if (!isDecimal(text)) throw new RangeError(`not a decimal number: ${JSON.stringify(text)}`)
  const point = text.indexOf('.')
  const places = point < 0 ? 0 : text.length - point - 1
  const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1)
  // 15 digits are always below 2^53.
  if (digits.length <= 15) return Rational.ofWhole(Number(digits) + 0, 10 ** places)
  return Rational.ofBig(BigInt(digits), 10n ** BigInt(places))
}

/** @throws RangeError for a number that is not whole, or too large to be exact. */
export function whole(value: number | bigint): Rational {
  if (typeof value === 'bigint') return Rational.ofBig(value, 1n)
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an exact whole number: ${value}`)
  return Rational.ofWhole(value + 0, 1)
}

export const zero = whole(0)
export const one = whole(1)

export const isZero = (value: Rational): boolean => value.sign() === 0
export const isNegative = (value: Rational): boolean => value.sign() < 0
export const sum = (values: readonly Rational[]): Rational => (values.length ? values.reduce((total, value) => total.add(value)) : zero)
export const lesser = (a: Rational, b: Rational): Rational => (b.compare(a) < 0 ? b : a)
export const greater = (a: Rational, b: Rational): Rational => (b.compare(a) > 0 ? b : a)

/** The whole number next to it, in the direction of `mode`. */
export const roundWhole = (value: Rational, mode: RoundingMode): bigint => value.rounded(mode).terms[0]

/** A multiple of `step`, which is above 0. */
export const roundToStep = (value: Rational, mode: RoundingMode, step: Rational): Rational => value.div(step).rounded(mode).mul(step)

/** So many significant digits; `digits` is at least 1. */
export function roundToDigits(value: Rational, mode: RoundingMode, digits: number): Rational {
  if (isZero(value)) return value
  const [top, bottom] = value.terms
  const size = top < 0n ? -top : top
  let magnitude = size.toString().length - bottom.toString().length
  if (size * 10n ** BigInt(Math.max(0, -magnitude)) < bottom * 10n ** BigInt(Math.max(0, magnitude))) magnitude--
  const exponent = magnitude - digits + 1
  const step = exponent >= 0 ? whole(10n ** BigInt(exponent)) : one.div(whole(10n ** BigInt(-exponent)))
  return roundToStep(value, mode, step)
}

const thousand = whole(1000)
export const ofCredits = (amount: Credits): Rational => whole(amount).div(thousand)

/** Rounds to a multiple of `step` credits, itself a multiple of 0.001. */
export function roundToCredits(value: Rational, mode: RoundingMode, step: Rational): Credits {
  return milli(roundWhole(roundToStep(value, mode, step).mul(thousand), 'down'))
}

/** Decimal text with at most `places` decimal places, rounded half up where it needs more: 1/3 -> "0.333". */
export function toText(value: Rational, places: number): string {
  const known = value.decimalDigits
  if (known && known.places <= places) return pointed(known.digits < 0, String(Math.abs(known.digits)), known.places)
  const scale = 10n ** BigInt(places)
  const scaled = roundWhole(value.mul(whole(scale)), 'half-up')
  return pointed(scaled < 0n, String(scaled < 0n ? -scaled : scaled), places)
}

/** Digits with a point so many places from their end, without what says nothing. */
function pointed(negative: boolean, digits: string, places: number): string {
  const sign = negative ? '-' : ''
  if (places === 0) return sign + digits
  const padded = digits.padStart(places + 1, '0')
  let end = padded.length
  const point = end - places
  while (end > point && padded[end - 1] === '0') end--
  return end === point ? sign + padded.slice(0, point) : `${sign}${padded.slice(0, point)}.${padded.slice(point, end)}`
}

/** A number as it is written, exactly: 0.1 is 1/10, 4e-8 is 4/100000000. @throws RangeError for NaN, infinities and anything else that is no number */
export function ofNumber(value: number): Rational {
  if (Number.isSafeInteger(value)) return whole(value)
  const [mantissa, exponent = '0'] = String(value).split('e')
  if (!isDecimal(mantissa!)) throw new RangeError(`not a number: ${value}`)
  const scale = Number(exponent)
  const power = whole(10n ** BigInt(Math.abs(scale)))
  return scale < 0 ? decimal(mantissa!).div(power) : decimal(mantissa!).mul(power)
}
