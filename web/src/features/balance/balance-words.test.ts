import { expect, it } from 'vitest'
import { expiryInWords, runOutInWords, usedUpInWords } from './balance-words.ts'

const now = Date.parse('2026-11-28T12:00:00Z')
const day = (date: string) => `2026-${date}T12:00:00.000Z`

it('says what expires next, where that is soon, and of nothing else', () => {
  const expiring = [
    { amount: '0', at: day('11-29') },
    { amount: '240', at: day('12-04') },
    { amount: '60', at: day('12-10') },
  ]
  expect(expiryInWords({ expiring }, now)).toBe('240 expire in 6 d')
  expect(expiryInWords({ expiring: [{ amount: '9', at: day('12-13') }] }, now)).toBeNull()
  expect(expiryInWords({ expiring: [] }, now)).toBeNull()
})
it('says when what there is will be used up, and whether that is soon', () => {
  expect(usedUpInWords({ likely: day('12-09') }, now)).toEqual({ words: 'used up about 9 Dec', soon: true })
  expect(usedUpInWords({ likely: day('12-30') }, now)).toEqual({ words: 'used up about 30 Dec', soon: false })
  expect(usedUpInWords({ likely: null }, now)).toBeNull()
})
it('says at which pace, and how early at a pace that is seldom higher', () => {
  const words = (pace: string | null, likely: string | null, early: string | null) => runOutInWords({ pace, likely, early })
  expect(words('3.2', day('12-14'), day('12-09'))).toBe(
    'Lately 3.2 credits a day were spent: at that pace they are used up about 14 Dec 2026, hardly before 9 Dec 2026.',
  )
  expect(words('0.1', null, null)).toBe('Lately 0.1 credits a day were spent: at that pace they last.')
  expect([words(null, null, null), words('0', null, null)]).toEqual(['Nothing was spent lately.', 'Nothing was spent lately.'])
})
