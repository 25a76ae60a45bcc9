// Requests as a table: what, by whom, why, at most how much, and what became of it.
import type { SpendRequest } from '@keter/client'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { shown } from '../../lib/amount.ts'
import { dayOf, timeOf, personNamed } from '../../lib/words.ts'
import { Columns } from '../../ui/Columns.tsx'
import { Status } from '../../ui/Status.tsx'
import { toolTitle } from '../runs/run-words.ts'
import { becameOf } from './request-words.ts'

interface RequestTableProps {
  readonly caption: string
  readonly requests: readonly SpendRequest[]
  /** What whoever looks may do with one. */
  readonly acts?: (request: SpendRequest) => ReactNode
}

export function RequestTable({ caption, requests, acts }: RequestTableProps) {
  return (
    <table className="grid requests">
      <caption className="vh">{caption}</caption>
      <Columns of={['Run', ['Asked by', 'hide-s'], ['State', 'hide-s'], ['At most', 'num'], ['Decide or open', 'vh']]} />
      <tbody>
        {requests.map((request) => (
          <RequestRow key={request.id} request={request} acts={acts?.(request)} />
        ))}
      </tbody>
    </table>
  )
}

function RequestRow({ request, acts }: { request: SpendRequest; acts: ReactNode }) {
  const { tool, projectName, project, requestedBy, note, amount, createdAt, run, decisionNote } = request
  const { words, tone, icon } = becameOf(request)
  return (
    <tr>
      <th scope="row">
        <b>{toolTitle(tool)}</b> <span className="soft">{projectName}</span>
        {note && <q className="request-note">{note}</q>}
        <span className="request-state">
          {personNamed(requestedBy)}
          <Status tone={tone} icon={icon}>
            {words}
          </Status>
        </span>
      </th>
      <td className="hide-s">
        {personNamed(requestedBy)}
        <small className="faint">
          {dayOf(createdAt)}, {timeOf(createdAt)}
        </small>
      </td>
      <td className="hide-s">
        <Status tone={tone} icon={icon}>
          {words}
        </Status>
        {decisionNote && <q className="request-note">{decisionNote}</q>}
      </td>
      <td className="num amount">{shown(amount)}</td>
      <td className="num">
        {acts}
        {run && (
          <Link className="btn btn-quiet" to="/projects/$project/bench" params={{ project }} search={{ run }}>
            Open <span className="vh">the run</span>
          </Link>
        )}
      </td>
    </tr>
  )
}
