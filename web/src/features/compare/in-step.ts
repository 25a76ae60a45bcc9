// Two videos by one clock: where the source has to be when the result is at a given second.

interface Played {
  readonly durationMs?: number
}

export interface InStep {
  /** Second of the source at which the result begins. */
  readonly from: number
  /** Seconds of the source in one of the result: a half in slow motion. */
  readonly pace: number
}

/** A part that was cut out begins later; a result that takes much longer shows the same in slow motion. A preview is only shorter. */
export function inStep(before: Played, after: Played, startMs: number): InStep {
  const [source = 0, result = 0] = [before.durationMs, after.durationMs]
  return { from: startMs / 1000, pace: source > 0 && result > source * 1.5 ? source / result : 1 }
}

export const sourceTime = ({ from, pace }: InStep, resultTime: number): number => from + resultTime * pace

/** Less is not seen, and each correction is a jump. */
const mostDrift = 0.08
export const isOutOfStep = (step: InStep, resultTime: number, time: number): boolean => Math.abs(sourceTime(step, resultTime) - time) > mostDrift
