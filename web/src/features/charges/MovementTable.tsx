// Movements as a bank's statement: oldest first, grouped by day, with the balance after each and the refund joined to its charge.
import type { Movement } from '@keter/client'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { minus, range, shown, signed, total } from '../../lib/amount.ts'
import { dayOf, timeOf } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { balanceQuery } from '../balance/balance.ts'
import { byDay, type Row } from './charges.ts'
import { detailOf, iconOf, titleOf } from './movement-words.ts'
import { ReceiptRow } from './ReceiptRow.tsx'

interface MovementTableProps {
  readonly rows: readonly Row[]
  /** Nothing is left out between the rows, so the balances follow from each other. */
  readonly continuous: boolean
  /** The first row is the first there ever was. */
  readonly complete: boolean
  /** The last row is the last there is. */
  readonly untilNow: boolean
  /** A movement, or a receipt: the row that is open. */
  readonly open: string | undefined
  readonly onOpen: (movement: string | null) => void
}

export function MovementTable({ rows, continuous, complete, untilNow, open, onOpen }: MovementTableProps) {
  const first = rows[0]!.movement
  const last = rows.at(-1)!.movement
  const { data: balance } = useQuery(balanceQuery)
  // The last row may be older than the last hold or return, which are not shown: what is held is as of now.
  const now = untilNow && balance && total([balance.available, balance.held]) === last.balance ? balance : last
  const opened = rows.find(({ movement }) => movement.id === open) ?? rows.findLast(({ movement }) => movement.kind === 'charge' && movement.receipt === open)
  return (
    <table className="grid">
      <caption className="vh">Movements in credits, oldest first, with the balance after each</caption>
      <Columns
        of={[
          ['Time', 'hide-s'],
          'Movement',
          ['Project', 'hide-m'],
          ['By', 'hide-m'],
          ['Quoted', 'num hide-s'],
          ['Credits', 'num'],
          ['Balance', 'num'],
          ['Receipt', 'vh'],
        ]}
      />
      {continuous && (
        <tbody>
          <Edge
            label="Opening balance"
            detail={complete ? 'before the first movement' : `${dayOf(first.at)}, ${timeOf(first.at)}`}
            balance={minus(first.balance, first.amount)}
          />
        </tbody>
      )}
      {byDay(rows, dayOf).map(({ day, rows: moved }) => (
        <tbody key={day}>
          <tr className="group">
            <th colSpan={8} scope="rowgroup">
              <strong>{day}</strong>
            </th>
          </tr>
          {moved.map(({ movement, pair }) => {
            const isOpen = opened?.movement.id === movement.id
            return (
              <Fragment key={movement.id}>
                <MovementRow movement={movement} pair={pair} isOpen={isOpen} onOpen={() => onOpen(isOpen ? null : movement.id)} />
                {isOpen && <ReceiptRow movement={movement} />}
              </Fragment>
            )
          })}
        </tbody>
      ))}
      {continuous && (
        <tfoot>
          <Edge
            label="Closing balance"
            detail={`${shown(now.available)} available, ${shown(now.held)} held`}
            moved={total(rows.map(({ movement }) => movement.amount))}
            balance={last.balance}
          />
        </tfoot>
      )}
    </table>
  )
}

interface MovementRowProps {
  readonly movement: Movement
  readonly pair: Row['pair']
  readonly isOpen: boolean
  readonly onOpen: () => void
}

function MovementRow({ movement, pair, isOpen, onOpen }: MovementRowProps) {
  const title = titleOf(movement)
  const detail = detailOf(movement)
  const more = movement.amount.startsWith('-') || movement.amount === '0' ? 'num amount' : 'num amount plus'
  const name = [pair === 'charge' && 'pair-a', pair === 'refund' && 'pair-b', isOpen && 'is-open'].filter(Boolean).join(' ')
  return (
    <tr className={name || undefined} id={`movement-${movement.id}`}>
      <td className="time hide-s">{timeOf(movement.at)}</td>
      <th scope="row">
        <div className="what">
          <Icon name={iconOf(movement)} />
          <b>{title}</b>
          <span>{detail}</span>
          <small className="meta">
            {timeOf(movement.at)}
            {detail && `, ${detail}`}
          </small>
        </div>
      </th>
      <td className="soft hide-m short">{movement.projectName}</td>
      <td className="soft hide-m short">{movement.kind === 'refund' ? 'automatic' : movement.by}</td>
      <td className="num faint hide-s">{movement.kind === 'charge' && movement.quoted && range(movement.quoted.low, movement.quoted.most)}</td>
      <td className={more}>{signed(movement.amount)}</td>
      <td className="num bal">{shown(movement.balance)}</td>
      <td className="row-end">
        {movement.receipt !== null && movement.kind === 'charge' && (
          <button className="row-open" type="button" aria-expanded={isOpen} aria-label={`Receipt for ${title}, ${timeOf(movement.at)}`} onClick={onOpen}>
            <Icon name={isOpen ? 'upv' : 'down'} small />
          </button>
        )}
      </td>
    </tr>
  )
}

function Edge({ label, detail, moved, balance }: { label: string; detail: string; moved?: string; balance: string }) {
  return (
    <tr className="edge-row">
      <td className="time hide-s" />
      <th scope="row">
        {label}
        <span className="edge-detail">, {detail}</span>
      </th>
      <td className="hide-m" />
      <td className="hide-m" />
      <td className="hide-s" />
      <td className="num">{moved !== undefined && signed(moved)}</td>
      <td className="num">{shown(balance)}</td>
      <td />
    </tr>
  )
}
