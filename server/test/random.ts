// Chance with a seed, for tests that choose moments and operations: what went wrong can be asked for again by its number.
export interface Chance {
  /** From 0 to below 1. */
  next(): number
  /** From 0 to n - 1. */
  below(n: number): number
  /** True once in n times. */
  oneIn(n: number): boolean
  pick<T>(of: readonly T[]): T | undefined
}

/** Mulberry32: small, and good enough to choose with. */
export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), state | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(next() * n)
  return { next, below, oneIn: (n) => below(n) === 0, pick: (of) => of[below(of.length)] }
}
