// API keys of the workspace: listed, made, removed. A key is shown once, when it is made.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTitle } from '../../lib/title.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { dateOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { TwiceButton } from '../../ui/TwiceButton.tsx'
import { meQuery } from '../account/account.ts'
import { KeyForm } from './KeyForm.tsx'
import { keysQuery, removeKey } from './keys.ts'

export function KeysPage() {
  useTitle('API keys')
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: keys, error } = useQuery(keysQuery)
  const [making, setMaking] = useState(false)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const mayManage = me.may.includes('key.manage')

  async function remove(id: string) {
    setProblem(null)
    await removeKey(id).catch((failed: unknown) => setProblem(problemIn(failed)))
  }

  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>API keys</h1>
          <p>A key lets a program or the terminal work in {me.workspace.name} with a role of its own. Its charges stand under its name.</p>
        </div>
        {mayManage && (
          <div className="end">
            <button className="btn btn-primary" type="button" onClick={() => setMaking(true)}>
              <Icon name="plus" small /> New key
            </button>
          </div>
        )}
      </div>
      {(error || problem) && <ProblemNote problem={problem ?? problemIn(error)} />}
      {keys?.length === 0 && (
        <section className="card card-body">
          <h2>No key yet</h2>
          <p className="soft">
            Make one and give it to the terminal: <code>KETER_URL={window.location.origin} KETER_KEY=… npm run -s keter -- tools</code>
          </p>
        </section>
      )}
      {keys !== undefined && keys.length > 0 && (
        <section className="card" aria-label="Keys">
          <table className="grid">
            <Columns of={['Name', ['Starts with', 'hide-s'], 'Role', ['Made', 'num hide-s'], ['Last used', 'num hide-s'], ['Remove', 'vh']]} />
            <tbody>
              {keys.map((key) => (
                <tr key={key.id}>
                  <th scope="row">{key.name}</th>
                  <td className="hide-s">
                    <code>{key.start}…</code>
                  </td>
                  <td>{key.role}</td>
                  <td className="num soft hide-s">{dateOf(key.createdAt)}</td>
                  <td className="num soft hide-s">{key.lastUsedAt ? dateOf(key.lastUsedAt) : 'never'}</td>
                  <td className="num">
                    {mayManage && <TwiceButton label="Remove" sure="Remove for good" about={`the key ${key.name}`} onSure={() => remove(key.id)} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Sheet title="New API key" isOpen={making} onClose={() => setMaking(false)}>
        <KeyForm onDone={() => setMaking(false)} />
      </Sheet>
    </main>
  )
}
