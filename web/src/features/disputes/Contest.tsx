// On a receipt: disputes the charge, and leads to the dispute that there is.
import type { Receipt } from '@keter/client'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Sheet } from '../../ui/Sheet.tsx'
import { meQuery } from '../account/account.ts'
import { DisputeForm } from './DisputeForm.tsx'
import { mayBeDisputed } from './disputes.ts'

interface ContestProps {
  readonly receipt: Receipt
  readonly iteration: Receipt['iterations'][number]
  /** When it was charged. */
  readonly at: string
}

export function Contest({ receipt, iteration, at }: ContestProps) {
  const { data: me } = useSuspenseQuery(meQuery)
  const [asking, setAsking] = useState(false)
  const { id, dispute, charge, refunded } = iteration
  return (
    <>
      {dispute && (
        <Link className="btn" to="/disputes" search={{ project: receipt.project, open: dispute.id }}>
          Dispute: {dispute.state}
        </Link>
      )}
      {dispute?.state !== 'open' && me.may.includes('verdict') && mayBeDisputed({ at, charge, refunded }) && (
        <button className="btn" type="button" onClick={() => setAsking(true)}>
          {dispute ? 'Dispute again' : 'Dispute'}
        </button>
      )}
      <Sheet title="Dispute this charge" isOpen={asking} onClose={() => setAsking(false)}>
        <DisputeForm iteration={id} project={receipt.project} onDone={() => setAsking(false)} />
      </Sheet>
    </>
  )
}
