// Quoted, held, charged, returned: one scale, so that it can be seen where every credit of a quote went.
import { isNothing, range, share, shown, total } from '../../lib/amount.ts'

interface FlowProps {
  readonly quoted: { readonly low: string; readonly most: string }
  /** Held at the start; where some is held still, that too. */
  readonly held: string
  readonly stillHeld?: string
  readonly charged: string
  readonly refunded: string
  readonly returned: string
}

export function Flow({ quoted, held, stillHeld, charged, refunded, returned }: FlowProps) {
  const whole = quoted.most
  const of = (amount: string) => share(amount, whole)
  return (
    <dl className="flow">
      <dt>Quoted</dt>
      <dd className="track" aria-hidden="true">
        <i className="flow-low" style={{ width: `${of(quoted.low)}%` }} />
        {quoted.low !== quoted.most && <i className="flow-open" style={{ left: `${of(quoted.low)}%`, width: `${100 - of(quoted.low)}%` }} />}
      </dd>
      <dd className="v">{range(quoted.low, quoted.most)}</dd>
      <dt>Held</dt>
      <dd className="track" aria-hidden="true">
        <i className="flow-held" style={{ width: `${of(held)}%` }} />
      </dd>
      <dd className="v">{shown(held)}</dd>
      <dt>Charged</dt>
      <dd className="track" aria-hidden="true">
        <i className="flow-charged" style={{ width: `${of(charged)}%` }} />
      </dd>
      <dd className="v">{shown(charged)}</dd>
      {!isNothing(refunded) && (
        <>
          <dt>Refunded</dt>
          <dd className="track" aria-hidden="true">
            <i className="flow-held" style={{ width: `${of(refunded)}%` }} />
          </dd>
          <dd className="v">{shown(`+${refunded}`)}</dd>
        </>
      )}
      <dt>Returned</dt>
      <dd className="track" aria-hidden="true">
        {!isNothing(returned) && <i className="flow-back" style={{ left: `${of(charged)}%`, width: `${of(returned)}%` }} />}
      </dd>
      <dd className="v">{shown(returned)}</dd>
      {stillHeld !== undefined && !isNothing(stillHeld) && (
        <>
          <dt>Still held</dt>
          <dd className="track" aria-hidden="true">
            <i className="flow-held" style={{ left: `${of(total([charged, returned]))}%`, width: `${of(stillHeld)}%` }} />
          </dd>
          <dd className="v">{shown(stillHeld)}</dd>
        </>
      )}
    </dl>
  )
}
