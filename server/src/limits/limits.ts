// The limits of a workspace: who may spend how much, how much of it is used, and what a limit would have stopped in the past.
import { formatCredits, type LimitMode, type LimitPeriod, type LimitScope, milli, noCredits, parseCredits, Refusal, wouldHaveStopped } from '@keter/core'
import * as ledger from '../ledger/ledger.ts'
import type { Caller, Studio } from '../studio.ts'

export interface LimitBody {
  readonly scope: LimitScope
  readonly subject?: string | null | undefined
  readonly period: LimitPeriod
  readonly mode: LimitMode
  readonly maximum: string
}

/** All of the workspace; or only those that the caller's next run would fall under, in a project or none. */
export async function listLimits(studio: Studio, caller: Caller, { mine, project }: { mine?: boolean | undefined; project?: string | undefined }) {
  const cause = { actor: caller.user, apiKey: caller.apiKey, project: project ?? null, tool: null, quote: null, iteration: null }
  const used = await ledger.headroomOf(studio.database.query, caller.workspace, studio.now(), mine ? cause : undefined)
  // One for each stands before those who used it: a limit that nobody has used yet is there, too.
  const limits = mine ? used : [...(await ledger.limitsForEach(studio.database.query, caller.workspace)), ...used].sort((a, b) => Number(a.id - b.id))
  const names = await namesOf(studio, limits)
  return {
    items: limits.map(({ id, scope, subject, who, period, mode, maximum, spent, held, left, renews }) => ({
      ...{ id: String(id), scope, subject, who, whoName: (who && names.get(who)) ?? null, period, mode },
      ...{ maximum: formatCredits(maximum), spent: formatCredits(spent), held: formatCredits(held), left: formatCredits(left) },
      renewsAt: renews?.toISOString() ?? null,
    })),
  }
}

async function namesOf(studio: Studio, limits: readonly ledger.Headroom[]): Promise<Map<string, string>> {
  const of = (wanted: LimitScope) => [...new Set(limits.flatMap(({ scope, who }) => (scope === wanted && who ? [who] : [])))]
  const projects = of('project')
  const rows = projects.length ? await studio.database.query.selectFrom('keter.projects').select(['id', 'name']).where('id', 'in', projects).execute() : []
  const people = await studio.accounts.names(of('member'), of('key'))
  return new Map([...people, ...rows.map(({ id, name }) => [id, name] as const)])
}

/** Makes it, or changes the maximum of the one of the same scope, subject, period and mode. @returns its id. @throws Refusal `not_found`, `malformed_request` */
export async function setLimit(studio: Studio, caller: Caller, { scope, subject = null, period, mode, maximum }: LimitBody): Promise<string> {
  if (subject !== null) await refuseUnknown(studio, caller, scope, subject)
  const request = { wallet: caller.workspace, at: studio.now(), scope, subject, period, mode, maximum: parseCredits(maximum) }
  const id = await studio.database.transaction((tx) => ledger.setLimit(tx, request))
  studio.log.info({ workspace: caller.workspace, by: caller.apiKey ?? caller.user, scope, subject, period, mode, maximum }, 'a limit was set')
  return String(id)
}

export async function removeLimit(studio: Studio, caller: Caller, id: string): Promise<void> {
  if (!/^[1-9]\d{0,17}$/.test(id)) throw new Refusal('not_found', `There is no limit ${id}.`)
  await studio.database.transaction((tx) => ledger.removeLimit(tx, { wallet: caller.workspace, at: studio.now(), id: BigInt(id) }))
  studio.log.info({ workspace: caller.workspace, by: caller.apiKey ?? caller.user, limit: id }, 'a limit was removed')
}

async function refuseUnknown(studio: Studio, { workspace }: Caller, scope: LimitScope, subject: string): Promise<void> {
  const known =
    scope === 'member'
      ? (await studio.accounts.members(workspace)).some(({ id }) => id === subject)
      : scope === 'key'
        ? (await studio.accounts.keys(workspace)).some(({ id }) => id === subject)
        : scope === 'workspace' ||
          (await studio.database.query.selectFrom('keter.projects').select('id').where('id', '=', subject).where('workspace_id', '=', workspace).execute())
            .length > 0
  if (!known) throw new Refusal('not_found', `There is no ${scope} ${subject} in this workspace.`, { subject })
}

const day = 86_400_000
const shown = 200

/** What this limit would have stopped in the last days, had it been there. */
export async function simulateLimit(studio: Studio, caller: Caller, body: Omit<LimitBody, 'mode'> & { readonly days: number }) {
  const { scope, subject = null, period, maximum, days } = body
  const until = studio.now()
  const from = new Date(until.getTime() - days * day)
  const holds = await ledger.holdsBetween(studio.database.query, caller.workspace, from, until)
  const past = holds.map((hold) => ({
    ...{ id: hold.hold, at: hold.begunAt.getTime(), endedAt: hold.endedAt?.getTime() ?? null, held: hold.amount, spent: hold.spent },
    subject: subjectOf(hold, scope, subject),
  }))
  const used = new Map(wouldHaveStopped(past, { period, maximum: parseCredits(maximum) }).map((one) => [one.id, one.used]))
  const stopped = holds.filter(({ hold }) => used.has(hold))
  const latest = stopped.slice(-shown).reverse()
  const words = await wordsOf(studio, latest)
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    runs: past.filter((one) => one.subject !== null).length,
    stopped: latest.map((hold) => ({
      ...{ run: words.runs.get(hold.hold) ?? null, at: hold.begunAt.toISOString() },
      ...{ amount: formatCredits(hold.amount), spent: formatCredits(hold.spent), used: formatCredits(used.get(hold.hold) ?? noCredits) },
      ...{ by: words.names.get(hold.apiKey ?? hold.actor ?? '') ?? null, tool: hold.tool },
      ...{ project: hold.project, projectName: (hold.project && words.projects.get(hold.project)) ?? null },
    })),
    stoppedCount: stopped.length,
    stoppedSpent: formatCredits(milli(stopped.reduce((sum, { spent }) => sum + spent, 0n))),
  }
}

function subjectOf({ actor, project, apiKey }: ledger.PastHold, scope: LimitScope, only: string | null): string | null {
  const subject = scope === 'workspace' ? '' : scope === 'member' ? actor : scope === 'project' ? project : apiKey
  return only === null || subject === only ? subject : null
}

async function wordsOf(studio: Studio, holds: readonly ledger.PastHold[]) {
  const { query } = studio.database
  const named = (key: 'actor' | 'apiKey' | 'project' | 'hold') => [...new Set(holds.flatMap((hold) => hold[key] ?? []))]
  const [ids, projects] = [named('hold'), named('project')]
  const runs = ids.length ? await query.selectFrom('keter.runs').select(['id', 'hold_id']).where('hold_id', 'in', ids).execute() : []
  const rows = projects.length ? await query.selectFrom('keter.projects').select(['id', 'name']).where('id', 'in', projects).execute() : []
  return {
    runs: new Map(runs.map(({ id, hold_id }) => [hold_id!, id])),
    projects: new Map(rows.map(({ id, name }) => [id, name])),
    names: await studio.accounts.names(named('actor'), named('apiKey')),
  }
}
