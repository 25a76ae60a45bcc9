// Throughput: how fast this machine has been, so that the next edit's time can be told beforehand. Facts about speed only; no money, no media.
// An edit takes a time to start and a time for each megapixel. Both are learnt from the last runs of its kind, from what was guessed of them and what they took.

/** In seconds, on two common cores. */
export interface Guess {
  readonly start: number
  readonly work: number
}

/** A run that was: the guess of then, and what it took. */
export interface Run extends Guess {
  readonly seconds: number
}

export interface Throughput {
  /** Seconds, or null where this kind of work has not been measured here. */
  get(kind: string, guess: Guess): number | null
  record(kind: string, guess: Guess, seconds: number): void
}

/** So many runs of a kind are remembered, and each counts this much less than the one after it: a machine may change. */
const remembered = 12
const forgetting = 0.85
/** How firmly start and work are held to be wrong by the same factor: as a tenth of a run. One run says only how fast the machine is. */
const firmness = 0.1
/** A run that is further off than this share of its time was disturbed; it counts less. */
const usual = 0.15

/** Remembers in this process; `known` is what an earlier one kept, `onChange` lets the caller keep it. */
export function createThroughput(
  known: Readonly<Record<string, readonly Run[]>> = {},
  onChange: (kind: string, runs: readonly Run[]) => void = () => undefined,
): Throughput {
  const kinds = new Map(Object.entries(known))
  return {
    get: (kind, guess) => {
      const runs = kinds.get(kind)
      return runs?.length ? secondsOf(fitted(runs), guess) : null
    },
    record(kind, { start, work }, seconds) {
      if (!(seconds > 0) || !(start + work > 0)) return
      const runs = [...(kinds.get(kind) ?? []), { start, work, seconds }].slice(-remembered)
      kinds.set(kind, runs)
      onChange(kind, runs)
    },
  }
}

/** By what factors the guesses of this machine are wrong. */
interface Factors {
  readonly start: number
  readonly work: number
}

const secondsOf = (factors: Factors, { start, work }: Guess): number => factors.start * start + factors.work * work

/** Least squares of the shares by which runs are missed; twice, the second time with less weight for what the first missed by far. */
function fitted(runs: readonly Run[]): Factors {
  const overall = median(runs.map(({ start, work, seconds }) => seconds / (start + work)))
  let factors: Factors = { start: overall, work: overall }
  for (let pass = 0; pass < 2; pass++) {
    const weights = runs.map((run, index) => {
      const missed = Math.abs(secondsOf(factors, run) / run.seconds - 1)
      return forgetting ** (runs.length - 1 - index) * Math.min(1, usual / Math.max(missed, 1e-9))
    })
    factors = leastSquares(runs, weights, overall)
  }
  return factors
}

function leastSquares(runs: readonly Run[], weights: readonly number[], overall: number): Factors {
  let [xx, xy, yy, x1, y1] = [firmness, 0, firmness, firmness, firmness]
  for (const [index, { start, work, seconds }] of runs.entries()) {
    const [x, y, weight] = [(overall * start) / seconds, (overall * work) / seconds, weights[index]!]
    xx += weight * x * x
    xy += weight * x * y
    yy += weight * y * y
    x1 += weight * x
    y1 += weight * y
  }
  const determinant = xx * yy - xy * xy
  const positive = (factor: number) => overall * Math.max(0.02, factor)
  return { start: positive((x1 * yy - y1 * xy) / determinant), work: positive((y1 * xx - x1 * xy) / determinant) }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** What was measured is told within a quarter, so that its middle is what is expected; a guess within a factor of three. */
export function secondsFor(measured: number | null, { start, work }: Guess): { low: number; high: number } {
  if (measured !== null) return { low: measured * 0.75, high: measured * 1.25 }
  return { low: (start + work) / 3, high: (start + work) * 3 }
}
