// Disputes of charges, asked for, opened, decided and withdrawn.
import type { Dispute } from '@keter/client'
import { newIdempotencyKey } from '@keter/client'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { minus } from '../../lib/amount.ts'
import { queries, studio } from '../../lib/studio.ts'
import { creditsMoved } from '../balance/balance.ts'

export const disputesQuery = infiniteQueryOptions({
  queryKey: ['disputes', 'all'],
  queryFn: async ({ pageParam }) => (await studio.GET('/disputes', { params: { query: { limit: 30, ...(pageParam && { cursor: pageParam }) } } })).data,
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
})

/** Only they can be withdrawn by whoever asks. */
export const myOpenDisputesQuery = queryOptions({
  queryKey: ['disputes', 'mine'],
  queryFn: async () => (await studio.GET('/disputes', { params: { query: { state: 'open', mine: '1', limit: 200 } } })).data.items,
})

export const disputeQuery = (id: string) =>
  queryOptions({ queryKey: ['disputes', id], queryFn: async () => (await studio.GET('/disputes/{id}', { params: { path: { id } } })).data })

export const statisticsQuery = queryOptions({ queryKey: ['disputes', 'statistics'], queryFn: async () => (await studio.GET('/disputes/statistics')).data })

export async function openDispute(iteration: string, reason: Dispute['reason'], note: string): Promise<Dispute> {
  const { data } = await studio.POST('/disputes', { params: { header: { 'idempotency-key': newIdempotencyKey() } }, body: { iteration, reason, note } })
  await disputesMoved()
  return data
}

/** @param amount null declines */
export async function decideDispute(id: string, amount: string | null, note: string): Promise<void> {
  const body = amount === null ? { decision: 'decline' as const, note } : { decision: 'refund' as const, amount, note }
  await studio.POST('/disputes/{id}/decide', { params: { path: { id } }, body }).finally(disputesMoved)
}

export async function withdrawDispute(id: string): Promise<void> {
  await studio.POST('/disputes/{id}/withdraw', { params: { path: { id } } }).finally(disputesMoved)
}

const disputesMoved = () =>
  Promise.all([queries.invalidateQueries({ queryKey: ['disputes'] }), queries.invalidateQueries({ queryKey: ['run'] }), creditsMoved()])

/** What of the disputed charge had not been given back when it was disputed. */
export const disputed = ({ evidence }: Dispute): string => minus(evidence.charge, evidence.refundedBefore)

const disputableMs = 30 * 24 * 3_600_000
/** The studio says so too; the page does not offer what would be refused. */
export const mayBeDisputed = ({ at, charge, refunded }: { at: string; charge: string; refunded: string }, now = Date.now()): boolean =>
  charge !== refunded && now - Date.parse(at) < disputableMs
