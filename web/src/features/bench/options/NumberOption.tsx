// An option that is a whole number: moved along a line where its range is short, typed in any case. Empty means "as the tool decides".
import type { Option, OptionValue } from '@keter/core'
import { useEffect, useId, useState } from 'react'
import { Slider } from '../../../ui/Slider.tsx'
import { isSlider, isTime } from './kinds.ts'

interface NumberOptionProps {
  readonly name: string
  readonly option: Extract<Option, { kind: 'integer' }>
  readonly value: OptionValue | undefined
  readonly onChange: (value: number | undefined) => void
}

export function NumberOption({ name, option, value, onChange }: NumberOptionProps) {
  const id = useId()
  const { min, max } = option
  const number = value === undefined ? undefined : Number(value)
  const unit = isTime(name) ? { size: 1000, sign: 's' } : { size: 1, sign: '' }
  const slider = isSlider(option)
  return (
    <div className={slider ? 'field number-row slider-row' : 'field number-row'} title={option.help}>
      <label htmlFor={id}>
        {option.label}
        {unit.sign && <span className="faint"> {unit.sign}</span>}
      </label>
      {slider && <Slider label={option.label} value={number ?? option.default ?? min} min={min} max={max} onChange={onChange} />}
      <TypedNumber id={id} name={name} option={option} unit={unit.size} value={number} onChange={onChange} />
    </div>
  )
}

interface TypedNumberProps extends Pick<NumberOptionProps, 'name' | 'option' | 'onChange'> {
  readonly id: string
  /** How many of the option's steps make one of what is typed. */
  readonly unit: number
  readonly value: number | undefined
}

/** What is typed counts as soon as it is inside the range; on leaving it is brought inside. */
function TypedNumber({ id, name, option, unit, value, onChange }: TypedNumberProps) {
  const { min, max } = option
  const text = value === undefined ? '' : String(value / unit)
  const [draft, setDraft] = useState(text)
  useEffect(() => setDraft((before) => (before !== '' && Number(before) === Number(text) && text !== '' ? before : text)), [text])
  const typed = draft === '' ? undefined : Math.round(Number(draft) * unit)
  const outside = typed !== undefined && (typed < min || typed > max)
  const change = (next: string) => {
    setDraft(next)
    const steps = Math.round(Number(next) * unit)
    if (next === '') onChange(option.default)
    else if (steps >= min && steps <= max) onChange(steps)
  }
  const leave = () => {
    if (outside) change(String(Math.min(max, Math.max(min, typed)) / unit))
    else setDraft(text)
  }
  return (
    <>
      <input
        id={id}
        name={name}
        className="text-input"
        type="number"
        inputMode={unit === 1 && min >= 0 ? 'numeric' : 'decimal'}
        min={min / unit}
        max={max / unit}
        step={1 / unit}
        placeholder={option.default === undefined ? 'as source' : String(option.default / unit)}
        value={draft}
        aria-invalid={outside}
        aria-describedby={outside ? `${id}-outside` : undefined}
        onChange={({ target }) => change(target.value)}
        onBlur={leave}
      />
      {outside && (
        <small className="wrong" id={`${id}-outside`}>
          From {min / unit} to {max / unit}.
        </small>
      )}
    </>
  )
}
