// The options of a tool: choices as priced segments, numbers as fields, and the number of attempts. Every control comes from the catalogue.
import { type Estimate, type EstimateRequest, type Option, type OptionValue, toolNamed } from '@keter/core'
import { range } from '../../lib/amount.ts'
import { type Segment, Segments } from '../../ui/Segments.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { optionInWords } from '../runs/run-words.ts'
import { NumberOption } from './NumberOption.tsx'
import { editWith, priceWith } from './pricing.ts'
import { optionsOf, type Settings, withOption } from './settings.ts'

interface OptionsFormProps {
  readonly settings: Settings
  readonly onChange: (settings: Settings) => void
  /** Prices beneath the choices; absent while there is nothing to price. */
  readonly priceOf?: ((change: { quality?: string; options?: Settings['options'] }) => string | null) | undefined
  readonly result?: string | undefined
  /** Absent where the number of attempts is settled: a quote is already accepted. */
  readonly iterations?: { readonly max: number } | undefined
}

export function OptionsForm({ settings, onChange, priceOf, result, iterations }: OptionsFormProps) {
  const tool = toolNamed(settings.tool)
  const qualities = tool.qualities.map(({ id, label }): Segment<string> => ({ value: id, label, ...noted(priceOf, { quality: id }) }))
  return (
    <>
      {optionsOf(settings).map(({ name, option, value }) => (
        <OptionControl
          key={name}
          name={name}
          option={option}
          value={value}
          settings={settings}
          onChange={onChange}
          priceOf={priceOf}
          aside={name === 'scale' ? result : undefined}
        />
      ))}
      {qualities.length > 0 && settings.quality !== null && (
        <Segments legend="Quality" segments={distinct(qualities)} value={settings.quality} onChange={(quality) => onChange({ ...settings, quality })} />
      )}
      {iterations && (
        <Stepper
          label="Iterations"
          hint="retry only if you reject"
          value={settings.iterations}
          min={1}
          max={iterations.max}
          onChange={(count) => onChange({ ...settings, iterations: count })}
        />
      )}
    </>
  )
}

interface OptionControlProps extends Pick<OptionsFormProps, 'settings' | 'onChange' | 'priceOf'> {
  readonly name: string
  readonly option: Option
  readonly value: OptionValue | undefined
  readonly aside: string | undefined
}

function OptionControl({ name, option, value, settings, onChange, priceOf, aside }: OptionControlProps) {
  const set = (next: OptionValue | undefined) => onChange(withOption(settings, name, next))
  if (option.kind === 'integer') return <NumberOption name={name} option={option} value={value} onChange={set} />
  if (option.kind === 'flag')
    return (
      <label className="field check-row">
        <input className="check" type="checkbox" checked={value === true} onChange={(event) => set(event.target.checked)} /> {option.label}
      </label>
    )
  const segments = option.values.map(
    (choice): Segment<string | number> => ({ value: choice, label: optionInWords(name, choice), ...noted(priceOf, { options: { [name]: choice } }) }),
  )
  return <Segments legend={option.label} aside={aside} segments={distinct(segments)} value={value as string | number} onChange={set} />
}

/** A price that is the same for every choice says nothing about the choice: it is left out. */
function distinct<Value>(segments: readonly Segment<Value>[]): readonly Segment<Value>[] {
  const notes = new Set(segments.map(({ note }) => note))
  return notes.size > 1 ? segments : segments.map(({ value, label, offered }) => ({ value, label, ...(offered !== undefined && { offered }) }))
}

function noted(priceOf: OptionsFormProps['priceOf'], change: { quality?: string; options?: Settings['options'] }): { note?: string; offered?: boolean } {
  if (!priceOf) return {}
  const price = priceOf(change)
  return price === null ? { note: 'not offered', offered: false } : { note: price }
}

/** Prices of the other choices for the run that lies on the bench. */
export function segmentPrices(request: EstimateRequest): NonNullable<OptionsFormProps['priceOf']> {
  return (change) => {
    const price: Pick<Estimate, 'low' | 'most'> | null = priceWith(request, { edit: editWith(request.edit, change) })
    return price && range(price.low, price.most)
  }
}
