// Every limit with how much of it is used. One for each has a line for everybody who has used it in this period.
import type { Limit } from '@keter/client'
import { Fragment } from 'react'
import { isAbove, share, shown } from '../../lib/amount.ts'
import { untilThen, personNamed } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Meter } from '../../ui/Meter.tsx'
import { Status } from '../../ui/Status.tsx'
import { modes, periodsInWords, whoseInWords } from './limit-words.ts'
import { groupsOf } from './limits.ts'

interface LimitTableProps {
  readonly limits: readonly Limit[]
  /** Absent for those who may only look. */
  readonly onChange?: ((limit: Limit) => void) | undefined
}

export function LimitTable({ limits, onChange }: LimitTableProps) {
  return (
    <table className="grid limits">
      <caption className="vh">Limits on spending, in credits</caption>
      <Columns
        of={[
          'Limit',
          ['Above it', 'hide-s'],
          ['Spent', 'num hide-s'],
          ['Held', 'num hide-s'],
          ['Left', 'num'],
          ['Renews in', 'num hide-m'],
          onChange !== undefined && ['Change', 'vh'],
        ]}
      />
      <tbody>
        {groupsOf(limits).map(({ limit, users }) => (
          <Fragment key={limit.id}>
            <LimitRow limit={limit} name={whoseInWords(limit)} counts={!isForEach(limit)} nobody={users.length === 0} onChange={onChange} />
            {users.map((one) => (
              <LimitRow key={one.who} limit={one} name={personNamed(one.whoName)} counts under onChange={onChange} />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}

const isForEach = ({ scope, subject }: Limit): boolean => scope !== 'workspace' && subject === null

interface LimitRowProps {
  readonly limit: Limit
  readonly name: string
  /** False for a limit for each itself: those beneath it are counted. */
  readonly counts: boolean
  readonly nobody?: boolean
  readonly under?: boolean
  readonly onChange: LimitTableProps['onChange']
}

function LimitRow({ limit, name, counts, nobody = false, under = false, onChange }: LimitRowProps) {
  const { maximum, period, mode, spent, held, left, renewsAt } = limit
  const { words, icon } = modes[mode]
  const most = `${shown(maximum)} ${periodsInWords[period]}`
  return (
    <tr className={under ? 'limit-under' : undefined}>
      <th scope="row">
        <div className="limit-name">
          <b>{name}</b>
          {!under && <span>at most {most}</span>}
          {!under && <small className="show-s">{words}</small>}
        </div>
        {counts && (
          <Meter
            label={`${name}, ${most}`}
            text={`${spent} spent and ${held} held of ${maximum} credits`}
            used={share(spent, maximum)}
            held={share(held, maximum)}
            run={0}
          />
        )}
        {!counts && nobody && <small className="faint">Each counts apart. Whoever runs something next is listed here.</small>}
      </th>
      <td className="hide-s">{!under && <Status icon={icon}>{words}</Status>}</td>
      <td className="num hide-s">{counts && shown(spent)}</td>
      <td className="num hide-s">{counts && shown(held)}</td>
      <td className="num amount">{counts ? <Left left={left} /> : ''}</td>
      <td className="num soft hide-m">{counts && renewsAt && untilThen(renewsAt)}</td>
      {onChange && (
        <td className="num">
          {!under && (
            <button className="btn btn-quiet" type="button" onClick={() => onChange(limit)}>
              Change{' '}
              <span className="vh">
                the limit of {name}, {most}
              </span>
            </button>
          )}
        </td>
      )}
    </tr>
  )
}

function Left({ left }: { left: string }) {
  if (isAbove(left, '0')) return <>{shown(left)}</>
  return (
    <span className="limit-used">
      <Icon name="warn" small /> {shown(left)}
    </span>
  )
}
