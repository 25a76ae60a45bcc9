import type { SpendRequest } from '@keter/client'
import { expect, it } from 'vitest'
import { becameOf } from './request-words.ts'

it('says what became of a request, by whom, and how long one waits', () => {
  const now = Date.parse('2026-11-28T12:00:00Z')
  const words = (state: SpendRequest['state'], decidedBy: string | null = null) => becameOf({ state, decidedBy, expiresAt: '2026-12-01T12:00:00Z' }, now).words
  expect(words('open')).toBe('waits, 3 d left')
  expect([words('approved', 'Mara'), words('declined', 'Mara'), words('declined')]).toEqual(['approved by Mara', 'declined by Mara', 'declined'])
  expect([words('withdrawn'), words('expired')]).toEqual(['withdrawn', 'nobody decided in time'])
})
