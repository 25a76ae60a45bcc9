// Disputes, newest first; each opens to its evidence and its decision.
import type { Dispute } from '@keter/client'
import { Fragment } from 'react'
import { shown } from '../../lib/amount.ts'
import { dayOf, timeOf, personNamed } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Status } from '../../ui/Status.tsx'
import { becameOf, reasons } from './dispute-words.ts'
import { DisputeEvidence } from './DisputeEvidence.tsx'
import { disputed } from './disputes.ts'

interface DisputeTableProps {
  readonly disputes: readonly Dispute[]
  readonly open: string | undefined
  readonly onOpen: (id: string | null) => void
}

export function DisputeTable({ disputes, open, onOpen }: DisputeTableProps) {
  return (
    <table className="grid disputes">
      <caption className="vh">Disputes, newest first, in credits</caption>
      <Columns of={['Charge', ['Opened by', 'hide-s'], ['State', 'hide-s'], ['Credits', 'num'], ['Evidence', 'vh']]} />
      <tbody>
        {disputes.map((dispute) => (
          <Fragment key={dispute.id}>
            <DisputeRow dispute={dispute} isOpen={dispute.id === open} onOpen={() => onOpen(dispute.id === open ? null : dispute.id)} />
            {dispute.id === open && (
              <tr className="receipt">
                <td colSpan={5}>
                  <DisputeEvidence dispute={dispute} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

function DisputeRow({ dispute, isOpen, onOpen }: { dispute: Dispute; isOpen: boolean; onOpen: () => void }) {
  const { reason, note, openedBy, openedAt, evidence } = dispute
  const { words, tone, icon } = becameOf(dispute)
  const about = `${evidence.source.name}, attempt ${evidence.attempt}`
  const state = (
    <Status tone={tone} icon={icon}>
      {words}
    </Status>
  )
  return (
    <tr className={isOpen ? 'is-open' : undefined}>
      <th scope="row">
        <b>{about}</b>
        <small>{reasons[reason]}</small>
        {note && <q>{note}</q>}
        <span className="show-s">{state}</span>
      </th>
      <td className="hide-s">
        {personNamed(openedBy)}
        <small className="faint">
          {dayOf(openedAt)}, {timeOf(openedAt)}
        </small>
      </td>
      <td className="hide-s">{state}</td>
      <td className="num amount">{shown(disputed(dispute))}</td>
      <td className="num">
        <button className="row-open" type="button" aria-expanded={isOpen} aria-label={`Evidence of ${about}`} onClick={onOpen}>
          <Icon name={isOpen ? 'upv' : 'down'} small />
        </button>
      </td>
    </tr>
  )
}
