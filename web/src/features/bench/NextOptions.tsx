// The options of the next run, each choice with its price for the files that lie on the bench.
import { toolNamed } from '@keter/core'
import { count, extent, formatName } from '../../lib/words.ts'
import { OptionsForm, segmentPrices } from './OptionsForm.tsx'
import type { EditedSource } from './options/edited-source.ts'
import { isPriced, type Price } from './pricing.ts'
import type { Settings } from './settings.ts'

interface NextOptionsProps {
  readonly settings: Settings
  readonly onSettings: (settings: Settings) => void
  readonly price: Price
  readonly maxIterations: number
  readonly source: EditedSource | undefined
}

export function NextOptions({ settings, onSettings, price, maxIterations, source }: NextOptionsProps) {
  const tool = toolNamed(settings.tool)
  const priced = isPriced(price) ? price : null
  const [only, ...others] = priced?.estimate.sources ?? []
  const alone = only && others.length === 0 ? only : null
  return (
    <section className="sec" aria-labelledby="options">
      <div className="sec-head">
        <h2 id="options">{tool.title}</h2>
        <span className="faint">
          {alone ? `1 file, ${extent(alone.measurement)}` : priced ? count(priced.estimate.sources.length, 'file') : tool.qualities.length === 0 ? 'free' : ''}
        </span>
      </div>
      {!priced && <p className="soft tool-words">{tool.summary}</p>}
      <OptionsForm
        settings={settings}
        onChange={onSettings}
        priceOf={priced ? segmentPrices(priced.request) : undefined}
        result={alone ? `result ${extent(alone.result)} ${formatName(alone.result.format)}` : undefined}
        source={source}
        iterations={tool.qualities.length > 0 ? { max: maxIterations } : undefined}
      />
    </section>
  )
}
