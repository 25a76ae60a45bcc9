// "What it costs elsewhere": our own price first, then other vendors by their published lists, with date and source. Asked for only when opened.
import type { EstimateRequest } from '@keter/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { credits, isNothing } from '../../lib/amount.ts'
import { problemIn } from '../../lib/problem.ts'
import { count } from '../../lib/words.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import {
  dependsInWords,
  dollarsInWords,
  type Elsewhere as Answer,
  elsewhereQuery,
  linkOf,
  type Offer,
  offerName,
  priceInUnit,
  publishedInWords,
} from './elsewhere.ts'
import { requestKey } from './estimate-body.ts'
import { useSettled } from './use-settled.ts'

export function Elsewhere({ request }: { request: EstimateRequest }) {
  return (
    <Disclosure title="Elsewhere" aside="published prices" level={3}>
      <Offers request={request} />
    </Disclosure>
  )
}

function Offers({ request }: { request: EstimateRequest }) {
  const settled = useSettled(request, 250)
  // The same question a minute later is the same question.
  const asked = requestKey(settled) === requestKey(request)
  const { data, error, isFetching, refetch } = useQuery(elsewhereQuery(settled))
  if (error)
    return (
      <ProblemNote problem={problemIn(error)}>
        <button className="btn" type="button" onClick={() => void refetch()}>
          Ask again
        </button>
      </ProblemNote>
    )
  if (!data || !asked)
    return (
      <p className="soft" role="status">
        {isFetching || !asked ? 'Reading the price lists of other vendors.' : ''}
      </p>
    )
  return <Answered answer={data} />
}

const shownAtOnce = 5

function Answered({ answer: { ours, items, unpriced, lists } }: { answer: Answer }) {
  const [all, setAll] = useState(false)
  const ourDollars = dollarsInWords(ours.usd)
  return (
    <>
      <p className="soft elsewhere-words">
        One attempt on every file, by the vendors’ own published lists, each on the date beside it. Results are not alike; list prices may have changed since.
      </p>
      <ul className="offers">
        <li className="ours">
          <span>This studio</span>
          <b>{isNothing(ours.amount) ? 'free' : (ourDollars ?? credits(ours.amount))}</b>
          <small>
            {ourDollars ? `${credits(ours.amount)}, by the price book in force` : 'by the price book in force, which gives a credit no value in dollars'}
          </small>
        </li>
        {items.slice(0, all ? items.length : shownAtOnce).map((offer) => (
          <OfferRow key={`${offer.vendor} ${offer.tool} ${offer.book.version} ${offer.low}`} offer={offer} />
        ))}
      </ul>
      {items.length > shownAtOnce && (
        <button className="link more-limits" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `The first ${shownAtOnce} only` : `${count(items.length - shownAtOnce, 'more price')}`}
        </button>
      )}
      {items.length === 0 && <p className="soft">None of the {count(lists, 'price list')} has a price for this kind of job.</p>}
      {unpriced.length > 0 && (
        <details className="unpriced">
          <summary>{count(unpriced.length, 'comparable tool')} without a price for it</summary>
          <ul>
            {unpriced.map(({ vendor, tool, title, reason, book }) => (
              <li key={`${vendor} ${tool} ${book.version}`}>
                {offerName({ vendor, title })}: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function OfferRow({ offer }: { offer: Offer }) {
  const { vendor, asOf, url, note, usd, exact, dependsOn, low, high } = offer
  const inUnit = priceInUnit(offer)
  const dollars = dollarsInWords(usd)
  const source = linkOf(url)
  const published = `as published ${asOf.split('-').length === 3 ? 'on' : 'in'} ${publishedInWords(asOf)}`
  return (
    <li>
      <span>{offerName(offer)}</span>
      <b>{dollars ?? inUnit}</b>
      <small>
        {dollars && inUnit && `${inUnit}, `}
        {source ? (
          <a href={source} target="_blank" rel="noreferrer">
            {published}
            <span className="vh"> by {vendor}, opens their page</span>
          </a>
        ) : (
          published
        )}
        {low !== high && !exact && '. Between these bounds'}
        {dependsOn.length > 0 && `. Depends on ${dependsInWords(dependsOn)}`}
        {note && `. ${note}`}
      </small>
    </li>
  )
}
