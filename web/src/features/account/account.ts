// Who is signed in. Everything that shows something of a workspace asks this first.
import { queryOptions } from '@tanstack/react-query'
import { queries, studio } from '../../lib/studio.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => (await studio.GET('/me')).data,
  staleTime: 60_000,
})

export const firstRunNeeded = async (): Promise<boolean> => (await studio.GET('/first-run')).data.needed

export interface NewOwner {
  readonly token: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly workspace: string
}

export async function makeOwner(owner: NewOwner): Promise<void> {
  const { data } = await studio.POST('/first-run', { body: { ...owner } })
  queries.setQueryData(meQuery.queryKey, data)
}
