import { describe, expect, it } from 'vitest'
import { nextChange } from './use-book-change.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const book = (state: 'upcoming' | 'in_force' | 'past', effective: string) => ({ state, effective })

describe('the moment the rates on the page change', () => {
  it('is that of the nearest upcoming book', () => {
    const books = [book('upcoming', '2026-11-22T14:00:00Z'), book('upcoming', '2026-11-22T13:00:00Z'), book('in_force', '2026-11-22T00:00:00Z')]
    expect(nextChange(books, now)).toBe(Date.parse('2026-11-22T13:00:00Z'))
  })

  it('is past where a book took force while nobody looked, so that it is asked for at once', () => {
    expect(nextChange([book('upcoming', '2026-11-22T11:59:00Z')], now)).toBeLessThan(now)
  })

  it('is not waited for where there is none, or only in days', () => {
    expect(nextChange([book('in_force', '2026-11-22T00:00:00Z')], now)).toBeNull()
    expect(nextChange([book('upcoming', '2026-12-01T00:00:00Z')], now)).toBeNull()
  })
})
