// Who can read shared estimates: the owner decides for the workspace; everyone sees what holds.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { dateOf } from '../../lib/words.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { meQuery } from '../account/account.ts'
import { letAnyoneRead, settingsQuery } from './shared.ts'

export function ShareSetting() {
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: settings, error } = useQuery(settingsQuery)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  if (error || problem) return <ProblemNote problem={problem ?? problemIn(error)} />
  if (!settings) return <p className="soft">Asking who may read it.</p>
  const { shareEstimates, changedAt, changedBy } = settings
  const decided = changedAt ? ` Decided by ${changedBy ?? 'a former member'} on ${dateOf(changedAt)}.` : ''
  if (!me.may.includes('workspace.settings'))
    return (
      <p className="soft">
        {shareEstimates
          ? 'Whoever has the link can read it, without an account.'
          : 'Only members of this workspace can read it; the owner can open links to anyone.'}
        {decided}
      </p>
    )
  return (
    <div className="share-setting">
      <label className="check-row">
        <input
          className="check"
          type="checkbox"
          checked={shareEstimates}
          onChange={(event) => void letAnyoneRead(event.target.checked).catch((failed: unknown) => setProblem(problemIn(failed)))}
        />
        Whoever has a link can read it, without an account
      </label>
      <p className="soft">
        {shareEstimates
          ? 'Holds for every shared estimate of the workspace. They see files’ names and sizes, lines and amounts; never the balance or the files.'
          : 'Now only members of this workspace can read shared estimates.'}
        {decided}
      </p>
    </div>
  )
}
