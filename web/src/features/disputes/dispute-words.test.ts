import type { Dispute } from '@keter/client'
import { expect, it } from 'vitest'
import { becameOf, hoursInWords, shareInWords } from './dispute-words.ts'
import { disputed, mayBeDisputed } from './disputes.ts'

it('says what became of a dispute, by a rule or by whom', () => {
  const words = (state: Dispute['state'], rule: string | null, decidedBy: string | null = null) => becameOf({ state, rule, refunded: '1', decidedBy }).words
  expect(words('refunded', 'I1: decodes')).toBe('1 credit refunded by a rule')
  expect([words('refunded', null, 'Mara'), words('declined', null, 'Mara')]).toEqual(['1 credit refunded by Mara', 'declined by Mara'])
})
it('says shares and times as people do', () => {
  expect([shareInWords({ share: 0.0083, charges: 120 }), shareInWords({ share: 0, charges: 0 })]).toEqual(['0.8 % of the charges', 'of no charges'])
  expect([null, 0.001, 0.5, 5.4, 72].map(hoursInWords)).toEqual(['–', '1 min', '30 min', '5 h', '3 d'])
})
it('offers a dispute for 30 days, of what was not given back', () => {
  const now = Date.parse('2026-11-28T12:00:00Z')
  const may = (at: string, refunded: string) => mayBeDisputed({ at, charge: '2', refunded }, now)
  expect([may('2026-11-01T00:00:00Z', '1'), may('2026-11-01T00:00:00Z', '2'), may('2026-10-29T11:00:00Z', '0')]).toEqual([true, false, false])
  expect(disputed({ evidence: { charge: '2', refundedBefore: '0.5' } } as Dispute)).toBe('1.5')
})
