// Accepting a quote: its hold, its run and the jobs of its first attempts, in one transaction. Either all of it happened or nothing did.
import { type ChargeRules, formatCredits, milli, parseCredits, Refusal } from '@keter/core'
import type { Tx } from '../db/database.ts'
import * as ledger from '../ledger/ledger.ts'
import { lockQuote, type QuoteRow, requoted } from '../quotes/make-quote.ts'
import type { Caller, Studio } from '../studio.ts'
import { answeredBefore, once, rememberAnswer } from './answers.ts'
import { chargeSubmitted } from './charge-attempt.ts'
import { startIteration } from './start-iteration.ts'

export interface Acceptance {
  readonly maxCredits?: string | undefined
  readonly sources?: readonly { readonly asset: string; readonly sha256: string }[] | undefined
  readonly variations?: boolean | undefined
}

interface Request {
  readonly caller: Caller
  readonly quote: string
  readonly acceptance: Acceptance
  readonly key: string
  /** Ids of limits that an approver has lifted for this hold. */
  readonly passes?: readonly bigint[] | undefined
}

/** A quote that nothing stands against but, perhaps, the ledger. Nothing has been written yet. */
interface Ready extends Request {
  readonly row: QuoteRow
  readonly rules: ChargeRules
  readonly run: StartedRun
}

const chargesAtSubmit = ({ rules, run }: Ready): boolean => rules.moment === 'submit' && run.hold !== null

/** @returns the run's id. @throws Refusal `not_found`, `quote_used`, `quote_expired`, `quote_mismatch`, `above_max_credits`, `insufficient_credits`, `limit_reached`, `spending_stopped`, `idempotency_key_reused` */
export async function acceptQuote(studio: Studio, caller: Caller, id: string, acceptance: Acceptance, key: string): Promise<string> {
  const request: Request = { caller, quote: id, acceptance, key }
  try {
    return await once(() => rushes(studio)(caller.workspace, request))
  } catch (error) {
    if (error instanceof Mismatch) throw await withNewQuote(studio, caller, error)
    throw error
  }
}

/**
 * Of the acceptances of one workspace that come at once, a few go side by side (most of an acceptance needs no wallet); what comes beyond them goes together: one
 * transaction, one call for all their holds. Measured: all in one line is a third slower.
 */
const sideBySide = 6
const rushOf = new WeakMap<Studio, (workspace: string, request: Request) => Promise<string>>()
function rushes(studio: Studio): (workspace: string, request: Request) => Promise<string> {
  const known = rushOf.get(studio) ?? ledger.together((_, requests: readonly Request[]) => acceptAll(studio, requests), sideBySide)
  rushOf.set(studio, known)
  return known
}

async function acceptAll(studio: Studio, requests: readonly Request[]): Promise<(string | Error)[]> {
  // Together only where it is more than one; and where that fails, each by itself, so that nobody fails because of another.
  const many = requests.length > 1 ? await studio.database.transaction((tx) => acceptMany(studio, tx, requests)).catch(() => null) : null
  if (many) return many
  const answers: (string | Error)[] = []
  for (const request of requests)
    answers.push(await studio.database.transaction((tx) => acceptWithin(studio, tx, request)).catch((error: unknown) => error as Error))
  return answers
}

/** Accepts one quote in the caller's transaction. The hold is last, so that the wallet's row is locked for one statement only. */
export async function acceptWithin(studio: Studio, tx: Tx, request: Request): Promise<string> {
  const ready = await readyToAccept(studio, tx, request)
  if (typeof ready === 'string') return ready
  await startRun(studio, tx, ready)
  const hold = holdOf(studio, ready)
  if (hold) await ledger.hold(tx, { wallet: request.caller.workspace, ...hold })
  if (chargesAtSubmit(ready)) await chargeSubmitted(studio, tx, ready.run.id, request.caller.workspace)
  return ready.run.id
}

/** Several of one workspace. Here the holds come first, all by one call: only what could be held is started. */
async function acceptMany(studio: Studio, tx: Tx, requests: readonly Request[]): Promise<(string | Error)[]> {
  const answers = new Map<Request, string | Error>()
  const ready = new Map<Request, Ready>()
  for (const request of requests) {
    // The same quote, or the same key, twice in one rush: the second is answered like any later one.
    const twice = [...ready.keys()].some((other) => other.quote === request.quote || other.key === request.key)
    const one = twice ? new Error('twice in one rush') : await readyToAccept(studio, tx, request).catch((error: unknown) => error as Error)
    if (one instanceof Error && !(one instanceof Refusal)) throw one
    if (typeof one === 'string' || one instanceof Error) answers.set(request, one)
    else ready.set(request, one)
  }
  const holds = [...ready.values()].flatMap((one) => holdOf(studio, one) ?? [])
  const placed = await ledger.holdMany(tx, requests[0]!.caller.workspace, holds)
  const heldFor = new Map(holds.map(({ hold }, place) => [hold, placed[place]]))
  for (const [request, one] of ready) {
    const held = one.run.hold === null ? undefined : heldFor.get(one.run.hold)
    if (!(held instanceof Error)) {
      await startRun(studio, tx, one)
      if (chargesAtSubmit(one)) await chargeSubmitted(studio, tx, one.run.id, one.caller.workspace)
    }
    answers.set(request, held instanceof Error ? held : one.run.id)
  }
  return requests.map((request) => answers.get(request)!)
}

