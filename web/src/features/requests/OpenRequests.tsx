// In the navigation, while something waits: for those who decide all that is open, for others what they asked for themselves.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { count } from '../../lib/words.ts'
import { meQuery } from '../account/account.ts'
import { myOpenRequestsQuery, openRequestsQuery } from './requests.ts'

export function OpenRequests({ project }: { project: string | undefined }) {
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: open = [] } = useQuery(me.may.includes('request.decide') ? openRequestsQuery : myOpenRequestsQuery)
  if (open.length === 0) return null
  return (
    <Link to="/requests" search={project === undefined ? {} : { project }} aria-label={`Requests, ${count(open.length, 'is', 'are')} open`}>
      Requests <span className="badge">{open.length}</span>
    </Link>
  )
}
