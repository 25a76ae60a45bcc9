import { expect, test } from 'vitest'
import { blank, estimate, receipt, receiptLine } from '../../test/documents.ts'
import { estimateText, multiplication } from './estimate-text.ts'
import { receiptText } from './receipt-text.ts'

const style = { strong: (text: string) => text, faint: (text: string) => text }

test('an estimate shows quantity times rate, discount and rounding, what is paid at most, and what is left', () => {
  expect(estimateText(estimate, style).replace(/\d{4}-\d\d-\d\d \d\d:\d\d/, 'MOMENT')).toMatchInlineSnapshot(`
    "Upscale 1 file (draft, scale 4, format same), up to 2 attempts each

      File                               Source and result                   Credits
      photo.jpg                          1200 × 900 jpeg → 4800 × 3600 jpeg   2 to 3
        Draft 4×                         2 started megapixels × 1                  2
        Draft 4×, attempt 2, half price  2 started megapixels × 0.5                1
        Pro plan, 10 % off                                                      -0.3
        Rounded up to whole credits                                              0.3

      You pay        2 to 3 credits: 2 if the first attempts are kept, likely 2.3, at most 3
      Balance after  15.5 of 18.5 credits (4 held by other runs)
      Takes about    2 to 4 s
      Limits         Files in one run: 1 of 100
                     Largest source: 1.08 of 50 megapixels
      Plan           pro
      Price book     keter 2026-11-22 (abababababab)
      Valid until    MOMENT
      On failure     If it fails, nothing is charged.
                     If you cancel, the rest comes back.
                     If a result is defective, its charge is refunded."
  `)
})

test('a receipt shows why each attempt cost what it did, and a refund beside its charge', () => {
  const defective = receiptLine({ verdict: 'defective', inspection: blank, refunded: '1' })
  expect(
    receiptText(
      receipt({ iterations: [defective, receiptLine({ attempt: 2, charge: '0.5' })], charged: '1.5', refunded: '1', final: '0.5', held: '3', returned: '1.5' }),
      style,
    ),
  ).toMatchInlineSnapshot(`
    "Receipt rcp_01jd3v6x8m4q2r9t5w7y0zabcd

      File        Attempt  Result                                           Credits
      photo.jpg         1  defective, 800 × 600, out/photo-upscaled-4x.jpg        1
        Draft 4×           1 started megapixel × 1                                1
        Refunded           X4: one colour all over                               -1
      photo.jpg         2  kept, 800 × 600, out/photo-upscaled-4x.jpg           0.5
        Draft 4×           1 started megapixel × 1                                1

      Quoted       1
      Held         3
      Charged      1.5
      Refunded     1
      Returned     1.5
      Final cost   0.5 credits
      Price book   keter 2026-11-22 (abababababab)
      Ledger head  abababababababababababababababababababababababababababababababab"
  `)
})

test('a balance that does not suffice says what is needed and what is there', () => {
  const poor = { ...estimate, balance: { available: '1', held: '0', after: '-2', enough: false } }
  expect(estimateText(poor, style)).toContain('too little: needs 3, available 1')
})

test('many files get one row each, and of very many the first ones', () => {
  const sources = Array.from({ length: 140 }, (_, index) => ({ ...estimate.sources[0]!, name: `shot-${index + 1}.jpg` }))
  const lines = estimateText({ ...estimate, sources }, style).split('\n')
  expect(lines.filter((line) => line.includes('shot-'))).toHaveLength(25)
  expect(lines.join()).toContain('and 115 more')
  expect(lines.join()).not.toContain('started megapixel')
})

test('many of a unit that is measured of something', () => {
  const line = { label: 'Background', rate: '0.15', amount: '0.9', unit: 'started megapixel of frames' }
  expect(multiplication({ ...line, quantity: '6' })).toBe('6 started megapixels of frames × 0.15')
  expect(multiplication({ ...line, quantity: '1' })).toBe('1 started megapixel of frames × 0.15')
})
