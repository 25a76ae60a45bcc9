// Signing in. Where the owner account is still to be made, it says where to find the link that makes it.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTitle } from '../../lib/title.ts'
import type { AnyProblem } from '../../lib/problem.ts'
import { queries, signIn } from '../../lib/studio.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Door } from './Door.tsx'

export function SignInPage() {
  useTitle('Sign in')
  const { next, fresh } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const refused = await signIn(email, password)
    setBusy(false)
    setProblem(refused)
    if (refused) return
    queries.clear()
    await navigate({ to: next ?? '/projects' })
  }

  return (
    <Door title="Sign in">
      {fresh && (
        <p className="note">This studio has no owner yet. Open the link that the terminal printed when the studio started; it makes the owner account.</p>
      )}
      <form className="form" onSubmit={submit}>
        <TextField label="E-mail" name="email" type="email" autoComplete="username" value={email} onChange={setEmail} required autoFocus />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" value={password} onChange={setPassword} required />
        {problem && <ProblemNote problem={problem} />}
        <button className="btn btn-primary btn-large" type="submit" aria-disabled={busy}>
          {busy ? 'Signing in' : 'Sign in'}
        </button>
      </form>
    </Door>
  )
}
