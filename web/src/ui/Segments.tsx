// Segments: a few choices as one control, each with its price beneath. Radios inside, so arrow keys and screen readers work by themselves.
import { type ReactNode, useId } from 'react'

export interface Segment<Value> {
  readonly value: Value
  readonly label: string
  /** Beneath the label: a price, or why it is not offered. */
  readonly note?: string | undefined
  readonly offered?: boolean
}

interface SegmentsProps<Value> {
  readonly legend: string
  readonly aside?: ReactNode
  readonly segments: readonly Segment<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

export function Segments<Value extends string | number | boolean>({ legend, aside, segments, value, onChange }: SegmentsProps<Value>) {
  const name = useId()
  return (
    <fieldset className="field">
      <legend>
        <span>{legend}</span>
        {aside !== undefined && <span className="faint">{aside}</span>}
      </legend>
      <div className="seg">
        {segments.map((segment) => (
          <label key={String(segment.value)} className={segment.offered === false ? 'seg-off' : undefined}>
            <input type="radio" name={name} checked={segment.value === value} disabled={segment.offered === false} onChange={() => onChange(segment.value)} />
            <b>{segment.label}</b>
            {segment.note !== undefined && <small>{segment.note}</small>}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
