// Makes a key, then shows it, once.
import { type FormEvent, useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { UrlBox } from '../../ui/UrlBox.tsx'
import { type KeyRole, makeKey } from './keys.ts'

const roles = [
  { value: 'editor', label: 'Editor', note: 'may spend' },
  { value: 'viewer', label: 'Viewer', note: 'may look' },
  { value: 'admin', label: 'Admin', note: 'may manage' },
] as const

export function KeyForm({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<KeyRole>('editor')
  const [made, setMade] = useState<string | null>(null)
  const [problem, setProblem] = useState<AnyProblem | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    await makeKey(name, role).then(setMade, (failed: unknown) => setProblem(problemIn(failed)))
  }

  if (made !== null)
    return (
      <div className="form">
        <p className="soft">Copy it now. It is shown this once and cannot be read again.</p>
        <UrlBox label="The new key" value={made} />
        <div className="form-acts">
          <button className="btn btn-primary" type="button" onClick={onDone}>
            I have it
          </button>
        </div>
      </div>
    )
  return (
    <form className="form" onSubmit={submit}>
      <TextField
        label="Name"
        name="name"
        hint="Who or what uses it; its charges stand under this name."
        value={name}
        onChange={setName}
        required
        maxLength={200}
        autoFocus
      />
      <Segments legend="Role" segments={roles} value={role} onChange={setRole} />
      {problem && <ProblemNote problem={problem} />}
      <div className="form-acts">
        <button className="btn btn-primary" type="submit">
          Make the key
        </button>
      </div>
    </form>
  )
}
