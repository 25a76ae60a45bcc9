// A request to let one run pass the limits that have to be asked for. While it is open its quote stays valid, so that what is approved is the price that was seen.
// Approved, the same quote is accepted as the one who asked, in the same transaction. Rules: docs/rules/requests.md.
import { canonicalJson, formatCredits, milli, parseCredits, Refusal } from '@keter/core'
import type { Selectable } from 'kysely'
import type { Queries, Tx } from '../db/database.ts'
import type { KeptAcceptance, Schema } from '../db/schema.ts'
import * as ledger from '../ledger/ledger.ts'
import { pageOf } from '../db/page.ts'
import { lockQuote, type QuoteRow } from '../quotes/make-quote.ts'
import { acceptWithin, refuseOtherSources } from '../runs/accept-quote.ts'
import type { Caller, Studio } from '../studio.ts'

type RequestRow = Selectable<Schema['keter.requests']>

export interface RequestBody extends KeptAcceptance {
  readonly quote: string
  readonly note: string
}

/** How long a request waits for its decision, and its quote with it. */
const openMs = 72 * 3_600_000

/** @throws Refusal `not_found`, `quote_used`, `quote_expired`, `limit_reached` (a hard one), `request_not_needed`, `request_open`, `above_max_credits`, `idempotency_key_reused` */
export async function makeRequest(studio: Studio, caller: Caller, body: RequestBody, key: string) {
  const id = await studio.database.transaction(async (tx) => {
    const quote = await lockQuote(tx, caller, body.quote)
    const before = await tx.selectFrom('keter.requests').selectAll().where('workspace_id', '=', caller.workspace).where('key', '=', key).executeTakeFirst()
    const { quote: _, note, ...acceptance } = body
    if (before && !sameRequest(before, body)) throw new Refusal('idempotency_key_reused', 'This Idempotency-Key came with another request before.', { key })
    if (before) return before.id
    await refuseUnlessNeeded(studio, tx, caller, quote, body)
    const at = studio.now()
    const expires_at = new Date(at.getTime() + openMs)
    const row = { id: studio.newId('request'), workspace_id: caller.workspace, key, quote_id: quote.id, amount: quote.most, note, requested_by: caller.user }
    const open = {
      api_key: caller.apiKey,
      state: 'open' as const,
      run_id: null,
      decided_by: null,
      decision_note: null,
      created_at: at,
      expires_at,
      decided_at: null,
    }
    await tx
      .insertInto('keter.requests')
      .values({ ...row, ...open, acceptance: JSON.stringify(acceptance) })
      .execute()
    await tx.updateTable('keter.quotes').set({ expires_at }).where('id', '=', quote.id).execute()
    await studio.events.publish(tx, { kind: 'request', workspace: caller.workspace, request: row.id })
    return row.id
  })
  return readRequest(studio, caller, id)
}

/** As JSON carries it: what was left out and what is undefined are the same. */
function sameRequest({ quote_id, note, acceptance }: RequestRow, body: RequestBody): boolean {
  return canonicalJson({ quote: quote_id, note, ...acceptance }) === canonicalJson(JSON.parse(JSON.stringify(body)))
}

async function refuseUnlessNeeded(studio: Studio, tx: Tx, caller: Caller, quote: QuoteRow, body: RequestBody): Promise<void> {
  const { maxCredits } = body
  if (quote.accepted_at) throw new Refusal('quote_used', `Quote ${quote.id} was accepted before.`, { quote: quote.id })
  if (quote.expires_at <= studio.now())
    throw new Refusal('quote_expired', `Quote ${quote.id} was valid until ${quote.expires_at.toISOString()}.`, { quote: quote.id })
  const open = await tx.selectFrom('keter.requests').select('id').where('quote_id', '=', quote.id).where('state', '=', 'open').executeTakeFirst()
  if (open) throw new Refusal('request_open', `Request ${open.id} is open for this quote.`, { request: open.id })
  refuseOtherSources(quote, body)
  if (maxCredits !== undefined && quote.most > parseCredits(maxCredits))
    throw new Refusal('above_max_credits', `This would cost up to ${formatCredits(milli(quote.most))} credits; you allowed ${maxCredits}.`, {
      most: formatCredits(milli(quote.most)),
      allowed: maxCredits,
    })
  const against = await limitsAgainst(studio, tx, caller, quote)
  const hard = against.find(({ mode }) => mode === 'hard')
  if (hard)
    throw new Refusal('limit_reached', `The ${hard.scope} limit (${hard.period}) cannot be lifted: ${formatCredits(hard.left)} credits are left of it.`, {
      limit: String(hard.id),
      mode: 'hard',
      left: formatCredits(hard.left),
    })
  if (!against.some(({ mode }) => mode === 'ask')) throw new Refusal('request_not_needed', 'No limit that has to be asked for stands against this quote.')
}

