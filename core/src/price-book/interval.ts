// Amounts of which only bounds are known. An interval remembers which unknowns push it up and which push it down: as long as no unknown
// does both, each end is reached by one choice of all of them, and the interval is `tight`. Otherwise its ends are outer bounds.
import { greater, isNegative, isZero, lesser, type Rational } from './rational.ts'

export interface Interval {
  readonly low: Rational
  readonly high: Rational
  /** Names of unknowns in which it does not fall, and in which it does not rise. */
  readonly up: ReadonlySet<string>
  readonly down: ReadonlySet<string>
  /** Both ends are reached. */
  readonly tight: boolean
}

const none: ReadonlySet<string> = new Set()

export const point = (value: Rational): Interval => ({ low: value, high: value, up: none, down: none, tight: true })
export const unknown = (name: string, low: Rational, high: Rational): Interval => ({ low, high, up: new Set([name]), down: none, tight: true })

const isPoint = ({ low, high, up, down }: Interval): boolean => up.size === 0 && down.size === 0 && low.compare(high) === 0

const union = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => (b.size === 0 ? a : a.size === 0 ? b : new Set([...a, ...b]))

function disjoint(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const name of a) if (b.has(name)) return false
  return true
}

type Combine = (a: Rational, b: Rational) => Rational

/** Of a function that never falls. */
export const rising =
  (of: (value: Rational) => Rational) =>
  (a: Interval): Interval => ({ ...a, low: of(a.low), high: of(a.high) })

/** Of a function that falls in neither. */
export function risingBoth(of: Combine, a: Interval, b: Interval): Interval {
  const up = union(a.up, b.up)
  const down = union(a.down, b.down)
  return { low: of(a.low, b.low), high: of(a.high, b.high), up, down, tight: a.tight && b.tight && disjoint(up, down) }
}

export const addedIntervals = (a: Interval, b: Interval): Interval => risingBoth((x, y) => x.add(y), a, b)

/** The same, upside down: 0 - a. */
const flipped = ({ low, high, up, down, tight }: Interval): Interval => ({ low: high, high: low, up: down, down: up, tight })

/** Of a function that does not fall in the first and does not rise in the second. */
export const risingFalling = (of: Combine, a: Interval, b: Interval): Interval => risingBoth(of, a, flipped(b))

export function multiplied(a: Interval, b: Interval): Interval {
  const product: Combine = (x, y) => x.mul(y)
  if (!isNegative(a.low) && !isNegative(b.low)) return risingBoth(product, a, b)
  if (isPoint(a)) return isNegative(a.low) ? risingBoth(product, a, flipped(b)) : risingBoth(product, a, b)
  if (isPoint(b)) return multiplied(b, a)
  return corners(product, a, b)
}

/** @param b does not contain 0 */
export function divided(a: Interval, b: Interval): Interval {
  const quotient: Combine = (x, y) => x.div(y)
  if (isNegative(b.low)) return corners(quotient, a, b)
  if (isPoint(b)) return risingBoth(quotient, a, b)
  return isNegative(a.low) ? corners(quotient, a, b) : risingFalling(quotient, a, b)
}

function corners(of: Combine, a: Interval, b: Interval): Interval {
  const all = [of(a.low, b.low), of(a.low, b.high), of(a.high, b.low), of(a.high, b.high)]
  return { low: all.reduce(lesser), high: all.reduce(greater), up: union(a.up, b.up), down: union(a.down, b.down), tight: false }
}

/** Any of them may be it. */
export function hull(all: readonly Interval[]): Interval {
  const [first, ...others] = all as [Interval, ...Interval[]]
  return others.reduce(
    (a, b) => ({ low: lesser(a.low, b.low), high: greater(a.high, b.high), up: union(a.up, b.up), down: union(a.down, b.down), tight: false }),
    first,
  )
}

export const containsZero = ({ low, high }: Interval): boolean => (isNegative(low) || isZero(low)) && !isNegative(high)
