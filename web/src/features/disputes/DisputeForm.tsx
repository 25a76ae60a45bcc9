// Disputes a charge: why, in a word and in one's own. What the rules said of it stands here at once.
import type { Dispute } from '@keter/client'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { credits } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { reasons } from './dispute-words.ts'
import { openDispute } from './disputes.ts'

const options = Object.entries(reasons).map(([value, label]) => ({ value, label }))

interface DisputeFormProps {
  readonly iteration: string
  readonly project: string
  readonly onDone: () => void
}

export function DisputeForm({ iteration, project, onDone }: DisputeFormProps) {
  const [reason, setReason] = useState<Dispute['reason']>('looks-worse')
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [opened, setOpened] = useState<Dispute | null>(null)
  const [problem, setProblem] = useState<AnyProblem | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(null)
    await openDispute(iteration, reason, note).then(setOpened, (no: unknown) => setProblem(problemIn(no)))
    setBusy(false)
  }

  if (opened)
    return (
      <div className="form">
        <p role="status">
          {opened.state === 'refunded'
            ? `${credits(opened.refunded)} came back: the result was inspected again, and ${opened.rule ?? 'it'} does not hold.`
            : 'The result was inspected again and passes the rules. An owner or admin decides; the evidence is kept as it is now.'}
        </p>
        <div className="form-acts">
          <Link className="btn btn-primary" to="/disputes" search={{ project, open: opened.id }}>
            See the dispute
          </Link>
          <button className="btn btn-quiet" type="button" onClick={onDone}>
            Done
          </button>
        </div>
      </div>
    )
  return (
    <form className="form" onSubmit={submit}>
      <p className="soft">
        The stored result is inspected again at once. What a rule finds defective is refunded in full; otherwise an owner or admin decides, with the evidence as
        it is now.
      </p>
      <div className="wide-select">
        <Select label="What is wrong" value={reason} options={options} onChange={(value) => setReason(value as Dispute['reason'])} />
      </div>
      <TextField label="In your words" name="note" rows={3} value={note} onChange={setNote} maxLength={2000} />
      {problem && <ProblemNote problem={problem} />}
      <div className="form-acts">
        <button className="btn btn-primary" type="submit" aria-disabled={busy}>
          {busy ? 'Inspecting the result again' : 'Dispute the charge'}
        </button>
      </div>
    </form>
  )
}