/** @returns the run of an earlier request with this key, or what is to be started. */
async function readyToAccept(studio: Studio, tx: Tx, request: Request): Promise<string | Ready> {
  const { caller, acceptance, key } = request
  const row = await lockQuote(tx, caller, request.quote)
  const before = await answeredBefore(tx, caller, key, { accept: request.quote, ...acceptance })
  if (before) return before
  refuseUnlessOpen(studio, row)
  refuseOtherSources(row, acceptance)
  if (acceptance.maxCredits !== undefined && row.most > parseCredits(acceptance.maxCredits))
    throw new Refusal('above_max_credits', `This would cost up to ${formatCredits(milli(row.most))} credits; you allowed ${acceptance.maxCredits}.`, {
      most: formatCredits(milli(row.most)),
      allowed: acceptance.maxCredits,
    })
  const book = await studio.books.byDigest(tx, row.book_digest)
  const hold = row.most > 0n ? studio.newId('hold') : null
  const holdExpiresAt = hold ? new Date(studio.now().getTime() + book.book.studio.holdHours * 3_600_000) : null
  const rules = book.tools.get(row.edit.tool)!.price.charges
  return { ...request, row, rules, run: { id: studio.newId('run'), hold, holdExpiresAt } }
}

/** @throws Refusal `quote_mismatch` where the caller believes it edits something else than what was quoted */
export function refuseOtherSources(quote: QuoteRow, { sources }: Acceptance): void {
  const mismatch = sources?.find(({ asset, sha256 }) => quote.sources.find((source) => source.asset === asset)?.sha256 !== sha256)
  if (mismatch) throw new Mismatch(quote, mismatch.asset)
}

/** A source is not the one that was quoted. */
class Mismatch extends Refusal {
  readonly quote: QuoteRow
  readonly asset: string
  constructor(quote: QuoteRow, asset: string) {
    super('quote_mismatch', 'A source is not the one that was quoted.')
    this.quote = quote
    this.asset = asset
  }
}

function refuseUnlessOpen(studio: Studio, quote: QuoteRow): void {
  if (quote.accepted_at) throw new Refusal('quote_used', `Quote ${quote.id} was accepted at ${quote.accepted_at.toISOString()}.`, { quote: quote.id })
  if (quote.expires_at <= studio.now())
    throw new Refusal('quote_expired', `Quote ${quote.id} was valid until ${quote.expires_at.toISOString()}.`, { quote: quote.id })
}

async function withNewQuote(studio: Studio, caller: Caller, { message, quote, asset }: Mismatch): Promise<Refusal> {
  const offered = await requoted(studio, caller, quote).catch(() => null)
  return new Refusal('quote_mismatch', message, { asset, ...(offered ? { quote: offered } : {}) })
}

interface StartedRun {
  readonly id: string
  readonly hold: string | null
  readonly holdExpiresAt: Date | null
}

/** The run, its iterations and their jobs; the quote is used up, and the answer remembered. */
async function startRun(studio: Studio, tx: Tx, { caller, row: quote, run, acceptance, key, passes }: Ready): Promise<void> {
  const at = studio.now()
  await tx
    .insertInto('keter.runs')
    .values({
      id: run.id,
      workspace_id: caller.workspace,
      project_id: quote.project_id,
      quote_id: quote.id,
      receipt_id: studio.newId('receipt'),
      hold_id: run.hold,
      state: 'running',
      created_by: caller.user,
      api_key: caller.apiKey,
      hold_expires_at: run.holdExpiresAt,
      created_at: at,
      ended_at: null,
    })
    .execute()
  for (const [position, source] of quote.sources.entries()) {
    const first = quote.sources.findIndex(({ sha256 }) => sha256 === source.sha256)
    const same = first < position ? first : null
    await tx
      .insertInto('keter.run_sources')
      .values({
        run_id: run.id,
        position,
        asset_id: source.asset,
        version_id: source.version,
        name: source.name,
        same_as: same,
        most: parseCredits(quote.estimate.sources[position]!.most),
        state: 'open',
      })
      .execute()
    // A duplicate is not performed: it gets the results of the first of its kind.
    if (same !== null) continue
    for (let attempt = 1; attempt <= (acceptance.variations ? quote.iterations : 1); attempt++)
      await startIteration(studio, tx, {
        workspace: caller.workspace,
        run: run.id,
        position,
        attempt,
        sha256: source.sha256,
        edit: quote.edit,
        prompt: quote.prompt,
        seed: quote.seed,
      })
  }
  await tx.updateTable('keter.quotes').set({ accepted_at: at }).where('id', '=', quote.id).execute()
  if (!passes) await endOpenRequest(studio, tx, quote, at)
  await rememberAnswer(studio, tx, caller, key, { accept: quote.id, ...acceptance }, run.id)
  await studio.events.publish(tx, { kind: 'run', workspace: caller.workspace, run: run.id })
}

/** R6: what was asked for has happened without it. */
async function endOpenRequest(studio: Studio, tx: Tx, { id, workspace_id }: QuoteRow, at: Date): Promise<void> {
  const ended = await tx
    .updateTable('keter.requests')
    .set({ state: 'withdrawn', decision_note: 'The quote was accepted without it.', decided_at: at })
    .where('quote_id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .execute()
  for (const request of ended) await studio.events.publish(tx, { kind: 'request', workspace: workspace_id, request: request.id })
}

/** Null where the quote's most is 0: nothing to hold. */
function holdOf(studio: Studio, { caller, row, run, passes }: Ready): Omit<ledger.HoldRequest, 'wallet'> | null {
  if (!run.hold || !run.holdExpiresAt) return null
  return {
    key: `hold:${run.id}`,
    at: studio.now(),
    cause: { actor: caller.user, apiKey: caller.apiKey, project: row.project_id, tool: row.edit.tool, quote: row.id, iteration: null },
    hold: run.hold,
    amount: milli(row.most),
    expiresAt: run.holdExpiresAt,
    passes,
  }
}
