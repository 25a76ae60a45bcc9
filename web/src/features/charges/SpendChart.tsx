// Net credits per day, refunds hatched on top. The numbers stand over the bars; the picture says nothing they do not.
import type { Movement } from '@keter/client'
import { shown } from '../../lib/amount.ts'
import { dayOf } from '../../lib/words.ts'
import { spendPerDay } from './totals.ts'

const shownDays = 7
const floor = 92
const tallest = 70
const step = 54

export function SpendChart({ movements }: { movements: readonly Movement[] }) {
  const days = spendPerDay(movements, dayOf).slice(-shownDays)
  const largest = Math.max(1, ...days.map(({ net, refunded }) => Number(net) + Number(refunded)))
  const words = days.length === 0 ? 'nothing spent yet' : days.map(({ day, net }) => `${day} ${net}`).join(', ')
  return (
    <section className="card chart" aria-label="Spend per day">
      <div className="chart-head">
        <h2>Net credits per day</h2>
        <span className="faint">
          <span className="swatch" aria-hidden="true" /> refunded
        </span>
      </div>
      <svg viewBox="0 -8 384 120" role="img" aria-label={`Net credits per day: ${words}`}>
        <defs>
          <pattern id="refund-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <path d="M0 0V4" className="hatch-line" />
          </pattern>
        </defs>
        <path className="base" d="M4 92.5H376" />
        {days.length === 0 && (
          <text x="190" y="56" textAnchor="middle">
            Nothing spent yet
          </text>
        )}
        {days.map(({ day, net, refunded }, index) => {
          const x = 10 + index * step
          const paid = (Number(net) / largest) * tallest
          const back = (Number(refunded) / largest) * tallest
          return (
            <g key={day}>
              <rect className="bar" x={x} y={floor - paid} width={30} height={paid} />
              {back > 0 && <rect className="ref" x={x + 0.5} y={floor - paid - back} width={29} height={back} />}
              <text className="v" x={x + 15} y={floor - paid - back - 6} textAnchor="middle">
                {shown(net)}
              </text>
              <text x={x + 15} y={107} textAnchor="middle">
                {day.replace(/ \w+$/, '')}
              </text>
            </g>
          )
        })}
      </svg>
    </section>
  )
}
