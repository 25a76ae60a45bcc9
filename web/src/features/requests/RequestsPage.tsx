// Requests: those that wait for a decision first, then what was decided.
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { SpendRequest } from '@keter/client'
import { useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { useTitle } from '../../lib/title.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TwiceButton } from '../../ui/TwiceButton.tsx'
import { meQuery } from '../account/account.ts'
import { toolTitle } from '../runs/run-words.ts'
import { DecideRequest } from './DecideRequest.tsx'
import { myOpenRequestsQuery, openRequestsQuery, requestsQuery, withdrawRequest } from './requests.ts'
import { RequestTable } from './RequestTable.tsx'
import './requests.css'

export function RequestsPage() {
  useTitle('Requests')
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: open, error } = useQuery(openRequestsQuery)
  const { data: mine = [] } = useQuery(myOpenRequestsQuery)
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery(requestsQuery)
  const [deciding, setDeciding] = useState<SpendRequest | null>(null)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const mayDecide = me.may.includes('request.decide')
  const decided = data?.pages.flatMap(({ items }) => items).filter(({ state }) => state !== 'open') ?? []
  const isMine = (request: SpendRequest) => mine.some(({ id }) => id === request.id)

  async function withdraw({ id }: SpendRequest) {
    setProblem(null)
    await withdrawRequest(id).catch((failed: unknown) => setProblem(problemIn(failed)))
  }

  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Requests</h1>
          <p>Runs that a limit stops until an owner or admin lets them pass. The price stays as it was seen; nothing is held while one waits.</p>
        </div>
      </div>
      {(error || problem) && <ProblemNote problem={problem ?? problemIn(error)} />}
      <div className="stack">
        {open?.length === 0 && (
          <p className="card card-body soft">Nothing waits for a decision. Where a limit has to be asked for, the button on the bench asks for it.</p>
        )}
        {open !== undefined && open.length > 0 && (
          <section className="card" aria-label="Open requests">
            <RequestTable
              caption="Requests that wait for a decision, newest first, in credits"
              requests={open}
              acts={(request) => (
                <>
                  {mayDecide && (
                    <button className="btn" type="button" onClick={() => setDeciding(request)}>
                      Decide <span className="vh">about {aboutInWords(request)}</span>
                    </button>
                  )}
                  {isMine(request) && <TwiceButton label="Withdraw" sure="Withdraw it" about={aboutInWords(request)} onSure={() => void withdraw(request)} />}
                </>
              )}
            />
          </section>
        )}
        {decided.length > 0 && (
          <section className="card" aria-labelledby="decided">
            <div className="card-head">
              <h2 id="decided">Decided</h2>
            </div>
            <RequestTable caption="Requests that were decided, newest first, in credits" requests={decided} />
            {hasNextPage && (
              <button className="btn btn-quiet more" type="button" onClick={() => fetchNextPage()}>
                Earlier requests
              </button>
            )}
          </section>
        )}
      </div>
      <Sheet title="Let this run pass?" isOpen={deciding !== null} onClose={() => setDeciding(null)}>
        {deciding && <DecideRequest request={deciding} onDone={() => setDeciding(null)} />}
      </Sheet>
    </main>
  )
}

const aboutInWords = ({ tool, projectName, requestedBy }: SpendRequest): string => `${toolTitle(tool)} in ${projectName}, asked by ${requestedBy ?? 'somebody'}`
