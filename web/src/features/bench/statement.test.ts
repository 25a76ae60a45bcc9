import { describe, expect, it } from 'vitest'
import { total } from '../../lib/amount.ts'
import { statementOf } from './statement.ts'

const measurement = { media: 'image', format: 'png', width: 1000, height: 1000, bytes: 1 } as const
const result = { width: 4000, height: 4000, format: 'png' }
const source = (name: string, quantity: string, low: string, most: string, retry: string, roundFirst: string, roundAll: string) => ({
  name,
  measurement,
  result,
  lines: [
    { label: 'Standard 4×', quantity, unit: 'started megapixel', rate: '3.5', amount: low },
    { label: 'Rounded up to whole credits', amount: roundFirst },
  ],
  linesMost: [
    { label: 'Standard 4×', quantity, unit: 'started megapixel', rate: '3.5', amount: low },
    { label: 'Standard 4×, attempt 2, half price', quantity, unit: 'started megapixel', rate: '1.75', amount: retry },
    { label: 'Rounded up to whole credits', amount: roundAll },
  ],
  low,
  likely: low,
  most,
})

describe('the statement of an estimate', () => {
  const sources = [source('a.png', '1', '3.5', '6', '1.75', '0.5', '0.75'), source('b.png', '3', '10.5', '16', '5.25', '0.5', '0.25')]
  const statement = statementOf({ sources, iterations: 2 })

  it('adds up in both columns', () => {
    const column = (of: 'first' | 'all') => total([...statement.priced, ...statement.adjusted].map((line) => line[of] ?? '0'))
    expect(column('first')).toBe('15')
    expect(column('all')).toBe('22')
    expect(statement.subtotal).toEqual({ first: '14', all: '21' })
  })

  it('joins lines that count the same thing at the same rate, and says what does not occur', () => {
    expect(statement.priced).toEqual([
      { label: 'Standard 4×', calc: '4 MP × 3.5', first: '14', all: '14' },
      { label: 'Standard 4×, attempt 2, half price', calc: '4 MP × 1.75', first: null, all: '7' },
    ])
  })

  it('shows duplicates as one line at 0', () => {
    const free = [{ label: 'Same bytes as a.png: edited once, free here', amount: '0' }]
    const copies = ['c', 'd'].map((name) => ({ name, measurement, result, lines: free, linesMost: free, low: '0', likely: '0', most: '0' }))
    const { priced } = statementOf({ sources: [...sources, ...copies], iterations: 2 })
    expect(priced.at(-1)).toEqual({ label: 'Same bytes, edited once', calc: '2 files × 0', first: '0', all: '0' })
  })
})
