import { describe, expect, it } from 'vitest'
import { frameTimesOf } from './frame-times.ts'

const every = (count: number, seconds: number) => Array.from({ length: count }, (_, index) => index * seconds)

describe('the times of frames', () => {
  it('give length, count and rate, in whatever order frames are stored', () => {
    expect(frameTimesOf(every(48, 1 / 24).reverse(), 2)).toEqual({ durationMs: 2000, frames: 48, frameRate: { num: 24, den: 1 } })
  })
  it('are a usual rate where ticks have rounded it', () => {
    expect(frameTimesOf(every(60, 0.0333667), 2.002).frameRate).toEqual({ num: 30_000, den: 1001 })
  })
  it('say that the rate is a mean where it changes, and guess the end that nobody wrote', () => {
    expect(frameTimesOf([0, 0.04, 0.08, 0.5], 0)).toMatchObject({ frames: 4, variable: true, durationMs: 667 })
    expect(frameTimesOf([0], 0.5)).toEqual({ durationMs: 500, frames: 1, frameRate: { num: 2, den: 1 } })
  })
})
