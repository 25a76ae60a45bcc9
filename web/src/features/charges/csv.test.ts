import type { Movement } from '@keter/client'
import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'

const movement = {
  at: '2026-11-20T10:00:00.000Z',
  id: '1',
  kind: 'charge',
  amount: '-4',
  reason: 'edit',
  source: '=HYPERLINK("x")',
  projectName: 'Guide, spring',
} as Movement

it('a file name can never become a formula, and an amount stays a number', () => {
  const [, row] = csvOf([movement]).split('\r\n')
  expect(row).toContain(`"'=HYPERLINK(""x"")"`)
  expect(row).toContain(',-4,')
  expect(row).toContain('"Guide, spring"')
})
