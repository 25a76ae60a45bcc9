// Makes a limit, or changes how much one allows. What it would have done is shown before it can be set.
import type { Limit } from '@keter/client'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { credits } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { TwiceButton } from '../../ui/TwiceButton.tsx'
import { useSettled } from '../bench/use-settled.ts'
import { modes, periodsInWords, whoseInWords } from './limit-words.ts'
import { amountIn, type LimitDraft, removeLimit, sameLimit, setLimit, simulationQuery } from './limits.ts'
import { Simulation } from './Simulation.tsx'
import { Subject } from './Subject.tsx'

const scopes = [
  { value: 'workspace', label: 'Workspace' },
  { value: 'member', label: 'Member' },
  { value: 'project', label: 'Project' },
  { value: 'key', label: 'API key' },
] as const
const periods = [
  { value: 'day', label: 'A day' },
  { value: 'month', label: 'A month' },
  { value: 'rolling', label: '24 hours' },
  { value: 'total', label: 'In all' },
] as const
const above = [
  { value: 'hard', label: 'Refuse', note: 'no run above it' },
  { value: 'ask', label: 'Ask', note: 'somebody lets it pass' },
  { value: 'soft', label: 'Warn', note: 'runs all the same' },
] as const

interface LimitFormProps {
  /** The one to change; null for a new one. */
  readonly limit: Limit | null
  readonly others: readonly Limit[]
  readonly onDone: () => void
}

export function LimitForm({ limit, others, onDone }: LimitFormProps) {
  const [draft, setDraft] = useState<LimitDraft>(limit ?? { scope: 'workspace', subject: null, period: 'month', mode: 'hard', maximum: '' })
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const maximum = amountIn(draft.maximum)
  const asked = useSettled(maximum === null ? '' : JSON.stringify({ ...draft, maximum }), 250)
  const { data: simulation, error } = useQuery({ ...simulationQuery(asked === '' ? draft : JSON.parse(asked)), enabled: asked !== '' })
  const seen = maximum !== null && simulation !== undefined && asked === JSON.stringify({ ...draft, maximum })
  const there = limit === null && others.find((other) => sameLimit(other, draft))
  const change = (part: Partial<LimitDraft>) => setDraft({ ...draft, ...part })

  async function act(step: () => Promise<void>) {
    setProblem(null)
    await step().then(onDone, (failed: unknown) => setProblem(problemIn(failed)))
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (seen) void act(() => setLimit({ ...draft, maximum }))
  }

  return (
    <form className="form" onSubmit={submit}>
      {limit ? (
        <p>
          <b>{whoseInWords(limit)}</b>, {periodsInWords[limit.period]}; {modes[limit.mode].words} above it.
        </p>
      ) : (
        <>
          <div>
            <Segments legend="Whose" segments={scopes} value={draft.scope} onChange={(scope) => change({ scope, subject: null })} />
            <Subject scope={draft.scope} value={draft.subject} onChange={(subject) => change({ subject })} />
          </div>
          <Segments legend="In which time" segments={periods} value={draft.period} onChange={(period) => change({ period })} />
          <Segments legend="Above it" segments={above} value={draft.mode} onChange={(mode) => change({ mode })} />
        </>
      )}
      <TextField
        label="At most, in credits"
        name="maximum"
        value={draft.maximum}
        onChange={(text) => change({ maximum: text })}
        {...(draft.maximum !== '' && maximum === null && { hint: 'A number such as 60 or 0.5, with at most three places.' })}
        required
        autoFocus={limit !== null}
      />
      {there && <p className="note">There is such a limit already, of {credits(there.maximum)}. This changes it.</p>}
      {(problem || error) && <ProblemNote problem={problem ?? problemIn(error)} />}
      {maximum !== null && <Simulation simulation={seen ? simulation : undefined} mode={draft.mode} />}
      <div className="form-acts">
        <button className="btn btn-primary" type="submit" aria-disabled={!seen}>
          {limit ? 'Change the limit' : 'Set the limit'}
        </button>
        {limit && <TwiceButton label="Remove" sure="Remove it now" about="this limit" onSure={() => void act(() => removeLimit(limit.id))} />}
      </div>
    </form>
  )
}
