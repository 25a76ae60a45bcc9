import { describe, expect, it } from 'vitest'
import { megapixelsIn, priceOfPicture } from './calculator.ts'
import { testBook } from './test-book.ts'

const asked = { book: testBook(), plan: 'free', tool: 'image-upscale', setting: { quality: 'standard', scale: 4 }, at: '2026-11-22T12:00:00.000Z' }
const price = (megapixels: number, attempts = 1, change: Partial<typeof asked> = {}) =>
  priceOfPicture({ ...asked, ...change, picture: { megapixels, attempts } })

describe('the calculator beside the rates', () => {
  it('prices megapixels as the estimate does, rounding and retries included', () => {
    expect(price(1)).toEqual({ credits: '4' })
    expect(price(2)).toEqual({ credits: '7' })
    expect(price(2, 2)).toEqual({ credits: '7 to 11' })
  })

  it('counts exactly so many pixels: a pixel more is a started megapixel more', () => {
    expect(price(3)).toEqual({ credits: '11' })
    expect(price(3.001)).toEqual({ credits: '14' })
    expect(price(0.001)).toEqual({ credits: '4' })
  })

  it('takes the plan’s discount before it rounds', () => {
    expect(price(2, 1, { plan: 'pro' })).toEqual({ credits: '7' })
    expect(price(6, 1, { plan: 'pro' })).toEqual({ credits: '19' })
  })

  it('says why there is no price instead of showing one', () => {
    expect(price(7)).toEqual({ reason: 'too large' })
    expect(price(1, 5)).toEqual({ reason: 'too many attempts' })
    expect(price(1, 1, { setting: { quality: 'standard', scale: 8 } })).toEqual({ reason: 'not offered' })
  })

  it('reads what is typed, and refuses what is no size', () => {
    expect(['12', '0.5', '0,5', ' 3 '].map(megapixelsIn)).toEqual([12, 0.5, 0.5, 3])
    expect(['', ' ', '0', '-1', 'x', '1e9', 'Infinity'].map(megapixelsIn)).toEqual([null, null, null, null, null, null, null])
  })
})
