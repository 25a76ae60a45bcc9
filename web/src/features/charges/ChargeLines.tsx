// Why a charge is what it is: its lines, which add up to it.
import type { EstimateLine } from '@keter/client'
import { column, isNothing, shown, signed } from '../../lib/amount.ts'
import { unitInShort } from '../bench/price-book.ts'

interface ChargeLinesProps {
  readonly lines: readonly EstimateLine[]
  readonly charge: string
  readonly refunded: string
}

export function ChargeLines({ lines, charge, refunded }: ChargeLinesProps) {
  const aligned = column(lines.map(({ amount }) => amount))
  return (
    <table className="lines">
      <caption className="vh">Lines of the charge, in credits</caption>
      <tbody>
        {lines.map(({ label, quantity, unit, rate, amount }) => (
          <tr key={label}>
            <th scope="row">
              {label}{' '}
              {quantity !== undefined && unit !== undefined && rate !== undefined && (
                <span className="calc">
                  {quantity} {unitInShort(unit)} × {rate}
                </span>
              )}
            </th>
            <td>{rate === undefined ? signed(aligned(amount)) : aligned(amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Charged</th>
          <td>{shown(charge)}</td>
        </tr>
        {!isNothing(refunded) && (
          <tr>
            <th scope="row">Refunded</th>
            <td>{signed(refunded)}</td>
          </tr>
        )}
      </tfoot>
    </table>
  )
}
