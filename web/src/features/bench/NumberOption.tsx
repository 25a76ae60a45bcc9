// An option that is a whole number: empty means "as the tool decides".
import type { Option, OptionValue } from '@keter/core'
import { useId } from 'react'

interface NumberOptionProps {
  readonly name: string
  readonly option: Extract<Option, { kind: 'integer' }>
  readonly value: OptionValue | undefined
  readonly onChange: (value: number | undefined) => void
}

export function NumberOption({ name, option, value, onChange }: NumberOptionProps) {
  const id = useId()
  return (
    <div className="field number-row">
      <label htmlFor={id} title={option.help}>
        {option.label}
      </label>
      <input
        id={id}
        name={name}
        className="text-input"
        type="number"
        inputMode="numeric"
        min={option.min}
        max={option.max}
        step={1}
        placeholder={option.default === undefined ? 'as source' : String(option.default)}
        value={value === undefined ? '' : Number(value)}
        onChange={({ target }) => onChange(target.value === '' ? option.default : inside(Math.round(target.valueAsNumber), option))}
      />
    </div>
  )
}

const inside = (value: number, { min, max }: { min: number; max: number }): number => Math.min(max, Math.max(min, value))