async function limitsAgainst(studio: Studio, queries: Queries, { workspace, user, apiKey }: Caller, quote: QuoteRow): Promise<ledger.Headroom[]> {
  const cause = { actor: user, apiKey, project: quote.project_id, tool: null, quote: null, iteration: null }
  return (await ledger.headroomOf(queries, workspace, studio.now(), cause)).filter(({ left }) => left < quote.most)
}

/** No client can send a header that begins with a blank, so nobody else can have used this key before. */
const approvalKey = (request: string): string => ` request:${request}`

/** @throws Refusal `not_found`, `not_now`, `asker_gone`, and whatever stands against the acceptance now: then the request stays open */
export async function approveRequest(studio: Studio, caller: Caller, id: string, note = '') {
  const asked = await studio.database.query
    .selectFrom('keter.requests')
    .selectAll()
    .where('id', '=', id)
    .where('workspace_id', '=', caller.workspace)
    .executeTakeFirst()
  const mayStill = asked && (await studio.accounts.mayStill({ workspace: asked.workspace_id, user: asked.requested_by, apiKey: asked.api_key }, 'spend'))
  await studio.database.transaction(async (tx) => {
    const request = await lockOpen(studio, tx, caller, id)
    if (!mayStill)
      throw new Refusal('asker_gone', 'Whoever asked has left the workspace, may not start runs any more, or asked with a key that is gone.', { request: id })
    const asker: Caller = { workspace: caller.workspace, user: request.requested_by, apiKey: request.api_key }
    const quote = await lockQuote(tx, asker, request.quote_id)
    const passes = (await limitsAgainst(studio, tx, asker, quote)).filter(({ mode }) => mode === 'ask').map((limit) => limit.id)
    await decide(studio, tx, caller, request, { state: 'approved', decision_note: note }, () =>
      acceptWithin(studio, tx, { caller: asker, quote: quote.id, acceptance: request.acceptance, key: approvalKey(id), passes }),
    )
  })
  return readRequest(studio, caller, id)
}

/** @throws Refusal `not_found`, `not_now` */
export async function declineRequest(studio: Studio, caller: Caller, id: string, note: string) {
  await studio.database.transaction(async (tx) => {
    const request = await lockOpen(studio, tx, caller, id)
    await decide(studio, tx, caller, request, { state: 'declined', decision_note: note })
  })
  return readRequest(studio, caller, id)
}

/** Only the one who asked. @throws Refusal `not_found`, `not_now`, `not_allowed` */
export async function withdrawRequest(studio: Studio, caller: Caller, id: string) {
  await studio.database.transaction(async (tx) => {
    const request = await lockOpen(studio, tx, caller, id)
    if (request.requested_by !== caller.user) throw new Refusal('not_allowed', 'Only the person who asked can withdraw a request.')
    await decide(studio, tx, caller, request, { state: 'withdrawn', decision_note: null })
  })
  return readRequest(studio, caller, id)
}

