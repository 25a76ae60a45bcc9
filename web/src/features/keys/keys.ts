// API keys, asked for, made and removed.
import { queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'

export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: async () => (await studio.GET('/keys')).data.items })

export type KeyRole = 'admin' | 'editor' | 'viewer'

/** The key itself; the studio does not keep it in a form that could be shown again. */
export async function makeKey(name: string, role: KeyRole): Promise<string> {
  const { data } = await studio.POST('/keys', { body: { name, role } })
  await queries.invalidateQueries({ queryKey: keysQuery.queryKey })
  return data.key
}

export async function removeKey(id: string): Promise<void> {
  await studio.DELETE('/keys/{id}', { params: { path: { id } } })
  await queries.invalidateQueries({ queryKey: keysQuery.queryKey })
}
