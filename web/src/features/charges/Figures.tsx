// Four figures over the movements shown, and where the quoted credits went.
import type { Movement } from '@keter/client'
import { isAbove, minus, shown } from '../../lib/amount.ts'
import { count } from '../../lib/words.ts'
import { totalsOf } from './totals.ts'

export function Figures({ movements, complete }: { movements: readonly Movement[]; complete: boolean }) {
  const { quoted, quotes, charged, charges, refunded, refunds, final } = totalsOf(movements)
  const never = isAbove(quoted, charged) ? minus(quoted, charged) : '0'
  const parts = [
    { amount: final, words: 'final cost', className: 'part-final', swatch: 'swatch swatch-full' },
    { amount: refunded, words: 'refunded', className: 'part-refunded', swatch: 'swatch' },
    { amount: never, words: 'quoted, never charged', className: 'part-never', swatch: 'swatch swatch-out' },
  ].filter(({ amount }) => isAbove(amount, '0'))
  return (
    <section className="card" aria-label={complete ? 'Totals' : 'Totals of the movements shown'}>
      <dl className="figures">
        <div>
          <dt>Quoted at most</dt>
          <dd>
            {shown(quoted)} <small>{count(quotes, 'quote')}</small>
          </dd>
        </div>
        <div>
          <dt>Charged</dt>
          <dd>
            {shown(charged)} <small>{charges === 0 ? 'nothing yet' : 'never above its quote'}</small>
          </dd>
        </div>
        <div>
          <dt>Refunded</dt>
          <dd>
            {shown(refunded)} <small>{count(refunds, 'defective result')}</small>
          </dd>
        </div>
        <div>
          <dt>Final cost</dt>
          <dd>
            {shown(final)}{' '}
            <small>
              {shown(charged)} charged − {shown(refunded)} refunded
            </small>
          </dd>
        </div>
      </dl>
      {parts.length > 0 && (
        <div className="split">
          <div className="track" role="img" aria-label={`Of ${quoted} quoted at most: ${parts.map(({ amount, words }) => `${amount} ${words}`).join(', ')}`}>
            {parts.map(({ amount, className }) => (
              <i key={className} className={className} style={{ flex: Number(amount) }} />
            ))}
          </div>
          <ul>
            {parts.map(({ amount, words, swatch }) => (
              <li key={words}>
                <span className={swatch} aria-hidden="true" />
                {shown(amount)} {words}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
