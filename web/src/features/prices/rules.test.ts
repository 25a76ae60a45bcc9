import { describe, expect, it } from 'vitest'
import { planInWords, rulesOf } from './rules.ts'
import { testBook } from './test-book.ts'

const book = testBook()
const price = book.tools.get('image-upscale')!.price
const words = (of: typeof price) => Object.fromEntries(rulesOf(of).map(({ when, words }) => [when, words]))

describe('the rules beside the rates', () => {
  it('say what another attempt costs, by the name the book gives it', () => {
    expect(words(price)['Another attempt']).toBe('Half price (× 0.5), on the same file and under the same quote.')
    const { rerun: _, ...without } = price
    expect(words(without)['Another attempt']).toBe('Costs what the first one costs.')
  })

  it('say how it is rounded', () => {
    expect(words(price).Rounding).toBe('Up to whole credits, once for each file over all its attempts.')
    expect(words({ ...price, rounding: { stage: 'source', mode: 'half-even', step: '0.5' } }).Rounding).toMatch(/^Half to even to steps of 0.5 credits,/)
  })

  it('say what is charged when it does not go as planned', () => {
    expect(words(price)['When it fails']).toBe('Nothing is charged.')
    expect(words(price)['When you cancel']).toMatch(/^What was delivered before/)
    expect(words({ ...price, charges: { ...price.charges, cancelled: 'nothing' } })['When you cancel']).toBe(
      'Nothing is charged, and what was charged before is refunded.',
    )
    const submit = words({ ...price, charges: { ...price.charges, moment: 'submit', failed: 'nothing' } })
    expect([submit['When it is charged'], submit['When it fails']]).toEqual(['Each attempt is charged when it is submitted.', 'Its charge is refunded.'])
  })

  it('say what a plan grants, takes off and allows', () => {
    expect(planInWords(book.plans.get('pro')!.terms)).toBe(
      '600 credits a month, 10 % off every rate; up to 20 files in a run, 4 attempts a file, results of 100 megapixels.',
    )
    expect(planInWords(book.plans.get('free')!.terms)).toContain('no discount')
  })
})
