// Limits: who may spend how much in which time, what is left of it, and with what it would have done before one is set.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { Limit } from '@keter/client'
import { useState } from 'react'
import { problemIn } from '../../lib/problem.ts'
import { useTitle } from '../../lib/title.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { meQuery } from '../account/account.ts'
import { LimitForm } from './LimitForm.tsx'
import { limitsQuery } from './limits.ts'
import { LimitTable } from './LimitTable.tsx'
import './limits.css'

export function LimitsPage() {
  useTitle('Limits')
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: limits, error } = useQuery(limitsQuery)
  const [open, setOpen] = useState<Limit | 'new' | null>(null)
  const maySet = me.may.includes('limit.set')
  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Limits</h1>
          <p>
            The most that may be spent in {me.workspace.name} in a time. What is held counts as spent until it comes back. Days and months begin at midnight
            UTC.
          </p>
        </div>
        {maySet && (
          <div className="end">
            <button className="btn btn-primary" type="button" onClick={() => setOpen('new')}>
              <Icon name="plus" small /> New limit
            </button>
          </div>
        )}
      </div>
      {error && <ProblemNote problem={problemIn(error)} />}
      {limits?.length === 0 && (
        <section className="card card-body">
          <h2>No limit yet</h2>
          <p className="soft">
            Whoever may spend can spend what the wallet holds. A limit binds the workspace, a member, a project or an API key, and refuses, asks or warns above
            it. Before it is set you see which runs of the last 90 days it would have stopped.
          </p>
        </section>
      )}
      {limits !== undefined && limits.length > 0 && (
        <section className="card" aria-label="Limits">
          <LimitTable limits={limits} onChange={maySet ? setOpen : undefined} />
        </section>
      )}
      <Sheet title={open === 'new' ? 'New limit' : 'Change the limit'} isOpen={open !== null} onClose={() => setOpen(null)}>
        {open && <LimitForm limit={open === 'new' ? null : open} others={limits ?? []} onDone={() => setOpen(null)} />}
      </Sheet>
    </main>
  )
}
