// What the automatic checks of a result found: one line, and on demand every rule with what it saw.
import type { Iteration } from '@keter/client'
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Icon, type IconName } from '../../ui/Icon.tsx'
import type { Tone } from '../../ui/Status.tsx'
import { Rules } from './Rules.tsx'

type Inspection = NonNullable<Iteration['inspection']>

export function Findings({ inspection }: { inspection: Inspection }) {
  const { findings } = inspection
  const passed = findings.filter(({ ok }) => ok).length
  const { tone, icon } = lookOf(inspection)
  return (
    <DialogTrigger>
      <Button className={`st st-${tone} findings`}>
        <Icon name={icon} />
        {passed} of {findings.length} output checks passed
        <Icon name="down" small />
      </Button>
      <Popover className="popover popover-wide" placement="top start">
        <Dialog className="popover-in" aria-label="Output checks">
          <h2>Output checks</h2>
          <Rules findings={findings} />
          <p className="fine">
            <span>A result with a defect is refunded by itself.</span>
          </p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function lookOf({ ok, findings }: Inspection): { tone: Tone; icon: IconName } {
  if (!ok) return { tone: 'bad', icon: 'warn' }
  return findings.every((finding) => finding.ok) ? { tone: 'ok', icon: 'ok' } : { tone: 'warn', icon: 'warn' }
}
