// Short: the balance does not reach. Not an error but a choice: what is missing, and the ways on, the first of them chosen.
import type { Lever } from '@keter/core'
import { useId, useState } from 'react'
import { isAbove, minus, range, share, shown, unitOf } from '../../lib/amount.ts'
import { Icon } from '../../ui/Icon.tsx'
import { leverInWords } from './Levers.tsx'
import { cheaper, type Priced, priceWith, whatFits } from './pricing.ts'

interface WayOn {
  readonly label: string
  readonly words: string
  readonly price: string
  readonly take: () => void
}

interface ShortBalanceProps {
  readonly priced: Priced
  readonly onLever: (change: Lever['change']) => void
  /** Positions of the sources to run. */
  readonly onOnly: (positions: readonly number[]) => void
}

export function ShortBalance({ priced, onLever, onOnly }: ShortBalanceProps) {
  const { estimate } = priced
  const { available, held, after } = estimate.balance
  const missing = minus('0', after)
  const ways = waysOn(priced, onLever, onOnly)
  const [chosen, setChosen] = useState(0)
  const name = useId()
  const way = ways[Math.min(chosen, ways.length - 1)]
  return (
    <section className="sec short" aria-labelledby="short">
      <div className="sec-head">
        <h2 id="short" className="st st-warn">
          <Icon name="warn" /> {shown(missing)} {unitOf(missing)} short
        </h2>
        {held !== '0' && <span className="faint">{shown(held)} more are held</span>}
      </div>
      <p className="big">
        {shown(estimate.most)} <small>needed, you have</small> {shown(available)}
      </p>
      <div className="cover" aria-hidden="true">
        <i className="have" style={{ width: `${share(available, estimate.most)}%` }} />
        <i className="lack" />
        <span>{shown(available)} available</span>
        <span className="r">{shown(missing)} missing</span>
      </div>
      {ways.length > 0 ? (
        <>
          <fieldset className="choice">
            <legend className="vh">Ways on</legend>
            {ways.map(({ label, words, price }, index) => (
              <label key={label}>
                <input type="radio" name={name} checked={ways[index] === way} onChange={() => setChosen(index)} />
                <b>{label}</b>
                <b>{price}</b>
                <small>{words}</small>
              </label>
            ))}
          </fieldset>
          <button className="btn short-take" type="button" onClick={() => way?.take()}>
            Choose this
          </button>
        </>
      ) : (
        <p className="soft">No cheaper setting reaches either. Credits come with the next period of the plan; the owner of the workspace can add some.</p>
      )}
    </section>
  )
}

function waysOn(priced: Priced, onLever: ShortBalanceProps['onLever'], onOnly: ShortBalanceProps['onOnly']): WayOn[] {
  const { estimate, request } = priced
  const reached = cheaper(request).filter(({ most }) => !isAbove(most, estimate.balance.available))
  const settings = reached.map((lever) => ({
    label: leverInWords(lever, request.edit),
    words: `Saves ${shown(lever.saving)}, leaves ${shown(minus(estimate.balance.available, lever.most))}.`,
    price: range(lever.low, lever.most),
    take: () => onLever(lever.change),
  }))
  return [...runWhatFits(priced, onOnly), ...settings.slice(0, 3)]
}

function runWhatFits(priced: Priced, onOnly: ShortBalanceProps['onOnly']): WayOn[] {
  const { estimate, request } = priced
  const fits = whatFits(priced)
  if (fits.length === 0 || fits.length === request.sources.length) return []
  const price = priceWith(request, { sources: fits.map((position) => request.sources[position]!) })
  if (!price) return []
  const waits = request.sources.length - fits.length
  return [
    {
      label: `Run what fits: ${fits.length} of ${request.sources.length} files`,
      words: `${waits === 1 ? 'One file waits' : `${waits} files wait`}. Leaves ${shown(minus(estimate.balance.available, price.most))}.`,
      price: range(price.low, price.most),
      take: () => onOnly(fits),
    },
  ]
}
