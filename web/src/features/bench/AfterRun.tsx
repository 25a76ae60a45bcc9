// After this run: the balance from and to, and every limit with what is left of it.
import type { Estimate } from '@keter/core'
import { credits, shown, total } from '../../lib/amount.ts'
import { useState } from 'react'
import { limitsAbove } from './pricing.ts'
import { count } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Meter } from '../../ui/Meter.tsx'

export function AfterRun({ estimate, tight }: { estimate: Estimate; tight: boolean }) {
  const { balance, most } = estimate
  const [all, setAll] = useState(false)
  // The nearest limits first; the others are one click away.
  const limits = estimate.limits.toSorted((a, b) => takenOf(b) - takenOf(a))
  return (
    <section className="sec sec-last" aria-labelledby="after">
      <div className="sec-head">
        <h2 id="after">After this run</h2>
        <span className="faint">at most</span>
      </div>
      <dl className="after">
        <div>
          <dt>Available</dt>
          <dd>
            {shown(balance.available)} <span className="arrow">to</span> {credits(balance.after)}
          </dd>
        </div>
        <div>
          <dt>Held</dt>
          <dd>
            {shown(balance.held)} <span className="arrow">to</span> {credits(total([balance.held, most]))}
          </dd>
        </div>
        {limits.slice(0, all ? limits.length : nearest).map((limit) => (
          <LimitMeter key={limit.name} limit={limit} />
        ))}
      </dl>
      {limits.length > nearest && (
        <button className="link more-limits" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Nearest limits only' : count(limits.length - nearest, 'more limit')}
        </button>
      )}
      {limitsAbove(estimate, 'soft').map(({ name, label, maximum }) => (
        <p key={name} className="note note-warn note-tight">
          <Icon name="warn" />
          <span>
            {label}: above the {credits(maximum)} that it should stay under. It runs all the same.
          </span>
        </p>
      ))}
      {tight && (
        <p className="note note-warn note-tight">
          <Icon name="clock" />
          <span>Tight: enough for this run, not for another like it.</span>
        </p>
      )}
    </section>
  )
}

const nearest = 2

/** Share of a limit that would be taken, 0 to 1. */
const takenOf = ({ used, thisRun, maximum }: Estimate['limits'][number]): number => (Number(used) + Number(thisRun)) / Math.max(1, Number(maximum))

function LimitMeter({ limit }: { limit: Estimate['limits'][number] }) {
  const maximum = Number(limit.maximum)
  const part = (amount: string) => (maximum <= 0 ? 0 : Math.min(100, (Number(amount) / maximum) * 100))
  const reached = Number(limit.used) + Number(limit.thisRun)
  const words = `${rounded(reached)} of ${limit.maximum}`
  return (
    <div>
      <dt>{limit.label}</dt>
      <dd>
        {words} <span className="unit">{shortUnit(limit.unit)}</span>
        <Meter label={limit.label} text={`${words} ${limit.unit}`} used={part(limit.used)} run={part(limit.thisRun)} />
      </dd>
    </div>
  )
}

/** For people; never shown smaller than it is. */
const rounded = (value: number): string => String(Math.ceil(value * 100) / 100)
const shortUnit = (unit: string): string => ({ megapixels: 'MP', megabytes: 'MB' })[unit] ?? unit
