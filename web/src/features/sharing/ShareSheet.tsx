// Makes a link of the estimate on the bench, and says who can read it before it is made.
import type { EstimateRequest } from '@keter/core'
import { Link, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { UrlBox } from '../../ui/UrlBox.tsx'
import { linkTo, shareEstimate, type SharedEstimate } from './shared.ts'
import { ShareSetting } from './ShareSetting.tsx'

export function ShareSheet({ request, isOpen, onClose }: { request: EstimateRequest; isOpen: boolean; onClose: () => void }) {
  return (
    <Sheet title="Share this price" isOpen={isOpen} onClose={onClose}>
      <ShareForm request={request} onClose={onClose} />
    </Sheet>
  )
}

function ShareForm({ request, onClose }: { request: EstimateRequest; onClose: () => void }) {
  const { project } = useParams({ strict: false })
  const [title, setTitle] = useState('')
  const [made, setMade] = useState<SharedEstimate | null>(null)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setProblem(null)
    await shareEstimate(request, title).then(setMade, (failed: unknown) => setProblem(problemIn(failed)))
    setBusy(false)
  }

  return (
    <form className="form" onSubmit={submit}>
      {made ? (
        <UrlBox label="Link to the estimate" value={linkTo(made.path)} />
      ) : (
        <>
          <p className="soft">
            The link shows what is edited, every line and the price as it is now, with the price book it is from. It holds and spends nothing.
          </p>
          <TextField label="Title" name="title" hint="May be left out." value={title} onChange={setTitle} maxLength={200} autoFocus />
        </>
      )}
      <ShareSetting />
      {problem && <ProblemNote problem={problem} />}
      <div className="form-acts">
        {made ? (
          <>
            <button className="btn btn-primary" type="button" onClick={onClose}>
              Done
            </button>
            <Link className="btn btn-quiet" to="/shared-estimates" search={project === undefined ? {} : { project }}>
              All shared links
            </Link>
          </>
        ) : (
          <button className="btn btn-primary" type="submit" aria-disabled={busy}>
            {busy ? 'Making the link' : 'Make the link'}
          </button>
        )}
      </div>
    </form>
  )
}
