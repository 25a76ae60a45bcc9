import { describe, expect, test } from 'vitest'
import { amountInWords, eitherOf, figure, outcomeInWords, percentInWords, percentOf, percentsInWords, spaced, titleOf } from './diff-words.ts'
import { decimal } from './rational.ts'
import { baseTool, compiledTool } from './testing.ts'

const percents = (...texts: string[]): string => percentsInWords(texts.map(decimal))

describe('words', () => {
  test.each([
    ['42', 'credits', '42 credits', '42'],
    ['1', 'credits', '1 credit', '1'],
    ['0.5', 'credits', '0.5 credits', '0.5'],
    ['0.04', 'usd', '$0.04', '$0.04'],
    ['1', 'usd', '$1', '$1'],
    ['0', 'credits', 'free', '0'],
    ['0.0000004', 'usd', '$0.0000004', '$0.0000004'],
    ['0.01234567', 'points', '0.0123457 points', '0.0123457'],
    ['12.3456789', 'points', '12.345679 points', '12.345679'],
  ])('%s %s', (amount, unit, inWords, shown) => {
    expect(amountInWords(decimal(amount), unit)).toBe(inWords)
    expect(figure(decimal(amount), unit)).toBe(shown)
  })

  test('outcomes', () => {
    const range = { kind: 'range', unit: 'usd', low: decimal('1'), high: decimal('2'), outer: false, unknown: [] } as const
    expect(outcomeInWords({ kind: 'price', unit: 'credits', amount: decimal('3') })).toBe('3 credits')
    expect(outcomeInWords(range)).toBe('$1 to $2')
    expect(outcomeInWords({ ...range, unit: 'credits', low: decimal('0') })).toBe('0 to 2 credits')
    const said = (['not-offered', 'metered', 'missing', 'invalid'] as const).map((kind) => outcomeInWords({ kind, message: '', inputs: [] }))
    expect(said).toEqual(['not offered', 'paid by use', 'something is missing', 'not possible'])
    expect(outcomeInWords(undefined)).toBe('not offered')
  })

  test('a percentage has one decimal place below ten, and none is nothing', () => {
    expect(percentOf(decimal('0'), decimal('1'))).toBeUndefined()
    expect(percentOf(decimal('4'), decimal('3'))).toEqual(decimal('-25'))
    expect(['-14.2857', '9.96', '10.4', '-0.04', '0.05', '250'].map((text) => percentInWords(decimal(text)))).toEqual([
      '14 % less',
      '10 % more',
      '10 % more',
      'less than 0.1 % less',
      '0.1 % more',
      '250 % more',
    ])
  })

  test('several percentages', () => {
    expect(percents()).toBe('')
    expect(percents('5', '5.01')).toBe('5 % more')
    expect(percents('20', '10', '15')).toBe('10 to 20 % more')
    expect(percents('-20', '-10')).toBe('10 to 20 % less')
    expect(percents('0', '40')).toBe('up to 40 % more')
    expect(percents('-40', '0')).toBe('up to 40 % less')
    expect(percents('-5', '40')).toBe('from 5 % less to 40 % more')
  })

  test('one of several values; of very many the first', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(eitherOf)).toEqual(['', 'a', 'a or b', 'a, b or c'])
    expect(eitherOf(['1', '2', '3', '4', '5', '6'])).toBe('1, 2, 3, 4, 5 or 6')
    expect(eitherOf(['1', '2', '3', '4', '5', '6', '7'])).toBe('1, 2, 3 and 4 others')
  })

  test('names', () => {
    expect([spaced('cropLeft'), spaced('crop_left_edge'), spaced('scale')]).toEqual(['crop left', 'crop left edge', 'scale'])
    const tool = compiledTool(baseTool('1'))
    expect([titleOf(tool), titleOf({ ...tool, id: 'image-upscale' }), titleOf({ ...tool, price: { ...tool.price, title: 'Render' } })]).toEqual([
      'tool',
      'Image upscale',
      'Render',
    ])
  })
})
