// A shared estimate behind its link: readable without an account where the workspace allows it, so it asks for nothing that needs one.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { problemIn } from '../../lib/problem.ts'
import { useTitle } from '../../lib/title.ts'
import { count, dateOf, timeOf } from '../../lib/words.ts'
import { Brand } from '../../ui/Icon.tsx'
import { PriceLines } from '../bench/EstimateLines.tsx'
import { editTitle } from '../runs/run-words.ts'
import { credits, shown } from '../../lib/amount.ts'
import { QuoteShared } from './QuoteShared.tsx'
import { type SharedEstimate, sharedQuery } from './shared.ts'
import { SharedFiles } from './SharedFiles.tsx'
import { PricesSince } from './PricesSince.tsx'
import { Unreadable } from './Unreadable.tsx'
import './sharing.css'

export function SharedEstimatePage() {
  const { estimate: id } = useParams({ from: '/e/$estimate' })
  const { data: shared, error } = useQuery(sharedQuery(id))
  useTitle(shared ? titleOf(shared) : 'Estimate')
  if (error)
    return (
      <Frame member={false}>
        <Unreadable problem={problemIn(error)} id={id} />
      </Frame>
    )
  if (!shared) return <Frame member={false} />
  const { estimate, createdAt, createdBy, reader, readableBy } = shared
  return (
    <Frame member={reader === 'member'}>
      <div className="page-head">
        <div>
          <h1>{titleOf(shared)}</h1>
          <p>
            {shared.title && `${editTitle(estimate)}, `}
            {count(estimate.sources.length, 'file')}. Priced on {dateOf(createdAt)}, {timeOf(createdAt)}
            {createdBy && ` by ${createdBy}`}.
          </p>
        </div>
      </div>
      <div className="with-side">
        <div className="stack">
          <PricesSince shared={shared} />
          <SharedFiles estimate={estimate} />
        </div>
        <div className="side">
          <section className="card" aria-labelledby="price">
            <div className="card-head">
              <h2 id="price">Price as it was shared</h2>
              <span className="faint">{estimate.iterations === 1 ? 'one try for each file' : `up to ${estimate.iterations} tries for each file`}</span>
            </div>
            <div className="card-body">
              <PriceLines estimate={estimate} />
              <dl className="figures-3">
                <div>
                  <dt>Low</dt>
                  <dd>{shown(estimate.low)}</dd>
                </div>
                <div>
                  <dt>Likely</dt>
                  <dd>{shown(estimate.likely)}</dd>
                </div>
                <div>
                  <dt>At most</dt>
                  <dd>{credits(estimate.most)}</dd>
                </div>
              </dl>
              <p className="fine">
                <span className="version">Price book {estimate.book.version}</span>
                <span>{dateOf(createdAt)}</span>
              </p>
            </div>
          </section>
          <section className="card card-body" aria-label="If it does not go as planned">
            <ul className="on-failure">
              {Object.values(estimate.onFailure).map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </section>
          {shared.mayQuote && shared.now.refusal === null && <QuoteShared shared={shared} />}
          {reader === 'member' && (
            <p className="soft readable">
              {readableBy === 'anyone' ? 'Whoever has this link can read it, without an account.' : 'Only members of the workspace can read it.'}{' '}
              <Link to="/shared-estimates">All shared links</Link>
            </p>
          )}
        </div>
      </div>
    </Frame>
  )
}

const titleOf = ({ title, estimate }: SharedEstimate): string => title ?? editTitle(estimate)

function Frame({ member, children }: { member: boolean; children?: ReactNode }) {
  return (
    <>
      <header className="top">
        {member ? (
          <Link className="brand" to="/projects" aria-label="Keter Studio, all projects">
            <Brand /> Keter Studio
          </Link>
        ) : (
          <span className="brand">
            <Brand /> Keter Studio
          </span>
        )}
        <span className="top-end faint">Shared estimate</span>
      </header>
      <main className="page shared" id="main">
        {children}
      </main>
    </>
  )
}
