// The charge history: movements of the wallet, asked for page by page, newest first, and shown oldest first as a bank shows them.
import type { Movement } from '@keter/client'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { studio } from '../../lib/studio.ts'
import { monthNamed } from './months.ts'

export interface ChargesFilter {
  /** "2026-11" */
  readonly month?: string | undefined
  readonly project?: string | undefined
  readonly tool?: string | undefined
  readonly kind?: string | undefined
}

/** What changes what is owned. Holds and returns only move credits from one pocket to the other. */
export const moneyKinds = 'grant,charge,refund,expiry'

/** A filter as the API takes it, for the page and for the file alike. */
export function queryOf({ month, project, tool, kind }: ChargesFilter) {
  const { from, until } = monthNamed(month) ?? {}
  return { kind: kind ?? moneyKinds, ...(project && { project }), ...(tool && { tool }), ...(from && until && { from, until }) }
}

export const chargesQuery = (filter: ChargesFilter) =>
  infiniteQueryOptions({
    queryKey: ['charges', queryOf(filter)],
    queryFn: async ({ pageParam }) =>
      (await studio.GET('/charges', { params: { query: { limit: 50, ...queryOf(filter), ...(pageParam && { cursor: pageParam }) } } })).data,
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export const receiptQuery = (id: string) =>
  queryOptions({ queryKey: ['charges', 'receipt', id], queryFn: async () => (await studio.GET('/receipts/{id}', { params: { path: { id } } })).data })

export const verificationQuery = queryOptions({
  queryKey: ['charges', 'verification'],
  queryFn: async () => ({ report: (await studio.GET('/ledger/verification')).data, at: new Date().toISOString() }),
  staleTime: 60_000,
})

export interface Row {
  readonly movement: Movement
  /** A refund right beneath the charge it gives back, and that charge. */
  readonly pair: 'charge' | 'refund' | null
}

/** Oldest first, refunds joined to their charge. */
export function rowsOf(newestFirst: readonly Movement[]): Row[] {
  const movements = newestFirst.toReversed()
  return movements.map((movement, index) => {
    const joined = movement.kind === 'refund' && movement.refunds !== null && movements[index - 1]?.id === movement.refunds
    const followed = movements[index + 1]?.kind === 'refund' && movements[index + 1]?.refunds === movement.id
    return { movement, pair: joined ? 'refund' : followed ? 'charge' : null }
  })
}

export function byDay(rows: readonly Row[], dayOf: (iso: string) => string): { readonly day: string; readonly rows: readonly Row[] }[] {
  const days: { day: string; rows: Row[] }[] = []
  for (const row of rows) {
    const day = dayOf(row.movement.at)
    const last = days.at(-1)
    if (last?.day === day) last.rows.push(row)
    else days.push({ day, rows: [row] })
  }
  return days
}
