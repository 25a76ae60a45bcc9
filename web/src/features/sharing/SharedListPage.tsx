// The estimates this workspace has shared: each with its link, and the way to withdraw it.
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { rangeOfCredits } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { useTitle } from '../../lib/title.ts'
import { count, dateOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Status } from '../../ui/Status.tsx'
import { TwiceButton } from '../../ui/TwiceButton.tsx'
import { meQuery } from '../account/account.ts'
import { toolTitle } from '../runs/run-words.ts'
import { revokeShared, sharedListQuery } from './shared.ts'
import { ShareSetting } from './ShareSetting.tsx'
import './sharing.css'

export function SharedListPage() {
  useTitle('Shared estimates')
  const { data: me } = useSuspenseQuery(meQuery)
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(sharedListQuery)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const shared = data?.pages.flatMap(({ items }) => items)
  const mayRevoke = me.may.includes('estimate.share')

  async function revoke(id: string) {
    setProblem(null)
    await revokeShared(id).catch((failed: unknown) => setProblem(problemIn(failed)))
  }

  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Shared estimates</h1>
          <p>Prices that were given out as a link. A link shows the price as it was; withdrawing it closes it for everyone.</p>
        </div>
      </div>
      {(error || problem) && <ProblemNote problem={problem ?? problemIn(error)} />}
      <div className="stack">
        <section className="card card-body" aria-label="Who can read them">
          <ShareSetting />
        </section>
        {shared?.length === 0 && (
          <section className="card card-body">
            <h2>Nothing shared yet</h2>
            <p className="soft">Put pictures on a bench; beside the price is a button that makes a link of it.</p>
          </section>
        )}
        {shared !== undefined && shared.length > 0 && (
          <section className="card" aria-label="Shared estimates">
            <table className="grid shared-list">
              <Columns of={['Estimate', ['Credits', 'num hide-s'], ['Price book', 'hide-s'], ['Shared', 'hide-s'], ['Withdraw', 'vh']]} />
              <tbody>
                {shared.map((each) => {
                  const name = each.title ?? `${toolTitle(each.tool)}, ${count(each.sources, 'file')}`
                  return (
                    <tr key={each.id}>
                      <th scope="row">
                        {each.revokedAt ? (
                          <span className="faint">{name}</span>
                        ) : (
                          <Link to="/e/$estimate" params={{ estimate: each.id }}>
                            {name}
                          </Link>
                        )}
                        {each.title && <small className="under"> {`${toolTitle(each.tool)}, ${count(each.sources, 'file')}`}</small>}
                      </th>
                      <td className="num hide-s">{rangeOfCredits(each.low, each.most)}</td>
                      <td className="soft hide-s version">{each.book.version}</td>
                      <td className="soft hide-s">
                        {dateOf(each.createdAt)}
                        {each.createdBy && ` by ${each.createdBy}`}
                      </td>
                      <td className="num">
                        {each.revokedAt ? (
                          <Status icon="no">Withdrawn</Status>
                        ) : (
                          mayRevoke && <TwiceButton label="Withdraw" sure="Withdraw for good" about={name} onSure={() => void revoke(each.id)} />
                        )}
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </section>
        )}
        {hasNextPage && (
          <button className="btn more" type="button" onClick={() => fetchNextPage()}>
            Older ones
          </button>
        )}
      </div>
    </main>
  )
}
