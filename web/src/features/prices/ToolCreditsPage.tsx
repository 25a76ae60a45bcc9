// Tool credits: every tool with its rates under each plan, the rules beside them, and what changed from book to book.
import { tools } from '@keter/core'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { problemIn } from '../../lib/problem.ts'
import { useTitle } from '../../lib/title.ts'
import { dateOf } from '../../lib/words.ts'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { meQuery } from '../account/account.ts'
import { balanceQuery } from '../balance/balance.ts'
import { bookQuery } from '../bench/price-book.ts'
import { BookHistory } from './BookHistory.tsx'
import type { Picture } from './calculator.ts'
import { PlanAndPicture } from './PlanAndPicture.tsx'
import { ToolCard } from './ToolCard.tsx'
import { UpcomingBooks } from './UpcomingBooks.tsx'
import { useBookChange } from './use-book-change.ts'
import './prices.css'

export function ToolCreditsPage() {
  useTitle('Tool credits')
  const search = useSearch({ from: '/shell/tool-credits' })
  const navigate = useNavigate({ from: '/tool-credits' })
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: book, error } = useQuery(bookQuery)
  const { data: balance } = useQuery(balanceQuery)
  const [picture, setPicture] = useState<Picture>({ megapixels: 2, attempts: 1 })
  useBookChange(book?.digest)
  const plan = book && ([search.plan, balance?.plan].find((id) => id !== undefined && book.plans.has(id)) ?? [...book.plans.keys()][0])
  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Tool credits</h1>
          <p>
            {book ? (
              <>
                Every rate of price book <strong className="version">{book.book.version}</strong>, in force since {dateOf(book.book.effective)}.
              </>
            ) : (
              'Reading the price book.'
            )}
          </p>
        </div>
        {me.may.includes('price_book.publish') && (
          <div className="end">
            <Link className="btn" to="/tool-credits/publish" search={search.project === undefined ? {} : { project: search.project }}>
              Publish a price book
            </Link>
          </div>
        )}
      </div>
      {error && <ProblemNote problem={problemIn(error)} />}
      {book && plan !== undefined && (
        <div className="with-side">
          <div className="stack">
            <UpcomingBooks />
            <PlanAndPicture
              book={book}
              plan={plan}
              own={balance?.plan}
              picture={picture}
              onPlan={(id) => navigate({ search: (before) => ({ ...before, plan: id }), replace: true, resetScroll: false })}
              onPicture={setPicture}
            />
            {tools.map((tool) => (
              <ToolCard key={tool.id} tool={tool} book={book} plan={plan} picture={picture} />
            ))}
          </div>
          <BookHistory />
        </div>
      )}
    </main>
  )
}
