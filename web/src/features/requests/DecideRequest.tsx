// The decision about a request, with what it is about: the files and their price, what is available, and why it was asked.
import type { SpendRequest } from '@keter/client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { credits } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { count, personNamed } from '../../lib/words.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { balanceQuery } from '../balance/balance.ts'
import { QuoteRows } from '../runs/QuoteRows.tsx'
import { editTitle } from '../runs/run-words.ts'
import { decideRequest, quoteQuery } from './requests.ts'

const listed = 5

export function DecideRequest({ request, onDone }: { request: SpendRequest; onDone: () => void }) {
  const { data: quote, error } = useQuery(quoteQuery(request.quote))
  const { data: balance } = useQuery(balanceQuery)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const failed = problem ?? (error ? problemIn(error) : null)
  const more = (quote?.sources.length ?? 0) - listed

  async function decide(decision: 'approve' | 'decline') {
    if (busy) return
    setBusy(true)
    setProblem(null)
    await decideRequest(request.id, decision, note).then(onDone, (no: unknown) => setProblem(problemIn(no)))
    setBusy(false)
  }

  return (
    <div className="form">
      <p>
        {personNamed(request.requestedBy)} asks in {request.projectName}. {request.note && <q className="request-note">{request.note}</q>}
      </p>
      {quote && (
        <table className="lines">
          <caption className="vh">What would run, file by file, in credits</caption>
          <thead>
            <tr>
              <th scope="col">{editTitle(quote)}</th>
              <th scope="col">Low to most</th>
            </tr>
          </thead>
          <tbody>
            <QuoteRows sources={quote.sources.slice(0, listed)} />
            {more > 0 && (
              <tr>
                <th scope="row">{count(more, 'more file')}</th>
                <td />
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">At most {balance && <small>of {balance.available} available</small>}</th>
              <td>{request.amount}</td>
            </tr>
          </tfoot>
        </table>
      )}
      <TextField label="Note (they will read it)" name="note" rows={2} value={note} onChange={setNote} maxLength={2000} />
      {failed && <ProblemNote problem={failed} />}
      <div className="form-acts">
        <button className="btn btn-primary" type="button" aria-disabled={busy} onClick={() => void decide('approve')}>
          Approve, at most {credits(request.amount)}
        </button>
        <button className="btn" type="button" aria-disabled={busy} onClick={() => void decide('decline')}>
          Decline
        </button>
      </div>
      <p className="soft">Approved, it starts at once as theirs. Declined, its quote ends.</p>
    </div>
  )
}
