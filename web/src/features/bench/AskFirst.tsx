// A limit stands against the run that somebody can let it pass: which one, who decides, and why it should.
import type { Estimate } from '@keter/core'
import { shown } from '../../lib/amount.ts'
import { Icon } from '../../ui/Icon.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { limitsAbove } from './pricing.ts'

interface AskFirstProps {
  readonly estimate: Estimate
  readonly note: string
  readonly onNote: (note: string) => void
}

export function AskFirst({ estimate, note, onNote }: AskFirstProps) {
  return (
    <section className="sec" aria-labelledby="ask-first">
      <div className="sec-head">
        <h2 id="ask-first" className="st st-warn">
          <Icon name="warn" /> Above a limit that has to be asked for
        </h2>
      </div>
      <ul className="sec-words">
        {limitsAbove(estimate, 'ask').map(({ name, label, used, maximum, thisRun }) => (
          <li key={name}>
            {label}: {shown(used)} of {shown(maximum)} credits are used, this run may take {shown(thisRun)}.
          </li>
        ))}
      </ul>
      <p className="soft sec-words">An owner or admin decides. The price stays for up to 72 hours, and nothing is held until then.</p>
      <TextField label="Why it should run" name="note" rows={2} value={note} onChange={onNote} maxLength={2000} />
    </section>
  )
}
