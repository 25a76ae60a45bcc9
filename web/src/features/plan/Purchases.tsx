// What was bought, newest first, with its invoice.
import { useInfiniteQuery } from '@tanstack/react-query'
import { isNothing, shown } from '../../lib/amount.ts'
import { problemIn } from '../../lib/problem.ts'
import { dateOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { moneyInWords, purchasesQuery, stateInWords } from './plan.ts'

export function Purchases() {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery(purchasesQuery)
  const purchases = data?.pages.flatMap(({ items }) => items) ?? []
  if (error) return <ProblemNote problem={problemIn(error)} />
  if (purchases.length === 0) return null
  return (
    <section className="card" aria-label="Purchases">
      <table className="grid">
        <Columns of={['Bought', ['Credits', 'num'], ['Price', 'num'], ['State', 'hide-s'], 'Invoice']} />
        <tbody>
          {purchases.map(({ id, createdAt, credits, money, state, takenBack, invoice, payAt, reference }) => (
            <tr key={id}>
              <th scope="row">
                {dateOf(createdAt)} {reference && <span className="soft">{reference}</span>}
              </th>
              <td className="num">{shown(credits)}</td>
              <td className="num">{moneyInWords(money)}</td>
              <td className="hide-s">
                {stateInWords[state]}
                {!isNothing(takenBack) && `, ${shown(takenBack)} taken back`}
              </td>
              <td>
                {invoice && (
                  <a href={`/api/v1/purchases/${id}/invoice`} download>
                    {invoice}
                  </a>
                )}
                {payAt && <a href={payAt}>Pay</a>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <button className="btn btn-quiet more" type="button" onClick={() => fetchNextPage()}>
          Earlier purchases
        </button>
      )}
    </section>
  )
}
