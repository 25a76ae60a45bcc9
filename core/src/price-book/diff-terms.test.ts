import { describe, expect, test } from 'vitest'
import { compilePrices } from './compile.ts'
import type { Change } from './diff-change.ts'
import { diffTerms, diffTool } from './diff-terms.ts'
import type { PlanTerms, PriceBook, StudioTerms, ToolPrice } from './format.ts'
import { baseTool, bookOf, choice, compiledTool, number } from './testing.ts'

const limits = { sourcesPerRun: 20, iterations: 4, sourceMegapixels: 25, resultMegapixels: 1000, uploadMegabytes: 50 }
const pro: PlanTerms = { name: 'Pro', grant: '600', period: 'month', rollOver: '1', discountPercent: '10', limits }
const terms: StudioTerms = { quoteMinutes: 30, holdHours: 24, keepChance: '0.7', plans: { pro } }

const studio = (more: Partial<StudioTerms>, book: Partial<PriceBook> = {}): PriceBook => bookOf({}, { unit: 'credits', studio: { ...terms, ...more }, ...book })
const between = (old: PriceBook, now: PriceBook) => diffTerms(old, now).map(short)
const short = ({ kind, direction, sentence }: Change) => [kind, direction, sentence]
const plan = (more: Partial<PlanTerms>) => between(studio({}), studio({ plans: { pro: { ...pro, ...more } } }))

describe('a studio', () => {
  test('the same terms are no change, however the decimals are written', () => {
    expect(between(studio({}), studio({}))).toEqual([])
    expect(between(studio({}), studio({ keepChance: '0.70' }))).toEqual([])
    expect(plan({ grant: '600.0', rollOver: '1.0', discountPercent: '10.0' })).toEqual([])
  })

  test('quotes, holds and the chance', () => {
    expect(between(studio({}), studio({ quoteMinutes: 60, holdHours: 12, keepChance: '0.75' }))).toEqual([
      ['terms', 'other', 'A quote is valid for 30 → 60 minutes.'],
      ['terms', 'other', 'A hold lives for 24 → 12 hours at most.'],
      ['terms', 'other', '"Likely" expects 70 % → 75 % of results to be kept, until a team has a history of its own.'],
    ])
  })

  test('each term of a plan, and what it means for the customer', () => {
    expect(plan({ name: 'Studio' })).toEqual([['plan', 'other', 'The plan Pro is now called Studio.']])
    expect(plan({ grant: '700' })).toEqual([['plan', 'cheaper', 'Pro: 600 → 700 credits a month.']])
    expect(plan({ grant: '500' })).toEqual([['plan', 'dearer', 'Pro: 600 → 500 credits a month.']])
    expect(plan({ discountPercent: '5' })).toEqual([['plan', 'dearer', 'Pro: 10 % → 5 % off every price.']])
    expect(plan({ rollOver: '0' })).toEqual([['plan', 'dearer', 'Pro: unused credits are carried over up to 1 → 0 times the grant.']])
    expect(plan({ limits: { sourcesPerRun: 21, iterations: 5, sourceMegapixels: 26, resultMegapixels: 2000, uploadMegabytes: 51 } })).toEqual([
      ['plan', 'other', 'Pro: files in one run 20 → 21.'],
      ['plan', 'other', 'Pro: attempts on a file 4 → 5.'],
      ['plan', 'other', 'Pro: largest source 25 → 26 megapixels.'],
      ['plan', 'other', 'Pro: largest result 1,000 → 2,000 megapixels.'],
      ['plan', 'other', 'Pro: largest file 50 → 51 megabytes.'],
    ])
  })

  test('plans that came and went', () => {
    const more = studio({ plans: { pro, free: { ...pro, name: 'Free', discountPercent: '0' }, team: { ...pro, name: 'Team' } } })
    expect(between(studio({}), more)).toEqual([
      ['plan-added', 'other', 'New plan: Free, 600 credits a month, no discount.'],
      ['plan-added', 'other', 'New plan: Team, 600 credits a month, 10 % off every price.'],
    ])
    expect(between(more, studio({}))).toEqual([
      ['plan-removed', 'other', 'The plan Free is no longer offered.'],
      ['plan-removed', 'other', 'The plan Team is no longer offered.'],
    ])
  })

  test('plans are compared between two studios only', () => {
    expect(between(bookOf({}), studio({}))).toEqual([])
    expect(between(studio({}), bookOf({}))).toEqual([])
  })
})

