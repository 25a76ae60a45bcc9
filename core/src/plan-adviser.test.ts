// Advice on plans, by replaying each over what was done; and when credits run out.
import { describe, expect, test } from 'vitest'
import { milli } from './credits.ts'
import { advise, type Spent } from './plan-adviser.ts'
import type { PlanTerms } from './price-book/format.ts'
import { runOut } from './run-out.ts'

const limits = { sourcesPerRun: 1, iterations: 1, sourceMegapixels: 1, resultMegapixels: 1, uploadMegabytes: 1 }
const terms = (grant: string, price: string, more: Partial<PlanTerms> = {}): PlanTerms => ({
  ...{ name: grant, grant, period: 'month', rollOver: '0', discountPercent: '0', limits, price: { amount: price, currency: 'usd' } },
  ...more,
})
const day = 86_400_000
const from = Date.UTC(2026, 0, 1)
const until = Date.UTC(2026, 3, 1)
const packs = { small: { name: '100', credits: '100', price: { amount: '2.00', currency: 'usd' } } }
const plans = { free: terms('10', '0'), pro: terms('100', '1.00'), team: terms('1000', '9.00') }
const every = (days: number, credits: number, refusedBy: readonly string[] = []): Spent[] =>
  Array.from({ length: Math.floor(90 / days) }, (_, n) => ({
    at: from + n * days * day,
    costs: Object.fromEntries(Object.keys(plans).map((plan) => [plan, refusedBy.includes(plan) ? null : milli(BigInt(credits * 1000))])),
  }))
const advice = (spent: readonly Spent[], current: string, more: object = {}) => advise({ from, until, current, plans, packs, spent, ...more })

describe('advice', () => {
  test('a plan that is too large is left for a smaller one, whose packs are counted', () => {
    const { best, why, plans: replayed } = advice(every(10, 5), 'team')
    expect([best, why]).toEqual(['free', 'downgrade'])
    // 45 credits over three months: the free plan's 30 do not reach, and one pack is still cheaper than the pro plan.
    expect(replayed.map(({ plan, money, packs: bought, expired }) => [plan, money?.amount, bought, Number(expired) / 1000])).toEqual([
      ['free', '2.00', 1, 0],
      ['pro', '3.00', 0, 255],
      ['team', '27.00', 0, 2955],
    ])
  })

  test('where packs come dearer, the larger plan is better; what is the cheapest stays', () => {
    expect(advice(every(1, 8), 'pro')).toMatchObject({ best: 'pro', why: 'stay' })
    expect(advice(every(1, 30), 'pro')).toMatchObject({ best: 'team', why: 'upgrade' })
  })

  test('a plan that would have refused what was done is no better, however cheap', () => {
    expect(advice(every(10, 5, ['free', 'pro']), 'team')).toMatchObject({ best: 'team', why: 'stay' })
  })

  test('too little history and missing prices are said, not guessed', () => {
    expect(advice(every(40, 5), 'pro')).toMatchObject({ best: null, why: 'too-little-history' })
    const { price: _, ...unpriced } = plans.pro
    expect(advice(every(5, 5), 'pro', { plans: { ...plans, pro: unpriced } })).toMatchObject({ best: null, why: 'no-prices' })
    expect(advice(every(1, 8), 'free', { packs: {} }).plans.find(({ plan }) => plan === 'free')).toMatchObject({ packs: 0, short: expect.any(Number) })
  })

  test('roll-over, "unlimited" and a cap between grants are replayed as they are granted', () => {
    const end = from + 80 * day
    const last = [{ at: end - day, costs: { a: milli(1n), b: milli(1n), c: milli(1n) } }]
    const rolled = { a: terms('100', '1', { rollOver: '1' }), b: terms('100', '1', { rollOver: 'unlimited' }), c: terms('100', '1', { rollOver: '0.5' }) }
    const { plans: replayed } = advise({ from, until: end, current: 'a', plans: rolled, packs: {}, spent: last })
    expect(replayed.map(({ expired }) => Number(expired) / 1000)).toEqual([100, 0, 150])
  })
})

describe('run-out', () => {
  const steady = { daily: Array(30).fill(10), grant: null }
  test('at a steady pace it is a division', () => {
    expect(runOut({ ...steady, lots: [{ amount: 100, endsInDays: null }] })).toEqual({ likely: 11, early: 11, pace: 10 })
  })
  test('credits that end before they can be spent do not count, grants that come do', () => {
    expect(
      runOut({
        ...steady,
        lots: [
          { amount: 100, endsInDays: 5 },
          { amount: 30, endsInDays: null },
        ],
      })?.likely,
    ).toBe(9)
    expect(runOut({ ...steady, lots: [{ amount: 50, endsInDays: null }], grant: { amount: 200, inDays: 4, everyDays: 30, livesDays: 30 } })).toMatchObject({
      likely: 26,
    })
    expect(runOut({ ...steady, lots: [], grant: { amount: 310, inDays: 0, everyDays: 30, livesDays: null } })?.likely).toBeNull()
  })
  test('where each grant ends as the next one comes, nothing is missing between them, at whatever hour that is', () => {
    const pace = { daily: Array(30).fill(1) }
    for (let inDays = 0; inDays < 31; inDays += 0.37) {
      const grant = { amount: 60, inDays, everyDays: 30.44, livesDays: 30.44 }
      expect(runOut({ ...pace, lots: [{ amount: 59, endsInDays: inDays }], grant })?.likely, `in ${inDays} days`).toBeNull()
    }
    expect(runOut({ ...pace, lots: [], grant: { amount: 20, inDays: 0, everyDays: 30.44, livesDays: 30.44 } })?.likely).toBe(21)
  })
  test('unequal days bring the early date forward; no use says nothing', () => {
    const uneven = runOut({ daily: Array.from({ length: 30 }, (_, n) => (n % 10 === 0 ? 100 : 0)), lots: [{ amount: 300, endsInDays: null }], grant: null })!
    expect(uneven.pace).toBe(10)
    expect(uneven.early!).toBeLessThan(uneven.likely!)
    expect(runOut({ daily: Array(30).fill(0), lots: [], grant: null })).toBeNull()
  })
})
