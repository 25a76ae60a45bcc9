// Pay less: what would make this run cheaper, each with what it saves off the most. One click applies it.
import type { Lever } from '@keter/core'
import { optionInWords } from '../runs/run-words.ts'
import type { Settings } from './settings.ts'

interface LeversProps {
  readonly levers: readonly Lever[]
  readonly settings: Settings
  readonly onApply: (change: Lever['change']) => void
  /** What the change does to the result, in a few words. */
  readonly why: (change: Lever['change']) => string | undefined
}

const shownAtOnce = 4

export function Levers({ levers, settings, onApply, why }: LeversProps) {
  if (levers.length === 0) return null
  return (
    <section className="sec" aria-labelledby="levers">
      <div className="sec-head sec-head-tight">
        <h2 id="levers">Pay less</h2>
        <span className="faint">saves, at most</span>
      </div>
      <ul className="levers">
        {levers.slice(0, shownAtOnce).map((lever) => (
          <li key={lever.label}>
            <button type="button" onClick={() => onApply(lever.change)}>
              <span>
                {leverInWords(lever, settings)} <span className="why">{why(lever.change)}</span>
              </span>{' '}
              <span className="save">
                <span className="vh">saves</span> <span aria-hidden="true">−</span>
                {lever.saving}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** An option is named as its control shows it: "2× instead of 4×", "With preview". */
export function leverInWords({ label, change }: Lever, { options }: Pick<Settings, 'options'>): string {
  const [changed] = 'options' in change ? Object.entries(change.options) : []
  const now = changed && options[changed[0]]
  if (changed && typeof changed[1] === 'boolean') return `${changed[1] ? 'With' : 'Without'} ${changed[0]}`
  return changed && now !== undefined ? `${optionInWords(changed[0], changed[1])} instead of ${optionInWords(changed[0], now)}` : label
}
