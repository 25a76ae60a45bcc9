// The plan and the purchases of the workspace, asked for and changed.
import type { Plan, PlanPreview, Purchase } from '@keter/client'
import { newIdempotencyKey } from '@keter/client'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'
import { creditsMoved } from '../balance/balance.ts'

export type When = PlanPreview['when']

export const planQuery = queryOptions({ queryKey: ['plan'], queryFn: async () => (await studio.GET('/plan')).data })

export const previewQuery = (plan: string, when: When) =>
  queryOptions({
    queryKey: ['plan', 'preview', plan, when],
    queryFn: async () => (await studio.POST('/plan/preview', { body: { plan, when } })).data,
    staleTime: 0,
  })

export const adviceQuery = queryOptions({ queryKey: ['plan', 'advice'], queryFn: async () => (await studio.GET('/plan/advice')).data })

export const purchasesQuery = infiniteQueryOptions({
  queryKey: ['purchases'],
  queryFn: async ({ pageParam }) =>
    (await studio.GET('/purchases', { params: { query: { limit: 20, ...(pageParam !== null && { cursor: pageParam }) } } })).data,
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
})

export async function changePlan(plan: string, when: When): Promise<void> {
  await studio.POST('/plan/change', { params: { header: { 'idempotency-key': newIdempotencyKey() } }, body: { plan, when } })
  await planMoved()
}

export async function cancelChange(): Promise<void> {
  await studio.DELETE('/plan/change')
  await planMoved()
}

/** @returns where it is paid. */
export async function buyPack(pack: string): Promise<string | null> {
  const { data } = await studio.POST('/purchases', { params: { header: { 'idempotency-key': newIdempotencyKey() } }, body: { pack } })
  await queries.invalidateQueries({ queryKey: purchasesQuery.queryKey })
  return data.payAt
}

const planMoved = () => Promise.all([queries.invalidateQueries({ queryKey: ['me'] }), creditsMoved()])

export const moneyInWords = (money: Plan['price']): string =>
  money === null ? 'no price' : new Intl.NumberFormat('en', { style: 'currency', currency: money.currency }).format(Number(money.amount))

const periods: Record<string, string> = { '0': 'none', unlimited: 'all', '0.5': 'half a grant' }
export const rollOverInWords = (rollOver: string): string => periods[rollOver] ?? (rollOver === '1' ? '1 grant' : `${rollOver} grants`)

export const stateInWords: Record<Purchase['state'], string> = {
  open: 'not paid yet',
  paid: 'paid',
  failed: 'payment failed',
  expired: 'not paid in time',
  refunded: 'paid back',
}
