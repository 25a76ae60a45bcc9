import { describe, expect, it } from 'vitest'
import { inStep, isOutOfStep, sourceTime } from './in-step.ts'

describe('two videos by one clock', () => {
  it('are at the same second where the time did not change, a preview included', () => {
    const step = inStep({ durationMs: 8000 }, { durationMs: 1000 }, 0)
    expect(sourceTime(step, 0.75)).toBe(0.75)
  })
  it('show the same moment where a part was cut out, and in slow motion', () => {
    expect(sourceTime(inStep({ durationMs: 8000 }, { durationMs: 2000 }, 3000), 0.5)).toBe(3.5)
    expect(sourceTime(inStep({ durationMs: 4000 }, { durationMs: 8000 }, 0), 6)).toBe(3)
  })
  it('are brought back in step only where it can be seen', () => {
    const step = inStep({ durationMs: 4000 }, { durationMs: 4000 }, 0)
    expect([1.05, 0.95, 1.1, 0.5].map((time) => isOutOfStep(step, 1, time))).toEqual([false, false, true, true])
  })
})
