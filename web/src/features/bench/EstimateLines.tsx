// How the price is made: quantity times rate, discount, rounding, "You pay" and "at most". A reader can add it up.
import type { Estimate } from '@keter/core'
import { column, credits, shown, signed } from '../../lib/amount.ts'
import { type StatementLine, statementOf } from './statement.ts'

interface EstimateLinesProps {
  readonly estimate: Estimate
  /** The chance of keeping a try that "likely" was made with, as a decimal: "0.7". */
  readonly keepChance: string
}

export function EstimateLines({ estimate, keepChance }: EstimateLinesProps) {
  return (
    <>
      <PriceLines estimate={estimate} />
      {estimate.iterations > 1 && estimate.low !== estimate.most && (
        <p className="likely">
          Likely <strong>{shown(estimate.likely)}</strong>: the price book expects {Math.round(Number(keepChance) * 100)} of 100 tries to be kept.
        </p>
      )}
      <p className="vh" aria-live="polite">
        {`Price: ${estimate.low === estimate.most ? credits(estimate.most) : `${credits(estimate.low)}, at most ${credits(estimate.most)}`}`}
      </p>
    </>
  )
}

/** The lines of any estimate, the sum beneath them. */
export function PriceLines({ estimate }: { estimate: Pick<Estimate, 'sources' | 'iterations' | 'low' | 'most'> }) {
  const { priced, subtotal, adjusted, columns } = statementOf(estimate)
  const amounts = [...priced, ...adjusted].flatMap(({ first, all }) => [first ?? '0', all ?? '0'])
  const aligned = column([...amounts, ...(subtotal ? [subtotal.first, subtotal.all] : [])])
  const row = (line: StatementLine, sign: boolean) => (
    <tr key={`${line.label} ${line.calc}`}>
      <th scope="row">
        {line.label} {line.calc !== null && <span className="calc">{line.calc}</span>}
      </th>
      <td>
        <Cell amount={line.first} sign={sign} aligned={aligned} />
      </td>
      {columns === 2 && (
        <td>
          <Cell amount={line.all} sign={sign} aligned={aligned} />
        </td>
      )}
    </tr>
  )
  return (
    <table className="lines">
      <caption className="vh">How the price is made, in credits</caption>
      {columns === 2 && (
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">Line</span>
            </th>
            <th scope="col">first try kept</th>
            <th scope="col">{estimate.iterations === 2 ? 'with the retry' : `all ${estimate.iterations} tries`}</th>
          </tr>
        </thead>
      )}
      <tbody>
        {priced.map((line) => row(line, false))}
        {subtotal && (
          <tr className="sub">
            <th scope="row">Subtotal</th>
            <td>{aligned(subtotal.first)}</td>
            {columns === 2 && <td>{aligned(subtotal.all)}</td>}
          </tr>
        )}
        {adjusted.map((line) => row(line, true))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{columns === 2 ? 'You pay' : 'You pay at most'}</th>
          <td>{shown(estimate.low)}</td>
          {columns === 2 && (
            <td>
              <small>at most</small>
              {shown(estimate.most)}
            </td>
          )}
        </tr>
      </tfoot>
    </table>
  )
}

function Cell({ amount, sign, aligned }: { amount: string | null; sign: boolean; aligned: (amount: string) => string }) {
  if (amount === null) return <span className="faint">none</span>
  return <>{sign ? signed(aligned(amount)) : aligned(amount)}</>
}
