// Who belongs to the workspace, in the order in which they came.
import { queryOptions } from '@tanstack/react-query'
import { studio } from '../../lib/studio.ts'

export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: async () => (await studio.GET('/members')).data.items,
  staleTime: 60_000,
})
