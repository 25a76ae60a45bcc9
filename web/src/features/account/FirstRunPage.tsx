// The first run: makes the owner account and its workspace, with the one-time token of the link that the terminal printed.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTitle } from '../../lib/title.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { makeOwner } from './account.ts'
import { Door } from './Door.tsx'

export function FirstRunPage() {
  useTitle('First run')
  const { token = '' } = useSearch({ from: '/first-run' })
  const navigate = useNavigate()
  const [owner, setOwner] = useState({ name: '', email: '', password: '', workspace: '' })
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (field: keyof typeof owner) => (value: string) => setOwner({ ...owner, [field]: value })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    try {
      await makeOwner({ token, ...owner })
      await navigate({ to: '/projects', replace: true })
    } catch (error) {
      setProblem(problemIn(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Door title="Make the owner account">
      <p className="soft">This is the first start of the studio. The account you make here owns it; the link works once.</p>
      <form className="form" onSubmit={submit}>
        <TextField label="Your name" name="name" autoComplete="name" value={owner.name} onChange={change('name')} required maxLength={200} autoFocus />
        <TextField label="E-mail" name="email" type="email" autoComplete="username" value={owner.email} onChange={change('email')} required maxLength={200} />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          hint="At least 10 characters."
          value={owner.password}
          onChange={change('password')}
          required
          minLength={10}
          maxLength={200}
        />
        <TextField
          label="Name of the workspace"
          name="workspace"
          autoComplete="organization"
          hint="Its credits, projects and people belong together."
          value={owner.workspace}
          onChange={change('workspace')}
          required
          maxLength={200}
        />
        {problem && <ProblemNote problem={problem} />}
        <button className="btn btn-primary btn-large" type="submit" aria-disabled={busy}>
          {busy ? 'Making the account' : 'Make the account'}
        </button>
      </form>
    </Door>
  )
}
