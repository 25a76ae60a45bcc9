// The wallet of the workspace: what is available, what is held, what expires.
import { queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'

export const balanceQuery = queryOptions({
  queryKey: ['balance'],
  queryFn: async () => (await studio.GET('/balance')).data,
  staleTime: 5_000,
})

/** After anything that moves credits: balance, charges, projects' totals, limits and the run-out are asked for again. */
export async function creditsMoved(): Promise<void> {
  await Promise.all(['balance', 'charges', 'projects', 'limits', 'plan'].map((name) => queries.invalidateQueries({ queryKey: [name] })))
}
