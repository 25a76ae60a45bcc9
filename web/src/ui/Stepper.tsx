// A stepper: a small whole number with one button for fewer and one for more.
import { useId } from 'react'
import { Icon } from './Icon.tsx'

interface StepperProps {
  readonly label: string
  readonly hint: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly onChange: (value: number) => void
}

export function Stepper({ label, hint, value, min, max, onChange }: StepperProps) {
  const id = useId()
  return (
    <div className="field field-row">
      <span id={id}>{label}</span>
      <span className="faint">{hint}</span>
      <fieldset className="stepper" aria-labelledby={id}>
        <button type="button" aria-label="One fewer" aria-disabled={value <= min} onClick={() => value > min && onChange(value - 1)}>
          <Icon name="minus" small />
        </button>
        <output aria-live="polite">{value}</output>
        <button type="button" aria-label="One more" aria-disabled={value >= max} onClick={() => value < max && onChange(value + 1)}>
          <Icon name="plus" small />
        </button>
      </fieldset>
    </div>
  )
}
