// A slider: a number moved along a line. The line is filled from zero where zero is on it, else from its beginning.
import type { CSSProperties } from 'react'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly onChange: (value: number) => void
  /** The value with its unit, for those who hear it. */
  readonly inWords?: string
}

export function Slider({ label, value, min, max, step = 1, onChange, inWords }: SliderProps) {
  const share = (place: number): string => `${max > min ? ((place - min) / (max - min)) * 100 : 0}%`
  return (
    <input
      className="slider"
      type="range"
      min={min}
      max={max}
      step={step}
      value={value}
      style={{ '--from': share(Math.max(min, Math.min(0, max))), '--to': share(value) } as CSSProperties}
      aria-label={label}
      aria-valuetext={inWords}
      onChange={({ target }) => onChange(target.valueAsNumber)}
    />
  )
}
