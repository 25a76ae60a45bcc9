// The options of a tool, its qualities with their prices, and the number of attempts. Every control comes from the catalogue.
import { type Estimate, type EstimateRequest, toolNamed } from '@keter/core'
import { range } from '../../lib/amount.ts'
import { type Segment, Segments } from '../../ui/Segments.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import type { EditedSource } from './options/edited-source.ts'
import { distinct, OptionControl } from './options/OptionControl.tsx'
import { editWith, priceWith } from './pricing.ts'
import { optionsOf, type Settings } from './settings.ts'

interface OptionsFormProps {
  readonly settings: Settings
  readonly onChange: (settings: Settings) => void
  /** Prices beneath the choices; absent while there is nothing to price. */
  readonly priceOf?: ((change: { quality?: string; options?: Settings['options'] }) => string | null) | undefined
  readonly result?: string | undefined
  readonly source?: EditedSource | undefined
  /** Absent where the number of attempts is settled: a quote is already accepted. */
  readonly iterations?: { readonly max: number } | undefined
}

export function OptionsForm({ settings, onChange, priceOf, result, source, iterations }: OptionsFormProps) {
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
          source={source}
          noted={(change) => noted(priceOf, change)}
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
