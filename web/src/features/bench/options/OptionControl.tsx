// The control of an option, by its kind in the catalogue. One that another choice leaves without effect is off, and says why.
import type { Option, OptionValue } from '@keter/core'
import { useId } from 'react'
import { type Segment, Segments } from '../../../ui/Segments.tsx'
import { optionInWords } from '../../runs/run-words.ts'
import { type Settings, withOption } from '../settings.ts'
import { ColourOption } from './ColourOption.tsx'
import { isColour, isRectangles, unusedBecause } from './kinds.ts'
import { NumberOption } from './NumberOption.tsx'
import type { EditedSource } from './edited-source.ts'
import { PictureOption } from './PictureOption.tsx'
import { RectanglesOption } from './RectanglesOption.tsx'
import { TextOption } from './TextOption.tsx'
import './options.css'

interface OptionControlProps {
  readonly name: string
  readonly option: Option
  readonly value: OptionValue | undefined
  readonly settings: Settings
  readonly source: EditedSource | undefined
  readonly onChange: (settings: Settings) => void
  /** The note beneath a choice: its price. */
  readonly noted: (change: { options: Settings['options'] }) => { note?: string; offered?: boolean }
  readonly aside: string | undefined
}

export function OptionControl(props: OptionControlProps) {
  const unused = unusedBecause(props.settings, props.name)
  if (!unused) return <KindOfControl {...props} />
  return (
    <fieldset className="field unused" disabled title={`Has an effect where ${unused.choice} is "${unused.value}".`}>
      <KindOfControl {...props} />
    </fieldset>
  )
}

function KindOfControl({ name, option, value, settings, source, onChange, noted, aside }: OptionControlProps) {
  const set = (next: OptionValue | undefined) => onChange(withOption(settings, name, next))
  switch (option.kind) {
    case 'integer':
      return <NumberOption name={name} option={option} value={value} onChange={set} />
    case 'flag':
      return <FlagOption option={option} value={value === true} onChange={set} />
    case 'text':
      if (isColour(option)) return <ColourOption name={name} option={option} value={value} onChange={set} />
      if (isRectangles(option)) return <RectanglesOption option={option} value={value} source={source} onChange={set} />
      return <TextOption name={name} option={option} value={value} onChange={set} />
    case 'picture':
      return <PictureOption name={name} option={option} value={value} source={source} onChange={set} />
    case 'choice': {
      const segments = option.values.map(
        (choice): Segment<string | number> => ({ value: choice, label: optionInWords(name, choice), ...noted({ options: { [name]: choice } }) }),
      )
      return <Segments legend={option.label} aside={aside} segments={distinct(segments)} value={value as string | number} onChange={set} />
    }
  }
}

function FlagOption({ option, value, onChange }: { option: Option; value: boolean; onChange: (value: boolean) => void }) {
  const id = useId()
  return (
    <div className="field flag-row">
      <input className="check" id={id} type="checkbox" checked={value} aria-describedby={`${id}-help`} onChange={(event) => onChange(event.target.checked)} />
      <label htmlFor={id}>{option.label}</label>
      <small id={`${id}-help`}>{option.help}</small>
    </div>
  )
}

/** A price that is the same for every choice says nothing about the choice: it is left out. */
export function distinct<Value>(segments: readonly Segment<Value>[]): readonly Segment<Value>[] {
  const notes = new Set(segments.map(({ note }) => note))
  return notes.size > 1 ? segments : segments.map(({ value, label, offered }) => ({ value, label, ...(offered !== undefined && { offered }) }))
}
