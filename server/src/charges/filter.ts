// What part of the charge history is asked for: the same filters for the page, the export, the statement and the costs.
import { type MovementKind, movementKinds, Refusal } from '@keter/core'
import type { HistoryRequest } from '../ledger/history.ts'
import type { Caller, Studio } from '../studio.ts'

export interface ChargesFilter {
  readonly project?: string | undefined
  readonly client?: string | undefined
  readonly tool?: string | undefined
  /** Kinds, separated by commas. */
  readonly kind?: string | undefined
  readonly member?: string | undefined
  readonly key?: string | undefined
  readonly receipt?: string | undefined
  /** From this moment on, and before that one; a day means its midnight in UTC. */
  readonly from?: string | undefined
  readonly until?: string | undefined
}

type Filtered = Omit<HistoryRequest, 'limit' | 'before'>

export async function filterOf(studio: Studio, caller: Caller, filter: ChargesFilter): Promise<Filtered> {
  const { tool, member, key, from, until } = filter
  return {
    wallet: caller.workspace,
    tool,
    actor: member,
    apiKey: key,
    projects: await projectsOf(studio, caller, filter),
    hold: await holdOf(studio, caller, filter.receipt),
    kinds: kindsOf(filter.kind),
    from: momentOf(from, 'from'),
    until: momentOf(until, 'until'),
  }
}

/** A client's projects; none where it has none, so that nothing is found rather than everything. */
async function projectsOf(studio: Studio, { workspace }: Caller, { project, client }: ChargesFilter): Promise<string[] | undefined> {
  if (client === undefined) return project === undefined ? undefined : [project]
  const rows = await studio.database.query
    .selectFrom('keter.projects')
    .select('id')
    .where('workspace_id', '=', workspace)
    .where('client', '=', client)
    .execute()
  const ids = rows.map(({ id }) => id)
  return project === undefined ? ids : ids.filter((id) => id === project)
}

async function holdOf(studio: Studio, { workspace }: Caller, receipt: string | undefined): Promise<string | undefined> {
  if (receipt === undefined) return undefined
  const row = await studio.database.query
    .selectFrom('keter.runs')
    .select('hold_id')
    .where('receipt_id', '=', receipt)
    .where('workspace_id', '=', workspace)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no receipt ${receipt}.`)
  return row.hold_id ?? 'none'
}

function kindsOf(text: string | undefined): MovementKind[] | undefined {
  if (text === undefined) return undefined
  return text.split(',').map((asked) => {
    const kind = movementKinds.find((known) => known === asked)
    if (!kind) throw malformed('kind', `There is no kind of movement called "${asked}".`, `one of ${movementKinds.join(', ')}`)
    return kind
  })
}

/** "2026-11-22" is its midnight in UTC. */
export function momentOf(text: string | undefined, field: string): Date | undefined {
  if (text === undefined) return undefined
  const isMoment = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
  const date = new Date(text)
  if (!isMoment || Number.isNaN(date.getTime()))
    throw malformed(field, `"${text}" is no day and no moment.`, 'a day such as 2026-11-22, or a moment such as 2026-11-22T10:00:00Z')
  return date
}

export function cursorOf(text: string | undefined): bigint | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,18}$/.test(text)) throw malformed('cursor', 'This cursor is not one that the studio gave.', 'not a cursor')
  return BigInt(text)
}

const malformed = (path: string, cause: string, message: string) => new Refusal('malformed_request', cause, { fields: [{ path, message }] })
