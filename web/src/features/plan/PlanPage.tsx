// Plan and credits: what was agreed to, when credits will run out, what a change would come to, packs to buy, and what was bought.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shown } from '../../lib/amount.ts'
import { type AnyProblem, problemIn } from '../../lib/problem.ts'
import { useTitle } from '../../lib/title.ts'
import { dateOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { ProblemNote } from '../../ui/ProblemNote.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { meQuery } from '../account/account.ts'
import { runOutInWords } from '../balance/balance-words.ts'
import { Advice } from './Advice.tsx'
import { ChangeForm } from './ChangeForm.tsx'
import { Packs } from './Packs.tsx'
import { Purchases } from './Purchases.tsx'
import { cancelChange, moneyInWords, planQuery, rollOverInWords } from './plan.ts'

export function PlanPage() {
  useTitle('Plan and credits')
  const { data: me } = useSuspenseQuery(meQuery)
  const { data: plan, error } = useQuery(planQuery)
  const [to, setTo] = useState<string | null>(null)
  const [problem, setProblem] = useState<AnyProblem | null>(null)
  const mayChange = me.may.includes('plan.change')
  const chosen = plan?.plans.find(({ id }) => id === to)
  return (
    <main className="page" id="main">
      <div className="page-head">
        <div>
          <h1>Plan and credits</h1>
          {plan && (
            <p>
              {me.workspace.name} has the {plan.name} plan. This period is from {dateOf(plan.period.from)} to {dateOf(plan.period.until)}.{' '}
              {runOutInWords(plan.runOut)}
            </p>
          )}
        </div>
      </div>
      {(error || problem) && <ProblemNote problem={problem ?? problemIn(error)} />}
      <div className="stack">
        {plan?.pending && (
          <section className="card card-body">
            <p>
              It changes to <b>{plan.plans.find(({ id }) => id === plan.pending!.to)?.name ?? plan.pending.to}</b> on {dateOf(plan.pending.takesEffect)}.{' '}
              {mayChange && (
                <button className="btn" type="button" onClick={() => cancelChange().catch((failed: unknown) => setProblem(problemIn(failed)))}>
                  Keep the {plan.name} plan
                </button>
              )}
            </p>
          </section>
        )}
        {plan && (
          <section className="card" aria-label="Plans">
            <table className="grid">
              <Columns of={['Plan', ['Price', 'num'], ['Grant', 'num'], ['Rolls over', 'num hide-s'], ['Off every edit', 'num hide-s'], ['Change', 'vh']]} />
              <tbody>
                {plan.plans.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">{one.name}</th>
                    <td className="num">
                      {moneyInWords(one.price)} <span className="soft">a {one.unit}</span>
                    </td>
                    <td className="num">
                      {shown(one.grant)} <span className="soft">a {one.unit}</span>
                    </td>
                    <td className="num hide-s">{rollOverInWords(one.rollOver)}</td>
                    <td className="num hide-s">{one.discountPercent} %</td>
                    <td className="num">
                      {one.id === plan.plan ? (
                        <span className="soft">yours</span>
                      ) : (
                        mayChange &&
                        !plan.pending && (
                          <button className="btn btn-quiet" type="button" onClick={() => setTo(one.id)}>
                            Change <span className="vh">to {one.name}</span>
                          </button>
                        )
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Advice names={new Map(plan.plans.map(({ id, name }) => [id, name]))} />
          </section>
        )}
        {plan && plan.packs.length > 0 && <Packs packs={plan.packs} mayBuy={me.may.includes('credit.buy')} />}
        <Purchases />
      </div>
      <Sheet title={`Change to ${chosen?.name ?? ''}`} isOpen={chosen !== undefined} onClose={() => setTo(null)}>
        {chosen && <ChangeForm plan={chosen.id} onDone={() => setTo(null)} />}
      </Sheet>
    </main>
  )
}
