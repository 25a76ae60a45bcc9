// Charges: every movement of the workspace's wallet, what it comes to, and whether the ledger checks out.
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTitle } from '../../lib/title.ts'
import { problemIn } from '../../lib/problem.ts'
import { count } from '../../lib/words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { meQuery } from '../account/account.ts'
import { chargesQuery, rowsOf } from './charges.ts'
import { exportAddress, statementAddress } from './export.ts'
import { Figures } from './Figures.tsx'
import { Filters } from './Filters.tsx'
import { LedgerCheck } from './LedgerCheck.tsx'
import { monthNamed, thisMonth } from './months.ts'
import { MovementTable } from './MovementTable.tsx'
import { SpendChart } from './SpendChart.tsx'
import './charges.css'

export function ChargesPage() {
  useTitle('Charges')
  const search = useSearch({ from: '/shell/projects/$project/charges' })
  const navigate = useNavigate({ from: '/projects/$project/charges' })
  const { data: me } = useSuspenseQuery(meQuery)
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(chargesQuery(search))
  const newestFirst = data?.pages.flatMap(({ items }) => items)
  const rows = newestFirst && rowsOf(newestFirst)
  const movements = rows?.map(({ movement }) => movement) ?? []
  const filtered = search.project !== undefined || search.tool !== undefined || search.kind !== undefined
  const month = monthNamed(search.month)
  const paper = month ?? thisMonth()
  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Charges</h1>
          <p>
            Every movement of the {me.workspace.name} wallet. <LedgerCheck />
          </p>
        </div>
        {rows && (
          <div className="end">
            <a className="btn" href={statementAddress(paper)} download>
              <Icon name="get" small /> Statement {paper.label} <span className="unit">PDF</span>
            </a>
            <span className="soft hide-s">All rows of this view:</span>
            {(['csv', 'json', 'focus'] as const).map((format) => (
              <a key={format} className="btn" href={exportAddress(search, format)} download>
                <Icon name="get" small /> {format === 'focus' ? 'FOCUS 1.3' : format.toUpperCase()}
              </a>
            ))}
          </div>
        )}
      </div>
      {error && <ProblemNote problem={problemIn(error)} />}
      {rows && (
        <>
          <div className="sums">
            <Figures movements={movements} complete={!hasNextPage && !filtered && month === null} />
            <SpendChart movements={movements} />
          </div>
          <section className="card ledger" aria-label="Movements">
            <Filters filter={search} onChange={(filter) => navigate({ search: filter })} words={`${count(movements.length, 'movement')}, oldest first`} />
            {hasNextPage && (
              <button className="btn btn-quiet more" type="button" aria-disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
                <Icon name="upv" small /> Older movements
              </button>
            )}
            {rows.length === 0 ? (
              <p className="empty">
                {filtered || month
                  ? 'No movement fits this filter.'
                  : 'Nothing has moved yet. The first charge appears here the moment an edit is delivered, with its receipt.'}
              </p>
            ) : (
              <MovementTable
                rows={rows}
                continuous={!filtered}
                complete={!hasNextPage && month === null}
                untilNow={paper.id === thisMonth().id}
                open={search.open}
                onOpen={(open) =>
                  navigate({ search: ({ open: _, ...others }) => (open === null ? others : { ...others, open }), replace: true, resetScroll: false })
                }
              />
            )}
          </section>
        </>
      )}
    </main>
  )
}
