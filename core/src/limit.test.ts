// What a limit would have stopped: the same rule as the ledger's, told from the past.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { milli } from './credits.ts'
import { type LimitPeriod, limitPeriods, type PastSpend, wouldHaveStopped } from './limit.ts'

const hour = 3_600_000
const spend = (id: string, at: number, held: number, more: Partial<PastSpend> = {}): PastSpend => ({
  ...{ id, at: at * hour, endedAt: (at + 1) * hour, held: milli(BigInt(held)), spent: milli(BigInt(held)), subject: 'ann' },
  ...more,
})
const stopped = (past: readonly PastSpend[], period: LimitPeriod, maximum: number) =>
  wouldHaveStopped(past, { period, maximum: milli(BigInt(maximum)) }).map(({ id, used }) => [id, Number(used)])

describe('what a limit would have stopped', () => {
  test('counts from midnight to midnight, month to month, over 24 hours, or in all', () => {
    const past = [spend('a', 20, 6), spend('b', 23, 6), spend('c', 25, 6), spend('d', 44, 6), spend('e', 45, 6)]
    expect(stopped(past, 'day', 10)).toEqual([
      ['b', 6],
      ['d', 6],
      ['e', 6],
    ])
    expect(stopped(past, 'rolling', 10)).toEqual([
      ['b', 6],
      ['c', 6],
      ['e', 6],
    ])
    expect(stopped(past, 'month', 20)).toEqual([
      ['d', 18],
      ['e', 18],
    ])
    expect(stopped(past, 'total', 12)).toEqual([
      ['c', 12],
      ['d', 12],
      ['e', 12],
    ])
  })

  test('what is held counts whole until it ends, then what it came to', () => {
    const past = [spend('a', 1, 10, { spent: milli(2n), endedAt: 3 * hour }), spend('b', 2, 5), spend('c', 3, 5)]
    expect(stopped(past, 'day', 12)).toEqual([['b', 10]])
    expect(stopped([spend('a', 1, 10, { endedAt: null }), spend('b', 20, 3)], 'day', 12)).toEqual([['b', 10]])
  })

  test('each subject is counted apart, and what is nobody counts for nobody', () => {
    const past = [spend('a', 1, 6), spend('b', 2, 6, { subject: 'bob' }), spend('c', 3, 6, { subject: null }), spend('d', 4, 6)]
    expect(stopped(past, 'day', 10)).toEqual([['d', 6]])
  })

  test('says the same as counting everything anew each time', () => {
    const past = fc
      .array(
        fc.record({
          at: fc.integer({ min: 0, max: 900 }),
          for: fc.integer({ min: 0, max: 60 }),
          held: fc.integer({ min: 1, max: 9 }),
          spent: fc.integer({ min: 0, max: 9 }),
        }),
        { maxLength: 40 },
      )
      .map((all) =>
        all
          .toSorted((a, b) => a.at - b.at)
          .map((one, i) =>
            spend(`${i}`, one.at, one.held, {
              endedAt: one.for === 60 ? null : (one.at + one.for) * hour,
              spent: milli(BigInt(Math.min(one.spent, one.held))),
            }),
          ),
      )
    fc.assert(
      fc.property(past, fc.constantFrom(...limitPeriods), fc.integer({ min: 0, max: 30 }), (all, period, maximum) => {
        const taken: PastSpend[] = []
        const expected: [string, number][] = []
        for (const one of all) {
          const counts = taken.filter(({ at }) => {
            const [a, b] = [new Date(at).toISOString(), new Date(one.at).toISOString()]
            return period === 'day'
              ? a.slice(0, 10) === b.slice(0, 10)
              : period === 'month'
                ? a.slice(0, 7) === b.slice(0, 7)
                : period === 'total' || at > one.at - 24 * hour
          })
          const used = counts.reduce((sum, { endedAt, held, spent }) => sum + Number(endedAt !== null && endedAt <= one.at ? spent : held), 0)
          if (used + Number(one.held) > maximum) expected.push([one.id, used])
          else taken.push(one)
        }
        expect(stopped(all, period, maximum)).toEqual(expected)
      }),
    )
  })
})
