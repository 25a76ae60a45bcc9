// Length, frame count and rate of a video, from where each of its frames stands in time.
import type { VideoMeasurement } from './measurement.ts'

export type FrameTimes = Pick<VideoMeasurement, 'durationMs' | 'frames' | 'frameRate' | 'variable'>

/** @param starts in seconds, in any order and not empty @param end of the last frame, as far as it is known */
export function frameTimesOf(starts: readonly number[], end: number): FrameTimes {
  const sorted = [...starts].sort((a, b) => a - b)
  const first = sorted[0]!
  const last = sorted.at(-1)!
  const frames = sorted.length
  const mean = frames > 1 ? (last - first) / (frames - 1) : end - first
  const length = (end > last ? end : last + mean) - first
  const variable = sorted.some((start, index) => index > 0 && Math.abs(start - sorted[index - 1]! - mean) > Math.max(0.002, mean / 4))
  // Matroska counts milliseconds: half of one may be missing at either end.
  const frameRate = rationalRate(1 / mean, Math.min(0.01, 0.001 / length))
  return { durationMs: Math.max(1, Math.round(length * 1000)), frames, frameRate, ...(variable && { variable }) }
}

/** A rate as a fraction. Times are rounded to the container's ticks: one that is a usual one within `slack`, as a share of it, is that one. */
export function rationalRate(rate: number, slack = 0): { num: number; den: number } {
  const whole = Math.max(1, Math.round(rate))
  const usual = [
    { num: whole, den: 1 },
    { num: whole * 1000, den: 1001 },
  ]
  const off = ({ num, den }: { num: number; den: number }) => Math.abs(rate / (num / den) - 1)
  const [nearest] = usual.toSorted((a, b) => off(a) - off(b))
  return off(nearest!) <= Math.max(2e-4, slack) ? nearest! : { num: Math.max(1, Math.round(rate * 1000)), den: 1000 }
}
