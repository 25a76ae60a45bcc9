// Gives back what was charged, or some of it, or nothing.
import type { Dispute } from '@keter/client'
import { parseCredits } from '@keter/core'
import { useState } from 'react'
import { credits, isAbove, isNothing } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { amountIn } from '../limits/limits.ts'
import { decideDispute, disputed } from './disputes.ts'

export function DecideDispute({ dispute }: { dispute: Dispute }) {
  const most = disputed(dispute)
  const [text, setText] = useState(most)
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const typed = amountIn(text)
  const amount = typed !== null && parseCredits(typed) > 0n && !isAbove(typed, most) ? typed : null

  async function decide(refund: string | null) {
    if (busy) return
    setBusy(true)
    setProblem(null)
    await decideDispute(dispute.id, refund, note).catch((no: unknown) => setProblem(problemIn(no)))
    setBusy(false)
  }

  return (
    <div className="form">
      <TextField
        label="Give back, in credits"
        name="amount"
        value={text}
        onChange={setText}
        hint={amount === null ? `A number above 0, at most ${credits(most)}: more was not charged.` : isNothing(most) ? '' : `All of it is ${credits(most)}.`}
      />
      <TextField label="Note (they will read it)" name="note" rows={2} value={note} onChange={setNote} maxLength={2000} />
      {problem && <ProblemNote problem={problem} />}
      <div className="form-acts">
        <button className="btn btn-primary" type="button" aria-disabled={busy || amount === null} onClick={() => amount !== null && void decide(amount)}>
          Refund {amount === null ? '' : credits(amount)}
        </button>
        <button className="btn" type="button" aria-disabled={busy} onClick={() => void decide(null)}>
          Decline
        </button>
      </div>
    </div>
  )
}
