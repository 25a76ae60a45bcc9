// What a change of plan comes to. Numbers are those of docs/rules/plans.md.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, periodAt } from './plan-period.ts'
import { capOf, isLarger, keptBeforeGrant, planChange } from './plan-change.ts'
import type { PlanTerms } from './price-book/format.ts'

const limits = { sourcesPerRun: 1, iterations: 1, sourceMegapixels: 1, resultMegapixels: 1, uploadMegabytes: 1 }
const terms = (grant: string, price: string | null, more: Partial<PlanTerms> = {}): PlanTerms => ({
  ...{ name: grant, grant, period: 'month', rollOver: '1', discountPercent: '0', limits },
  ...(price === null ? {} : { price: { amount: price, currency: 'usd' } }),
  ...more,
})
const anchor = Date.UTC(2026, 0, 31)
const period = periodAt(anchor, Date.UTC(2026, 5, 10), 'month')

test('periods go by the calendar from their anchor, shorter months by their last day', () => {
  expect([0, 1, 2].map((n) => new Date(periodAt(anchor, addMonths(new Date(anchor), n).getTime(), 'month').from).toISOString().slice(0, 10))).toEqual([
    '2026-01-31',
    '2026-02-28',
    '2026-03-31',
  ])
  expect(periodAt(anchor, anchor - 1, 'month').number).toBe(-1)
  expect(periodAt(anchor, Date.UTC(2027, 0, 30), 'year')).toMatchObject({ number: 0, until: Date.UTC(2027, 0, 31) })
})

test('half a period before its end a larger plan brings and costs half of the differences (N2, N3)', () => {
  const half = (period.from + period.until) / 2
  expect(planChange(terms('600', '5.00'), terms('2400', '18.00'), 'now', half, period)).toMatchObject({
    credits: 900_000n,
    due: { amount: '6.50', currency: 'usd' },
    cutTo: null,
  })
  expect(planChange(terms('2400', '18.00'), terms('600', '5.00'), 'now', half, period)).toMatchObject({ credits: 0n, due: { amount: '0.00' } })
  expect(planChange(terms('600', '5.00'), terms('2400', '18.00'), 'period-end', half, period)).toMatchObject({
    credits: 0n,
    at: period.until,
    due: { amount: '0.00' },
  })
  expect(planChange(terms('600', null), terms('2400', '18.00'), 'now', half, period).due).toBeNull()
  expect(planChange(terms('600', '5.00'), terms('2400', '18', { price: { amount: '18.00', currency: 'eur' } }), 'now', half, period).due).toBeNull()
})

test('a smaller plan cuts to its cap only where it says so (N4)', () => {
  const small = terms('60', '0', { rollOver: '0.5', onDowngrade: 'forfeit' })
  expect(planChange(terms('600', '5.00'), small, 'now', period.from, period).cutTo).toBe(90_000n)
  expect(planChange(terms('60', '0'), terms('600', '5', { onDowngrade: 'forfeit' }), 'now', period.from, period).cutTo).toBeNull()
  expect(capOf(terms('60', '0', { rollOver: 'unlimited' }))).toBeNull()
  expect(keptBeforeGrant(small)).toBe(30_000n)
  expect(keptBeforeGrant(terms('60', '0', { rollOver: '2' }))).toBeNull()
})

describe('for any two plans and any moment', () => {
  const cents = fc.integer({ min: 0, max: 50_000 }).map((n) => (n / 100).toFixed(2))
  const plan = fc
    .tuple(fc.integer({ min: 0, max: 20_000 }), cents, fc.constantFrom('month', 'year'))
    .map(([grant, price, unit]) => terms(String(grant), price, { period: unit as 'month' | 'year' }))
  test('nothing is below 0, no more than the whole difference is granted or owed, and later is never more (N2, N3)', () => {
    fc.assert(
      fc.property(
        plan,
        plan,
        fc.integer({ min: 1, max: 31 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (from, to, dayOfMonth, a, b) => {
          const whole = periodAt(Date.UTC(2025, 2, dayOfMonth), Date.UTC(2026, 4, 20), from.period)
          const at = (share: number) => Math.floor(whole.from + (whole.until - whole.from) * share)
          const [early, late] = [Math.min(a, b), Math.max(a, b)].map((share) => planChange(from, to, 'now', at(share), whole)) as [
            ReturnType<typeof planChange>,
            ReturnType<typeof planChange>,
          ]
          for (const one of [early, late]) {
            expect(one.credits >= 0n).toBe(true)
            expect(Number(one.due!.amount)).toBeGreaterThanOrEqual(0)
            if (!isLarger(to, from)) expect(one.credits).toBe(0n)
          }
          expect(late.credits <= early.credits).toBe(true)
          expect(Number(late.due!.amount)).toBeLessThanOrEqual(Number(early.due!.amount))
          expect(planChange(from, to, 'now', whole.until, whole)).toMatchObject({ credits: 0n, due: { amount: '0.00' } })
        },
      ),
    )
  })
})
