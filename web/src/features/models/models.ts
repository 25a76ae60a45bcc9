// Model packs of the studio: listed, installed, removed. While one is being installed, how far it is is asked for twice a second.
import type { ModelPack } from '@keter/client'
import { queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'

export const modelsQuery = queryOptions({
  queryKey: ['models'],
  queryFn: async () => (await studio.GET('/models')).data,
  staleTime: 5_000,
  refetchInterval: ({ state }) => (state.data?.items.some((pack) => pack.state === 'installing') ? 500 : false),
})

export async function installModel(id: string): Promise<void> {
  arrived((await studio.POST('/models/{id}/install', { params: { path: { id } } })).data)
}

export async function removeModel(id: string): Promise<void> {
  arrived((await studio.DELETE('/models/{id}', { params: { path: { id } } })).data)
}

function arrived(pack: ModelPack): void {
  queries.setQueryData(modelsQuery.queryKey, (before) => before && { ...before, items: before.items.map((each) => (each.id === pack.id ? pack : each)) })
  void queries.invalidateQueries({ queryKey: modelsQuery.queryKey })
}

/** The download takes most of the time. */
export function shareOf({ progress }: Pick<ModelPack, 'progress'>): number {
  if (!progress) return 1
  return progress.step === 'download' ? progress.share * 0.8 : 0.8 + progress.share * 0.2
}
