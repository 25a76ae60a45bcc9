// Credits to buy beside the plan. Paying happens at the payment provider; the credits come when it says so.
import type { Plan } from '@keter/client'
import { useState } from 'react'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { Columns } from '../../ui/Columns.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { buyPack, moneyInWords } from './plan.ts'

export function Packs({ packs, mayBuy }: { packs: Plan['packs']; mayBuy: boolean }) {
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const buy = (pack: string) =>
    buyPack(pack).then(
      (payAt) => payAt && window.location.assign(payAt),
      (failed: unknown) => setProblem(problemIn(failed)),
    )
  return (
    <section className="card" aria-label="Packs of credits">
      <table className="grid">
        <Columns of={['Credits to buy', ['Price', 'num'], ['They last', 'num hide-s'], ['Buy', 'vh']]} />
        <tbody>
          {packs.map(({ id, name, price, expireAfterDays }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td className="num">{moneyInWords(price)}</td>
              <td className="num hide-s">{expireAfterDays === null ? 'until they are spent' : `${expireAfterDays} days`}</td>
              <td className="num">
                {mayBuy && (
                  <button className="btn btn-quiet" type="button" onClick={() => buy(id)}>
                    Buy <span className="vh">{name}</span>
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {problem && <ProblemNote problem={problem} />}
    </section>
  )
}