async function lockOpen(studio: Studio, tx: Tx, { workspace }: Caller, id: string): Promise<RequestRow> {
  const row = await tx.selectFrom('keter.requests').selectAll().where('id', '=', id).where('workspace_id', '=', workspace).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no request ${id}.`)
  if (row.state !== 'open') throw new Refusal('not_now', `This request is ${row.state}.`, { state: row.state, run: row.run_id })
  if (row.expires_at <= studio.now()) throw new Refusal('not_now', 'This request has expired.', { state: 'expired' })
  return row
}

/** The row ends as it was decided. A run that follows from it starts in the same transaction; a quote that nothing follows from is over. */
async function decide(
  studio: Studio,
  tx: Tx,
  { user, apiKey }: Pick<Caller, 'user' | 'apiKey'>,
  { id, workspace_id, quote_id }: RequestRow,
  decision: { readonly state: Exclude<RequestRow['state'], 'open'>; readonly decision_note: string | null },
  start?: () => Promise<string>,
): Promise<void> {
  const at = studio.now()
  await studio.events.publish(tx, { kind: 'request', workspace: workspace_id, request: id })
  if (!start) await tx.updateTable('keter.quotes').set({ expires_at: at }).where('id', '=', quote_id).where('accepted_at', 'is', null).execute()
  // Its hold locks the wallet, so it comes as late as it can.
  const run_id = start ? await start() : null
  await tx
    .updateTable('keter.requests')
    .set({ ...decision, run_id, decided_by: apiKey ?? user, decided_at: at })
    .where('id', '=', id)
    .execute()
}

/** Requests that nobody decided in time. */
export async function expireRequests(studio: Studio): Promise<number> {
  const at = studio.now()
  return studio.database.transaction(async (tx) => {
    const expired = await tx
      .updateTable('keter.requests')
      .set({ state: 'expired', decided_at: at })
      .where('state', '=', 'open')
      .where('expires_at', '<=', at)
      .returning(['id', 'workspace_id'])
      .execute()
    for (const { id, workspace_id } of expired) await studio.events.publish(tx, { kind: 'request', workspace: workspace_id, request: id })
    return expired.length
  })
}

export async function readRequest(studio: Studio, { workspace }: Caller, id: string) {
  const row = await requests(studio, workspace).where('q.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not_found', `There is no request ${id}.`)
  return (await documents(studio, [row]))[0]!
}

export async function listRequests(
  studio: Studio,
  caller: Caller,
  { cursor, limit, state, mine }: { cursor?: string | undefined; limit: number; state?: RequestRow['state'] | undefined; mine?: boolean | undefined },
) {
  let query = requests(studio, caller.workspace)
    .orderBy('q.id', 'desc')
    .limit(limit + 1)
  if (cursor) query = query.where('q.id', '<', cursor)
  if (state) query = query.where('q.state', '=', state)
  if (mine) query = query.where('q.requested_by', '=', caller.user)
  const { rows, next } = pageOf(await query.execute(), limit)
  return { items: await documents(studio, rows), next }
}

const requests = (studio: Studio, workspace: string) =>
  studio.database.query
    .selectFrom('keter.requests as q')
    .innerJoin('keter.quotes as t', 't.id', 'q.quote_id')
    .innerJoin('keter.projects as p', 'p.id', 't.project_id')
    .selectAll('q')
    .select(['t.project_id', 't.edit', 'p.name as project_name'])
    .where('q.workspace_id', '=', workspace)

async function documents(studio: Studio, rows: Awaited<ReturnType<ReturnType<typeof requests>['execute']>>) {
  const people = rows.flatMap(({ requested_by, api_key, decided_by }) => [requested_by, api_key ?? '', decided_by ?? ''])
  const names = await studio.accounts.names(people, people)
  return rows.map((row) => ({
    ...{ id: row.id, quote: row.quote_id, project: row.project_id, projectName: row.project_name, tool: row.edit.tool },
    ...{ amount: formatCredits(milli(row.amount)), note: row.note, state: row.state, run: row.run_id },
    requestedBy: names.get(row.api_key ?? row.requested_by) ?? null,
    decidedBy: (row.decided_by && names.get(row.decided_by)) ?? null,
    decisionNote: row.decision_note,
    ...{ createdAt: row.created_at.toISOString(), expiresAt: row.expires_at.toISOString(), decidedAt: row.decided_at?.toISOString() ?? null },
  }))
}
