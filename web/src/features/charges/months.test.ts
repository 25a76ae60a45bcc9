import { expect, it } from 'vitest'
import { monthNamed, monthsSince } from './months.ts'

it('a month ends where the next begins, over the end of a year too', () => {
  expect(monthNamed('2026-12')).toEqual({ id: '2026-12', label: 'December 2026', from: '2026-12-01', until: '2027-01-01' })
  expect(monthNamed('2028-02')?.until).toBe('2028-03-01')
})
it('what is no month is none', () => {
  expect([undefined, '', '2026', '2026-13', '2026-1', 'x2026-11'].map(monthNamed)).toEqual([null, null, null, null, null, null])
})
it('months go back from now to the one that something began in, by the clock of UTC', () => {
  const months = (since: string, now: string) => monthsSince(since, new Date(now)).map(({ id }) => id)
  expect(months('2026-10-31T23:59:59.999Z', '2027-01-01T00:00:00Z')).toEqual(['2027-01', '2026-12', '2026-11', '2026-10'])
  expect(months('2026-11-01T00:00:00Z', '2026-11-30T23:59:59Z')).toEqual(['2026-11'])
})
it('something that has yet to begin leaves this month', () => {
  expect(monthsSince('2030-01-01T00:00:00Z', new Date('2026-11-28T00:00:00Z')).map(({ id }) => id)).toEqual(['2026-11'])
})
