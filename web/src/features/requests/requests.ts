// Requests: runs that a limit stops until somebody lets them pass. Made on the bench, decided here, and counted in the navigation.
import type { Quote, SpendRequest } from '@keter/client'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'
import { creditsMoved } from '../balance/balance.ts'
import type { StoredSource } from '../sources/source.ts'

const often = 15_000

const open = (mine: boolean) =>
  queryOptions({
    queryKey: ['requests', 'open', mine],
    queryFn: async () => (await studio.GET('/requests', { params: { query: { state: 'open', limit: 50, ...(mine && { mine: '1' }) } } })).data.items,
    refetchInterval: often,
  })
/** Of everybody, and of whoever asks. */
export const openRequestsQuery = open(false)
export const myOpenRequestsQuery = open(true)

/** All there ever were, newest first. */
export const requestsQuery = infiniteQueryOptions({
  queryKey: ['requests', 'all'],
  queryFn: async ({ pageParam }) => (await studio.GET('/requests', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })).data,
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
  refetchInterval: often,
})

export const quoteQuery = (id: string) =>
  queryOptions({ queryKey: ['quote', id], queryFn: async () => (await studio.GET('/quotes/{id}', { params: { path: { id } } })).data })

/** A quote has one request at a time: its own id is the key, so that asking again after a broken connection asks once. */
export async function makeRequest(quote: Quote, note: string, sources: readonly StoredSource[]): Promise<SpendRequest> {
  const { data } = await studio.POST('/requests', {
    params: { header: { 'idempotency-key': `request-${quote.quote}` } },
    body: {
      quote: quote.quote,
      note,
      maxCredits: quote.most,
      sources: sources.flatMap(({ upload, sha256 }) => (sha256 === undefined ? [] : [{ asset: upload.asset, sha256 }])),
    },
  })
  await requestsMoved()
  return data
}

export async function decideRequest(id: string, decision: 'approve' | 'decline', note: string): Promise<void> {
  const at = { params: { path: { id } }, body: { note } }
  // A request that was decided by somebody else meanwhile is not open any more: the list is asked for again either way.
  await (decision === 'approve' ? studio.POST('/requests/{id}/approve', at) : studio.POST('/requests/{id}/decline', at)).finally(requestsMoved)
  if (decision === 'approve') await Promise.all([creditsMoved(), queries.invalidateQueries({ queryKey: ['runs'] })])
}

export async function withdrawRequest(id: string): Promise<void> {
  await studio.POST('/requests/{id}/withdraw', { params: { path: { id } } }).finally(requestsMoved)
}

const requestsMoved = () => queries.invalidateQueries({ queryKey: ['requests'] })
