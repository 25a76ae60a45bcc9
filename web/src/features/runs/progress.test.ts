import type { Iteration, Run } from '@keter/client'
import { describe, expect, it } from 'vitest'
import { progressOf } from './progress.ts'

const at = Date.parse('2026-11-22T12:00:00.000Z')
const iteration = (change: Partial<Iteration>) => ({ state: 'queued', progress: 0, eta: null, startedAt: null, ...change }) as Iteration
const run = (...latest: readonly (Iteration | null)[]) => ({ sources: latest.map((one) => ({ iterations: one ? [one] : [] })) }) as unknown as Run

describe('the progress of a run', () => {
  it('takes the longest of the attempts that run side by side', () => {
    const running = iteration({ state: 'running', progress: 0.5, eta: { low: 2, high: 3 } })
    const slower = iteration({ state: 'running', progress: 0.5, eta: { low: 4, high: 6 } })
    expect(progressOf(run(running, slower), at)).toMatchObject({ share: 0.5, eta: { low: 4, high: 6 } })
  })

  it('does not call the time of one file the time of the run while others wait', () => {
    const done = iteration({ state: 'done', progress: 1, startedAt: '2026-11-22T11:59:50.000Z' })
    const { delivered, of, share, eta } = progressOf(run(done, iteration({})), at)
    expect([delivered, of, share]).toEqual([1, 2, 0.5])
    expect(eta!.low).toBeLessThan(10)
    expect(eta!.high).toBeGreaterThan(10)
  })

  it('says nothing about the time before there is anything to tell it from', () => {
    expect(progressOf(run(iteration({}), null), at)).toMatchObject({ delivered: 0, of: 2, share: 0, eta: null })
  })

  it('does not count a cancelled attempt as delivered', () => {
    expect(progressOf(run(iteration({ state: 'cancelled' })), at)).toMatchObject({ delivered: 0, share: 1, eta: null })
  })
})
