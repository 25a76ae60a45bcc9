// "What can I get": for so many credits, or to reach a size. Closed until it is asked for; each answer is applied by a click.
import type { EstimateRequest } from '@keter/core'
import { type ReactNode, useDeferredValue, useId, useMemo, useState } from 'react'
import { isAbove, minus, shown } from '../../lib/amount.ts'
import { pixelsInWords } from '../../lib/words.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { creditsIn, namedSizes, pixelsIn, type Wanted, type Way, waysFor, withSetting } from './find-setting.ts'
import type { Settings } from './settings.ts'

interface FindSettingProps {
  readonly request: EstimateRequest
  /** The balance, in credits. */
  readonly available: string
  readonly settings: Settings
  readonly onSettings: (settings: Settings) => void
}

export function FindSetting(props: FindSettingProps) {
  return (
    <section className="sec" aria-label="Find a setting">
      <Disclosure title="What can I get?" aside="by credits or by size">
        <Finder {...props} />
      </Disclosure>
    </section>
  )
}

function Finder({ request, available, settings, onSettings }: FindSettingProps) {
  const [by, setBy] = useState<Wanted['by']>('credits')
  const [credits, setCredits] = useState<string | null>(null)
  const [pixels, setPixels] = useState<string>(String(namedSizes[1].pixels))
  // Until something is typed, the amount is the balance and follows it.
  const creditsText = credits ?? available
  const wanted = useMemo(() => wantedFrom(by, creditsText, pixels), [by, creditsText, pixels])
  // Many files take a moment; typing must not wait for them.
  const inputs = useDeferredValue(useMemo(() => ({ request, wanted }), [request, wanted]))
  const found = useMemo(() => inputs.wanted && waysFor(inputs.request, inputs.wanted), [inputs])
  const apply = (way: Way) => onSettings(withSetting(settings, way.setting))
  return (
    <>
      <Segments
        legend="Within"
        segments={[
          { value: 'credits', label: 'An amount' },
          { value: 'size', label: 'A size' },
        ]}
        value={by}
        onChange={(next) => setBy(next as Wanted['by'])}
      />
      {by === 'credits' ? (
        <Field label="For how many credits" text={creditsText} wrong={wanted === null && 'An amount of credits, such as 12.5'} onChange={setCredits} />
      ) : (
        <>
          <Field label="Longer edge, pixels at least" text={pixels} wrong={wanted === null && 'A whole number of pixels'} onChange={setPixels} />
          <div className="sizes">
            {namedSizes.map((size) => (
              <button
                key={size.name}
                className="btn"
                type="button"
                aria-pressed={pixels === String(size.pixels)}
                aria-label={`Reach ${size.name}, ${size.pixels} pixels`}
                onClick={() => setPixels(String(size.pixels))}
              >
                {size.name}
              </button>
            ))}
          </div>
        </>
      )}
      {found && (
        <>
          <p className="vh" role="status">
            {found.ways.length === 0 ? 'No setting fits.' : `${found.ways.length} settings fit.`}
          </p>
          {found.ways.length > 0 ? (
            <WayList ways={found.ways} onApply={apply} />
          ) : (
            <>
              <p className="soft sec-words">
                {by === 'credits' ? 'No setting costs so little.' : 'No setting reaches that.'}
                {found.nearest && ' The nearest:'}
              </p>
              {found.nearest && <WayList ways={[found.nearest]} onApply={apply} />}
            </>
          )}
        </>
      )}
    </>
  )
}

function wantedFrom(by: Wanted['by'], creditsText: string, pixelsText: string): Wanted | null {
  if (by === 'credits') {
    const credits = creditsIn(creditsText)
    return credits === null ? null : { by, credits }
  }
  const longEdge = pixelsIn(pixelsText)
  return longEdge === null ? null : { by, longEdge }
}

interface FieldProps {
  readonly label: string
  readonly text: string
  readonly wrong: string | false
  readonly onChange: (text: string) => void
}

function Field({ label, text, wrong, onChange }: FieldProps) {
  const id = useId()
  return (
    <div className="field number-row">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="text-input"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={wrong !== false}
        aria-describedby={wrong === false ? undefined : `${id}-wrong`}
        onChange={(event) => onChange(event.target.value)}
      />
      {wrong !== false && (
        <small className="wrong" id={`${id}-wrong`}>
          {wrong}.
        </small>
      )}
    </div>
  )
}

function WayList({ ways, onApply }: { ways: readonly Way[]; onApply: (way: Way) => void }) {
  return (
    <ul className="levers ways">
      {ways.map((way) => (
        <li key={way.label}>
          <button type="button" aria-current={way.asked ? 'true' : undefined} onClick={() => onApply(way)}>
            <span>
              {way.label} <span className="why">{pixelsInWords(way.longEdge)}</span>
            </span>{' '}
            <span className="way-price">
              {way.price} <small>{savingInWords(way)}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}

function savingInWords({ saving, asked }: Way): ReactNode {
  if (asked) return 'as set now'
  if (isAbove(saving, '0')) return <>saves {shown(saving)}</>
  return isAbove('0', saving) ? <>{shown(minus('0', saving))} more</> : 'same price'
}
