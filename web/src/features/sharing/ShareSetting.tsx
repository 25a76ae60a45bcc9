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
  /** What was ticked, until the studio has said so. */
  const [saving, setSaving] = useState<boolean | null>(null)
  async function change(next: boolean) {
    setSaving(next)
    await letAnyoneRead(next).catch((failed: unknown) => setProblem(problemIn(failed)))
    setSaving(null)
  }
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
          checked={saving ?? shareEstimates}
          aria-busy={saving !== null}
          onChange={(event) => saving === null && void change(event.target.checked)}
        />
        Whoever has a link can read it, without an account
      </label>
      <p className="soft">
        {saving !== null
          ? 'Saving.'
          : shareEstimates
            ? 'Holds for every shared estimate of the workspace. They see files’ names and sizes, lines and amounts; never the balance or the files.'
            : 'Now only members of this workspace can read shared estimates.'}
        {decided}
      </p>
    </div>
  )
}
