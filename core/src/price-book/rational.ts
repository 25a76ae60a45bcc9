// Exact rational numbers: the only arithmetic that prices are made with.
// They are made from decimal text and whole numbers alone, and their operations take each other alone: a binary float cannot get in.
import Fraction from 'fraction.js'
import { type Credits, milli } from '../credits.ts'
import type { RoundingMode } from './format.ts'

export interface Rational {
  /** Sign, numerator, denominator: s * n / d, in lowest terms, n and d not negative. */
  readonly s: bigint
  readonly n: bigint
  readonly d: bigint
  add(other: Rational): Rational
  sub(other: Rational): Rational
  mul(other: Rational): Rational
  div(other: Rational): Rational
  compare(other: Rational): number
}

/** @throws RangeError for anything but a plain decimal of at most 40 digits before and after the point. */
export function decimal(text: string): Rational {
  if (!/^-?\d{1,40}(\.\d{1,40})?$/.test(text)) throw new RangeError(`not a decimal number: ${JSON.stringify(text)}`)
  return new Fraction(text)
}

/** @throws RangeError for a number that is not whole, or too large to be exact. */
export function whole(value: number | bigint): Rational {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new RangeError(`not an exact whole number: ${value}`)
  return new Fraction(BigInt(value))
}

export const zero = whole(0)
export const one = whole(1)

export const isZero = (value: Rational): boolean => value.n === 0n
export const isNegative = (value: Rational): boolean => value.s < 0n && value.n !== 0n
export const sum = (values: readonly Rational[]): Rational => values.reduce((total, value) => total.add(value), zero)

/** The whole number next to it, in the direction of `mode`. */
export function roundWhole(value: Rational, mode: RoundingMode): bigint {
  const numerator = value.s * value.n
  const floor = numerator >= 0n ? numerator / value.d : -((-numerator + value.d - 1n) / value.d)
  const rest = numerator - floor * value.d
  if (rest === 0n || mode === 'down') return floor
  if (mode === 'up') return floor + 1n
  const half = 2n * rest
  if (half === value.d) return mode === 'half-up' || floor % 2n !== 0n ? floor + 1n : floor
  return half > value.d ? floor + 1n : floor
}

const thousand = whole(1000)
export const ofCredits = (amount: Credits): Rational => whole(amount).div(thousand)

/** Rounds to a multiple of `step` credits, itself a multiple of 0.001. */
export function roundToCredits(value: Rational, mode: RoundingMode, step: Rational): Credits {
  const steps = whole(roundWhole(value.div(step), mode))
  return milli(roundWhole(steps.mul(step).mul(thousand), 'down'))
}

/** Decimal text with at most `places` decimal places, rounded half up where it needs more: 1/3 -> "0.333". */
export function toText(value: Rational, places: number): string {
  const scale = 10n ** BigInt(places)
  const scaled = roundWhole(value.mul(whole(scale)), 'half-up')
  const size = scaled < 0n ? -scaled : scaled
  const fraction = (size % scale).toString().padStart(places, '0').replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${size / scale}${fraction && `.${fraction}`}`
}
