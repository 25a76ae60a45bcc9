// Beneath the lines of a price: which book it is from, how long it stands, the link to share it, and what it costs elsewhere.
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { timeOf } from '../../lib/words.ts'
import { meQuery } from '../account/account.ts'
import { ShareSheet } from '../sharing/ShareSheet.tsx'
import { Elsewhere } from './Elsewhere.tsx'
import type { Priced } from './pricing.ts'

export function EstimateFoot({ priced: { estimate, request } }: { priced: Priced }) {
  const { project } = useParams({ strict: false })
  const { data: me } = useSuspenseQuery(meQuery)
  const [sharing, setSharing] = useState(false)
  return (
    <>
      <p className="fine">
        <Link to="/tool-credits" search={project === undefined ? {} : { project }} className="version">
          Price book {estimate.book.version}
        </Link>
        <span>valid until {timeOf(estimate.validUntil)}</span>
        {me.may.includes('estimate.share') && (
          <button className="link" type="button" onClick={() => setSharing(true)}>
            Share this price
          </button>
        )}
      </p>
      <Elsewhere request={request} />
      <ShareSheet request={request} isOpen={sharing} onClose={() => setSharing(false)} />
    </>
  )
}
