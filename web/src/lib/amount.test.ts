import { describe, expect, it } from 'vitest'
import { column, range, rangeOfCredits, share, signed, total } from './amount.ts'

describe('credits on a screen', () => {
  it('line up: one number of decimals in a column, a true minus', () => {
    const aligned = column(['4.4', '-0.44', '6'])
    expect(['4.4', '-0.44', '6'].map(aligned)).toEqual(['4.40', '−0.44', '6.00'])
  })
  it('carry their sign where they change a total, and none where they do not', () => {
    expect(['0.5', '-8', '0', '0.00', '−0.44'].map(signed)).toEqual(['+0.5', '−8', '0', '0.00', '−0.44'])
  })
  it('name both ends of a range, one where they are the same, and the unit', () => {
    expect(range('4', '6')).toBe('4 to 6')
    expect(rangeOfCredits('1', '1')).toBe('1 credit')
    expect(rangeOfCredits('0.5', '1')).toBe('0.5 to 1 credits')
  })
  it('add up exactly, beyond what a float can hold', () => {
    expect(total(['0.1', '0.2', '9007199254740993.001'])).toBe('9007199254740993.301')
  })
  it('become the width of a bar without leaving it', () => {
    expect([share('2', '8'), share('9', '8'), share('1', '0')]).toEqual([25, 100, 0])
  })
})
