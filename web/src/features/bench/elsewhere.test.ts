import { describe, expect, it } from 'vitest'
import { dollarsInWords, linkOf, offerName, priceInUnit, publishedInWords } from './elsewhere.ts'

describe('prices elsewhere', () => {
  it('stand in their own unit, and in dollars only once', () => {
    expect(priceInUnit({ low: '4', high: '4', unit: 'credits' })).toBe('4 credits')
    expect(priceInUnit({ low: '0.5', high: '2', unit: 'Comfy credits' })).toBe('0.5 to 2 Comfy credits')
    expect(priceInUnit({ low: '0.12', high: '0.12', unit: 'usd' })).toBeNull()
  })

  it('say "about" where the screen rounds, and never a false exactness', () => {
    expect(dollarsInWords({ low: '0.25', high: '0.25' })).toBe('$0.25')
    expect(dollarsInWords({ low: '1.5', high: '2' })).toBe('$1.50 to $2')
    expect(dollarsInWords({ low: '0.004', high: '0.004' })).toBe('$0.004')
    expect(dollarsInWords({ low: '0.018957345972', high: '0.018957345972' })).toBe('about $0.019')
    expect(dollarsInWords({ low: '12.345', high: '12.345' })).toMatch(/^about \$12\.3[45]$/)
    expect(dollarsInWords(null)).toBeNull()
  })

  it('are as old as is known, not more exact', () => {
    expect(['2026', '2026-11', '2026-08-20'].map(publishedInWords)).toEqual(['2026', 'Nov 2026', '20 Aug 2026'])
  })

  it('name the vendor once', () => {
    expect(offerName({ vendor: 'Recraft', title: 'Recraft Crisp upscale' })).toBe('Recraft Crisp upscale')
    expect(offerName({ vendor: 'Runware', title: 'Topaz Wonder 4' })).toBe('Runware, Topaz Wonder 4')
  })

  it('link to web pages only', () => {
    expect(linkOf('https://example.com/prices')).toBe('https://example.com/prices')
    expect([null, 'javascript:alert(1)', 'research/pricing.md'].map(linkOf)).toEqual([null, null, null])
  })
})
