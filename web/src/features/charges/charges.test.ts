import type { Movement } from '@keter/client'
import { describe, expect, it } from 'vitest'
import { rowsOf } from './charges.ts'
import { totalsOf } from './totals.ts'

const movement = (change: Partial<Movement>): Movement => ({
  id: 'mov_1',
  at: '2026-11-20T10:00:00.000Z',
  kind: 'charge',
  amount: '-4',
  balance: '40',
  available: '40',
  held: '0',
  reason: '',
  project: null,
  projectName: null,
  client: null,
  tool: 'image-upscale',
  by: null,
  member: null,
  key: null,
  source: 'a.png',
  attempt: 1,
  iteration: null,
  quote: 'qt_1',
  quoted: { low: '4', most: '6' },
  receipt: null,
  refunds: null,
  ...change,
})

describe('the charge history', () => {
  it('runs oldest first and joins a refund to its charge', () => {
    const refund = movement({ id: 'mov_2', kind: 'refund', amount: '4', refunds: 'mov_1' })
    const later = movement({ id: 'mov_3' })
    expect(rowsOf([later, refund, movement({})]).map(({ movement, pair }) => [movement.id, pair])).toEqual([
      ['mov_1', 'charge'],
      ['mov_2', 'refund'],
      ['mov_3', null],
    ])
  })

  it('counts each quote once and takes refunds off the final cost', () => {
    const movements = [
      movement({}),
      movement({ id: 'mov_2', kind: 'refund', amount: '4', refunds: 'mov_1' }),
      movement({ id: 'mov_3', amount: '-1.5' }),
      movement({ id: 'mov_4', kind: 'grant', amount: '60', quote: null, quoted: null }),
    ]
    expect(totalsOf(movements)).toEqual({ quoted: '6', quotes: 1, charged: '5.5', charges: 2, refunded: '4', refunds: 1, final: '1.5' })
  })
})
