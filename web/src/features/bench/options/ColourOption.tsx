// An option that is a colour: chosen with the browser's own picker, or written as six hexadecimal digits.
import { accepts, type Option, type OptionValue } from '@keter/core'
import { useEffect, useId, useState } from 'react'

interface ColourOptionProps {
  readonly name: string
  readonly option: Extract<Option, { kind: 'text' }>
  readonly value: OptionValue | undefined
  readonly onChange: (value: string | undefined) => void
}

export function ColourOption({ name, option, value, onChange }: ColourOptionProps) {
  const id = useId()
  const colour = String(value ?? option.default ?? '#000000')
  const [draft, setDraft] = useState(colour)
  useEffect(() => setDraft(colour), [colour])
  const wrong = !accepts(option, draft)
  return (
    <div className="field number-row" title={option.help}>
      <label htmlFor={id}>{option.label}</label>
      <span className="colour">
        <input className="colour-well" type="color" aria-label={`${option.label}, picker`} value={colour} onChange={({ target }) => onChange(target.value)} />
        <input
          id={id}
          name={name}
          className="text-input"
          spellCheck={false}
          autoComplete="off"
          maxLength={option.most}
          value={draft}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          onChange={({ target }) => {
            setDraft(target.value)
            if (accepts(option, target.value)) onChange(target.value)
          }}
          onBlur={() => setDraft(colour)}
        />
      </span>
      {wrong && (
        <small className="wrong" id={`${id}-wrong`}>
          Written like {option.example}.
        </small>
      )}
    </div>
  )
}
