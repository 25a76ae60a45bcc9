import { expect, it } from 'vitest'
import { exportAddress, statementAddress } from './export.ts'
import { monthNamed } from './months.ts'

it('asks for the rows that are shown', () => {
  expect(exportAddress({ tool: 'a&b', kind: 'charge,refund' }, 'csv')).toBe('/api/v1/charges/export?kind=charge%2Crefund&tool=a%26b&format=csv')
  expect(exportAddress({}, 'focus')).toBe('/api/v1/charges/export?kind=grant%2Ccharge%2Crefund%2Cexpiry&format=focus')
})
it('asks for a month from its first day to the first day after it', () => {
  expect(exportAddress({ month: '2026-11', kind: 'charge' }, 'json')).toBe('/api/v1/charges/export?kind=charge&from=2026-11-01&until=2026-12-01&format=json')
  expect(statementAddress(monthNamed('2026-12')!)).toBe('/api/v1/charges/statement/pdf?from=2026-12-01&until=2027-01-01')
})
