// Projects of the workspace: asked for, made, and kept fresh.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'

export const projectsQuery = infiniteQueryOptions({
  queryKey: ['projects'],
  queryFn: async ({ pageParam }) => (await studio.GET('/projects', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })).data,
  initialPageParam: '',
  getNextPageParam: ({ next }) => next ?? undefined,
})

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id],
    queryFn: async () => (await studio.GET('/projects/{id}', { params: { path: { id } } })).data,
    staleTime: 30_000,
  })

export const assetsQuery = (project: string) =>
  queryOptions({
    queryKey: ['assets', project],
    queryFn: async () => (await studio.GET('/projects/{id}/assets', { params: { path: { id: project }, query: { limit: 60 } } })).data.items,
  })

export interface NewProject {
  readonly name: string
  readonly brief: { readonly task: string; readonly responsible: string; readonly use: string }
}

export async function makeProject({ name, brief }: NewProject) {
  const empty = Object.values(brief).every((text) => text.trim() === '')
  const { data } = await studio.POST('/projects', { body: { name, brief: empty ? null : { ...brief } } })
  queries.setQueryData(projectQuery(data.id).queryKey, data)
  await queries.invalidateQueries({ queryKey: projectsQuery.queryKey })
  return data
}
