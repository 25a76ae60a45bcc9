// A field of a form: label above, what is wrong or what it is for beneath, joined to it for screen readers.
import { useId } from 'react'

interface TextFieldProps {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: 'text' | 'email' | 'password' | 'number'
  readonly hint?: string
  readonly autoComplete?: string
  readonly rows?: number
  readonly required?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly min?: number
  readonly max?: number
  readonly autoFocus?: boolean
}

export function TextField({ label, hint, rows, onChange, autoComplete = 'off', ...input }: TextFieldProps) {
  const id = useId()
  const shared = { id, autoComplete, 'aria-describedby': hint === undefined ? undefined : `${id}-hint`, className: 'text-input' }
  return (
    <div className="text-field">
      <label htmlFor={id}>{label}</label>
      {rows === undefined ? (
        <input {...shared} {...input} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea
          {...shared}
          rows={rows}
          name={input.name}
          value={input.value}
          maxLength={input.maxLength}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
    </div>
  )
}
