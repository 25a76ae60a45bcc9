// Makes a project: a name, and the brief in three fields. Only the name is needed; the brief is attached to everything that follows.
import { type FormEvent, useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { makeProject } from './projects.ts'

interface ProjectFormProps {
  readonly responsible: string
  readonly onMade: (project: string) => void
  readonly onCancel?: () => void
}

export function ProjectForm({ responsible, onMade, onCancel }: ProjectFormProps) {
  const [name, setName] = useState('')
  const [brief, setBrief] = useState({ task: '', responsible, use: '' })
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const change = (field: keyof typeof brief) => (value: string) => setBrief({ ...brief, [field]: value })

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    try {
      onMade((await makeProject({ name, brief })).id)
    } catch (error) {
      setProblem(problemIn(error))
      setBusy(false)
    }
  }

  return (
    <form className="form" onSubmit={submit}>
      <TextField label="Name of the project" name="name" value={name} onChange={setName} required maxLength={200} autoFocus />
      <fieldset className="form-group">
        <legend>Brief</legend>
        <TextField label="Task" name="task" hint="What is to be made." rows={2} value={brief.task} onChange={change('task')} maxLength={2000} />
        <TextField label="Responsible" name="responsible" value={brief.responsible} onChange={change('responsible')} maxLength={200} />
        <TextField
          label="Where it will be used"
          name="use"
          hint="For example: cover, 300 dpi, 210 × 280 mm."
          value={brief.use}
          onChange={change('use')}
          maxLength={500}
        />
      </fieldset>
      {problem && <ProblemNote problem={problem} />}
      <div className="form-acts">
        <button className="btn btn-primary" type="submit" aria-disabled={busy}>
          Make the project
        </button>
        {onCancel && (
          <button className="btn btn-quiet" type="button" onClick={onCancel}>
            Not now
          </button>
        )}
      </div>
    </form>
  )
}
