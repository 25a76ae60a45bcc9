// An option that is text with a pattern. What does not fit the pattern yet is not taken, and says what it is written like.
import { accepts, type Option, type OptionValue } from '@keter/core'
import { useEffect, useId, useState } from 'react'

interface TextOptionProps {
  readonly name: string
  readonly option: Extract<Option, { kind: 'text' }>
  readonly value: OptionValue | undefined
  readonly onChange: (value: string | undefined) => void
}

export function TextOption({ name, option, value, onChange }: TextOptionProps) {
  const id = useId()
  const text = String(value ?? '')
  const [draft, setDraft] = useState(text)
  useEffect(() => setDraft(text), [text])
  const wrong = draft !== '' && !accepts(option, draft)
  return (
    <div className="field text-field">
      <label htmlFor={id}>{option.label}</label>
      <input
        id={id}
        name={name}
        className="text-input"
        placeholder={option.example}
        maxLength={option.most}
        value={draft}
        aria-invalid={wrong}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => {
          setDraft(target.value)
          if (target.value === '') onChange(option.default)
          else if (accepts(option, target.value)) onChange(target.value)
        }}
        onBlur={() => setDraft(text)}
      />
      <small id={`${id}-help`} className={wrong ? 'wrong' : undefined}>
        {wrong ? `Written like ${option.example}.` : option.help}
      </small>
    </div>
  )
}
