import type { Limit, LimitSimulation } from '@keter/client'
import { describe, expect, it } from 'vitest'
import { simulationInWords, whoseInWords } from './limit-words.ts'
import { amountIn, groupsOf } from './limits.ts'

const limit = (id: string, more: Partial<Limit>): Limit => ({
  ...{ id, scope: 'member', subject: null, who: null, whoName: null, period: 'day', mode: 'hard' },
  ...{ maximum: '10', spent: '0', held: '0', left: '10', renewsAt: null },
  ...more,
})

describe('limits on a screen', () => {
  it('a limit for each stands over those who used it; others stand alone', () => {
    const all = [
      limit('1', { scope: 'workspace' }),
      limit('2', {}),
      limit('2', { who: 'ann' }),
      limit('2', { who: 'bob' }),
      limit('3', { subject: 'ann', who: 'ann' }),
    ]
    expect(groupsOf(all).map((group) => [group.limit.id, group.users.map(({ who }) => who)])).toEqual([
      ['1', []],
      ['2', ['ann', 'bob']],
      ['3', []],
    ])
  })
  it('are named after whom they bind', () => {
    const named = (scope: Limit['scope'], subject: string | null, whoName: string | null) => whoseInWords({ scope, subject, whoName })
    expect([named('workspace', null, null), named('key', null, null), named('member', 'ann', 'Ann'), named('project', 'p', null)]).toEqual([
      ...['The workspace', 'Each API key', 'Ann', 'A project that is gone'],
    ])
  })
  it('take an amount as people type it, and nothing that is none', () => {
    expect(['60', ' 0,5 ', '0'].map(amountIn)).toEqual(['60', '0.5', '0'])
    expect(['', '-1', '0.0001', 'much', '1e3'].map(amountIn)).toEqual([null, null, null, null, null])
  })
  it('say what they would have done', () => {
    const words = (runs: number, stoppedCount: number, mode: Limit['mode'] = 'hard') =>
      simulationInWords({ runs, stoppedCount, stoppedSpent: '4' } as LimitSimulation, mode)
    expect(words(31, 7)).toBe('This limit would have stopped 7 of the 31 runs in the last 90 days: 4 credits of work.')
    expect(words(31, 7, 'soft')).toBe('This limit would have warned before at least 7 of the 31 runs in the last 90 days: 4 credits of work.')
    expect(words(2, 0, 'ask')).toBe('This limit would have asked about nothing in the last 90 days (2 runs).')
    expect(words(1, 1)).toBe('This limit would have stopped the only run in the last 90 days: 4 credits of work.')
    expect(words(0, 0)).toBe('Nothing ran in the last 90 days that this limit would have looked at.')
  })
})
