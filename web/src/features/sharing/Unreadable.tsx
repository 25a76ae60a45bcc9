// A link that cannot be read: why, as far as the reader may know, and what to do now.
import { Link } from '@tanstack/react-router'
import type { AnyProblem } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'

export function Unreadable({ problem, id }: { problem: AnyProblem; id: string }) {
  if (problem.code === 'shared_estimate_revoked')
    return <Words title="This estimate was withdrawn">Whoever shared it has closed the link. Ask them for a new one; prices may have changed since.</Words>
  if (problem.code === 'not_signed_in')
    return (
      <Words title="This estimate cannot be read here">
        It is not there, or only members of its workspace can read it. If you have an account,{' '}
        <Link to="/sign-in" search={{ next: `/e/${id}` }}>
          sign in
        </Link>
        ; else ask whoever sent you the link.
      </Words>
    )
  if (problem.code === 'not_found' || problem.code === 'malformed_request')
    return (
      <Words title="There is no such estimate for you">The link may be cut off, or it belongs to another workspace. Ask whoever sent it to check it.</Words>
    )
  return <ProblemNote problem={problem} />
}

function Words({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="unreadable">
      <h1>{title}</h1>
      <p>{children}</p>
    </div>
  )
}
