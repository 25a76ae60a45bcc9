// Shared estimates: made, listed, read, withdrawn, and the setting that says who may read them.
import type { EstimateRequest } from '@keter/core'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'
import { bodyOf } from '../bench/estimate-body.ts'

export const settingsQuery = queryOptions({
  queryKey: ['workspace-settings'],
  queryFn: async () => (await studio.GET('/workspace/settings')).data,
})

export async function letAnyoneRead(shareEstimates: boolean): Promise<void> {
  const { data } = await studio.PATCH('/workspace/settings', { body: { shareEstimates } })
  queries.setQueryData(settingsQuery.queryKey, data)
}

export const sharedListQuery = infiniteQueryOptions({
  queryKey: ['shared-estimates'],
  queryFn: async ({ pageParam }) => (await studio.GET('/shared-estimates', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })).data,
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
})

export async function shareEstimate(request: EstimateRequest, title: string) {
  const { data } = await studio.POST('/estimates/shared', { body: { ...bodyOf(request), ...(title.trim() && { title: title.trim() }) } })
  void queries.invalidateQueries({ queryKey: sharedListQuery.queryKey })
  return data
}

export async function revokeShared(id: string): Promise<void> {
  await studio.DELETE('/shared-estimates/{id}', { params: { path: { id } } })
  await queries.invalidateQueries({ queryKey: sharedListQuery.queryKey })
}

export const sharedQuery = (id: string) =>
  queryOptions({
    queryKey: ['shared-estimate', id],
    queryFn: async () => (await studio.GET('/shared-estimates/{id}', { params: { path: { id } } })).data,
  })

export type SharedEstimate = Awaited<ReturnType<typeof shareEstimate>>
export type SharedFigures = SharedEstimate['estimate']

export const linkTo = (path: string): string => `${window.location.origin}${path}`
