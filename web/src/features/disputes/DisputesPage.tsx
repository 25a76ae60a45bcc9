// Disputes: what is contested, with its evidence, who decides, and what became of all of them in figures.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { problemIn } from '../../lib/problem.ts'
import { useTitle } from '../../lib/title.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { DisputeFigures } from './DisputeFigures.tsx'
import { disputeQuery, disputesQuery } from './disputes.ts'
import { DisputeTable } from './DisputeTable.tsx'
import '../charges/charges.css'
import './disputes.css'

export function DisputesPage() {
  useTitle('Disputes')
  const { open, project } = useSearch({ from: '/shell/disputes' })
  const navigate = useNavigate({ from: '/disputes' })
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(disputesQuery)
  const listed = data?.pages.flatMap(({ items }) => items)
  // A link may lead to one that is further back than what is listed.
  const missing = open !== undefined && listed !== undefined && !listed.some(({ id }) => id === open)
  const { data: older } = useQuery({ ...disputeQuery(open ?? ''), enabled: missing })
  const disputes = listed && [...listed, ...(missing && older ? [older] : [])]
  const inProject = project === undefined ? {} : { project }
  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Disputes</h1>
          <p>
            Charges that somebody contests, on their receipt under Charges. The stored result is inspected again at once; what a rule finds defective is
            refunded, and an owner or admin decides the rest.
          </p>
        </div>
      </div>
      {error && <ProblemNote problem={problemIn(error)} />}
      <div className="stack">
        <DisputeFigures />
        {disputes?.length === 0 && (
          <p className="card card-body soft">No charge is disputed. A charge of the last 30 days can be, where its result is not what it should be.</p>
        )}
        {disputes !== undefined && disputes.length > 0 && (
          <section className="card" aria-label="Disputes">
            <DisputeTable
              disputes={disputes}
              open={open}
              onOpen={(id) => navigate({ search: id === null ? inProject : { ...inProject, open: id }, replace: true, resetScroll: false })}
            />
            {hasNextPage && (
              <button className="btn btn-quiet more" type="button" onClick={() => fetchNextPage()}>
                Earlier disputes
              </button>
            )}
          </section>
        )}
      </div>
    </main>
  )
}
