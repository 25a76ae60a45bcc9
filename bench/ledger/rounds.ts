// Cases run in turns, round after round, so that whatever else the machine does meets all of them alike; what is reported is the median of the rounds.
import { performance } from 'node:perf_hooks'
import { median } from '../report/median.ts'

export interface Work {
  readonly name: string
  /** Operations in one turn; 1 where it is not said. */
  readonly weight?: number
  /** Turns at a time; 8, as many as there are connections, where it is not said. */
  readonly workers?: number
  /** Not timed: what a round needs beforehand. */
  readonly before?: () => Promise<void>
  /** One turn; `turn` is never the same twice in a run. False: nothing is left to do in this round. */
  readonly turn: (turn: string, worker: number) => Promise<unknown>
}

export interface Measured {
  readonly name: string
  /** Operations a second, of each round. */
  readonly rates: number[]
  /** Milliseconds of each turn, of all rounds. */
  readonly times: number[]
}

/** @param settle called once between warming up and measuring */
export async function inRounds(
  works: readonly Work[],
  { rounds, seconds, settle }: { rounds: number; seconds: number; settle: () => Promise<unknown> },
): Promise<Map<string, Measured>> {
  const measured = new Map(works.map(({ name }) => [name, { name, rates: [], times: [] } as Measured]))
  for (const work of works) await drive(work, 'warm', 0.5)
  await settle()
  for (let round = 1; round <= rounds; round++)
    for (const work of round % 2 ? works : works.toReversed()) {
      const { rate, times } = await drive(work, `${round}`, seconds)
      const into = measured.get(work.name)!
      into.rates.push(rate)
      for (const time of times) into.times.push(time)
    }
  return measured
}

async function drive({ name, weight = 1, workers = 8, before, turn }: Work, round: string, seconds: number): Promise<{ rate: number; times: number[] }> {
  await before?.()
  const times: number[] = []
  const begun = performance.now()
  const end = begun + seconds * 1000
  const work = async (worker: number) => {
    for (let n = 0; ; n++) {
      const start = performance.now()
      if (start >= end || (await turn(`${name} ${round} ${worker} ${n}`, worker)) === false) return
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)))
  return { rate: (times.length * weight * 1000) / (performance.now() - begun), times }
}

export const rate = (of: Measured): number => median(of.rates)

/** The time that this part of the turns stayed under: 0.5, 0.99. */
export const percentile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN
