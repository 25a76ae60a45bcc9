// A change of plan: what it comes to is shown before it is made.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { credits, isNothing } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { dateOf } from '../../lib/words.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { changePlan, moneyInWords, previewQuery, type When } from './plan.ts'

const times = [
  { value: 'now', label: 'Now', note: 'prorated' },
  { value: 'period-end', label: 'When the period ends', note: 'nothing is due now' },
] as const

export function ChangeForm({ plan, onDone }: { plan: string; onDone: () => void }) {
  const [when, setWhen] = useState<When>('now')
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const { data: preview, error } = useQuery(previewQuery(plan, when))
  const failed = problem ?? (error ? problemIn(error) : null)
  return (
    <div className="form">
      <Segments legend="When" segments={times} value={when} onChange={setWhen} />
      {preview && (
        <dl className="kv">
          <dt>Takes effect</dt>
          <dd>{when === 'now' ? 'at once' : dateOf(preview.takesEffect)}</dd>
          <dt>Credits for the rest of this period</dt>
          <dd>{isNothing(preview.credits) ? 'none' : credits(preview.credits)}</dd>
          <dt>Due for the rest of this period</dt>
          <dd>{moneyInWords(preview.due)}</dd>
          {preview.keepsAtMost !== null && (
            <>
              <dt>The plan's credits are cut to</dt>
              <dd>{credits(preview.keepsAtMost)}</dd>
            </>
          )}
        </dl>
      )}
      {failed && <ProblemNote problem={failed} />}
      <div className="form-acts">
        <button
          className="btn btn-primary"
          type="button"
          aria-disabled={!preview}
          onClick={() => preview && changePlan(plan, when).then(onDone, (no: unknown) => setProblem(problemIn(no)))}
        >
          {when === 'now' ? 'Change the plan now' : 'Change it then'}
        </button>
      </div>
    </div>
  )
}
