// Sums over the movements that are shown: what was quoted, charged, refunded, and what it cost in the end.
import type { Movement } from '@keter/client'
import { minus, total } from '../../lib/amount.ts'

export interface Totals {
  readonly quoted: string
  readonly quotes: number
  readonly charged: string
  readonly charges: number
  readonly refunded: string
  readonly refunds: number
  readonly final: string
}

export function totalsOf(movements: readonly Movement[]): Totals {
  const quotes = new Map(movements.flatMap(({ kind, quote, quoted }) => (kind === 'charge' && quote && quoted ? [[quote, quoted.most] as const] : [])))
  const charges = movements.filter(({ kind }) => kind === 'charge')
  const refunds = movements.filter(({ kind }) => kind === 'refund')
  const charged = minus('0', total(['0', ...charges.map(({ amount }) => amount)]))
  const refunded = total(['0', ...refunds.map(({ amount }) => amount)])
  return {
    quoted: total(['0', ...quotes.values()]),
    quotes: quotes.size,
    charged,
    charges: charges.length,
    refunded,
    refunds: refunds.length,
    final: minus(charged, refunded),
  }
}

export interface Day {
  readonly day: string
  readonly net: string
  readonly refunded: string
}

/** Net credits of each day that has any movement of money spent. */
export function spendPerDay(movements: readonly Movement[], dayOf: (iso: string) => string): Day[] {
  const days = new Map<string, Movement[]>()
  for (const movement of movements) {
    if (movement.kind !== 'charge' && movement.kind !== 'refund') continue
    const day = dayOf(movement.at)
    days.set(day, [...(days.get(day) ?? []), movement])
  }
  return [...days].map(([day, moved]) => {
    const { final, refunded } = totalsOf(moved)
    return { day, net: final, refunded }
  })
}