describe('units', () => {
  const worth = (usd?: string, label?: string) => bookOf({}, { units: { points: { ...(usd && { usd }), ...(label && { label }) } } })

  test('a unit that is worth something else, by its label', () => {
    expect(between(worth('0.01'), worth('0.02'))).toEqual([['unit', 'dearer', 'One point is worth $0.01 → $0.02, 100 % more.']])
    expect(between(worth('0.02', 'Bee points'), worth('0.01', 'Bee points'))).toEqual([['unit', 'cheaper', 'One Bee point is worth $0.02 → $0.01, 50 % less.']])
    expect(between(worth('0.01'), worth('0.010'))).toEqual([])
    expect(between(worth('0'), worth('0.01'))).toEqual([['unit', 'dearer', 'One point is worth $0 → $0.01.']])
  })

  test('nothing is said where one of the books does not value it', () => {
    expect(between(worth(), worth('0.01'))).toEqual([])
    expect(between(worth('0.01'), worth())).toEqual([])
    expect(between(bookOf({}), worth('0.01'))).toEqual([])
    expect(between(worth('0.01'), bookOf({}))).toEqual([])
  })
})

describe('a tool', () => {
  const charges = { succeeded: 'price', partial: 'delivered', failed: 'nothing', cancelled: 'delivered', defective: 'refunded' } as const
  const tool = (more: Partial<ToolPrice>) => compiledTool(baseTool('1', {}, { title: 'Render', ...more }))
  const told = (before: Partial<ToolPrice>, after: Partial<ToolPrice>) => diffTool(tool(before), tool(after)).map(short)

  test('re-runs: no rule is the full price', () => {
    const rerun = (factor: string) => ({ rerun: { factor, label: 'again' } })
    expect(told({}, rerun('1'))).toEqual([])
    expect(told(rerun('0.5'), rerun('0.50'))).toEqual([])
    expect(told({}, rerun('0.5'))).toEqual([['rerun', 'cheaper', 'Render: another attempt costs 50 % of its price; it was 100 %.']])
    expect(told(rerun('0.5'), {})).toEqual([['rerun', 'dearer', 'Render: another attempt costs 100 % of its price; it was 50 %.']])
  })

  test('rounding, in words and with its stage', () => {
    const total = { rounding: { stage: 'total', mode: 'half-up', step: '0.01' } } as const
    const source = { rounding: { stage: 'source', mode: 'half-up', step: '0.01' } } as const
    expect(told(total, total)).toEqual([])
    expect(told({}, total)).toEqual([['rounding', 'other', 'Render: rounded to steps of 0.01 usd, each time; before, not rounded.']])
    expect(told(total, source)).toEqual([
      ['rounding', 'other', 'Render: rounded to steps of 0.01 usd, once for all attempts on a file; before, rounded to steps of 0.01 usd, each time.'],
    ])
  })

  test('what is charged on cancelling, where both say it', () => {
    expect(told({ charges }, { charges: { ...charges, cancelled: 'nothing' } })).toEqual([
      [
        'charges',
        'other',
        'Render: when you cancel, nothing is charged, and what was charged before is refunded; before, what was delivered before is charged and the rest comes back.',
      ],
    ])
    expect(told({ charges }, { charges })).toEqual([])
    expect(told({}, { charges })).toEqual([])
    expect(told({ charges }, {})).toEqual([])
  })

  test('inputs of both versions alone; a number that became a choice has no bounds to compare', () => {
    const of = (input: ToolPrice['inputs']) => ({ inputs: input! })
    expect(told(of({ n: number({ max: '5' }) }), of({ n: choice(1, 2) }))).toEqual([])
    expect(told(of({ n: choice(1, 2) }), of({ n: number({ max: '5' }) }))).toEqual([])
    expect(told(of({}), of({ n: number({ max: '5', default: '2' }) }))).toEqual([])
    expect(told(of({ maxCount: number({ max: '5' }) }), of({ maxCount: number({ max: '7' }) }))).toEqual([
      ['option-added', 'other', 'Render: max count up to 5 → 7.'],
    ])
  })

  test('each change says which tool', () => {
    const changes = diffTool(tool({}), tool({ rerun: { factor: '0.5', label: 'again' } }))
    expect(changes).toEqual([{ kind: 'rerun', tool: 'tool', sentence: expect.any(String), examples: [], direction: 'cheaper' }])
    expect(diffTerms(studio({}), studio({ quoteMinutes: 5 }))[0]).toEqual({ kind: 'terms', sentence: expect.any(String), examples: [], direction: 'other' })
    expect(diffTerms(compilePrices(bookOf({}), '').book, bookOf({}))).toEqual([])
  })
})
