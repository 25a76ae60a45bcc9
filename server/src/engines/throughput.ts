// Throughput: how fast this machine has been, so that the next edit's time can be told beforehand. Facts about speed only; no money, no media.

export interface Throughput {
  /** Seconds a megapixel, or null where this kind of work has not been measured here. */
  get(kind: string): number | null
  record(kind: string, megapixels: number, ms: number): void
}

/** Each run moves the figure by up to this share of the difference: the last ten or so count. */
const weight = 0.3

/** In megapixels: below it, the time is nothing but start-up. */
const smallestTold = 0.05

/** Remembers in this process; `known` is what an earlier one kept, `onChange` lets the caller keep it. */
export function createThroughput(
  known: Readonly<Record<string, number>> = {},
  onChange: (kind: string, secondsPerMegapixel: number) => void = () => undefined,
): Throughput {
  const rates = new Map(Object.entries(known))
  return {
    get: (kind) => rates.get(kind) ?? null,
    record(kind, megapixels, ms) {
      if (megapixels < smallestTold || !(ms >= 0)) return
      const seen = ms / 1000 / megapixels
      const before = rates.get(kind)
      // A small picture's time is partly start-up and says less about a photograph's.
      const share = weight * Math.min(1, megapixels)
      const rate = before === undefined ? seen : before + (seen - before) * share
      rates.set(kind, rate)
      onChange(kind, rate)
    },
  }
}

/** A measured rate is told within a third; a guess within a factor of three. Half a second is for starting. */
export function secondsFor(measured: number | null, guess: number, megapixels: number): { low: number; high: number } {
  const startup = 0.5
  if (measured !== null) return { low: measured * megapixels * 0.8, high: measured * megapixels * 1.35 + startup }
  return { low: (guess * megapixels) / 3, high: guess * megapixels * 3 + startup }
}
