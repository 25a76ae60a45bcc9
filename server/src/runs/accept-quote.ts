// Accepting a quote: its hold, its run and the jobs of its first attempts, in one transaction. Either all of it happened or nothing did.
import { formatCredits, milli, parseCredits, Refusal } from '@keter/core'
import type { Tx } from '../db/database.ts'
import * as ledger from '../ledger/ledger.ts'
import { lockQuote, type QuoteRow, requoted } from '../quotes/make-quote.ts'
import type { Caller, Studio } from '../studio.ts'
import { answeredBefore, once, rememberAnswer } from './answers.ts'
import { startIteration } from './start-iteration.ts'

export interface Acceptance {
  readonly maxCredits?: string | undefined
  readonly sources?: readonly { readonly asset: string; readonly sha256: string }[] | undefined
  readonly variations?: boolean | undefined
}

/** @returns the run's id. @throws Refusal `not_found`, `quote_used`, `quote_expired`, `quote_mismatch`, `above_max_credits`, `insufficient_credits`, `limit_reached`, `idempotency_key_reused` */
export async function acceptQuote(studio: Studio, caller: Caller, id: string, acceptance: Acceptance, key: string): Promise<string> {
  const request = { accept: id, ...acceptance }
  const changed: { quote?: QuoteRow; asset?: string } = {}
  try {
    return await once(() =>
      studio.database.transaction(async (tx) => {
        const quote = await lockQuote(tx, caller, id)
        const before = await answeredBefore(tx, caller, key, request)
        if (before) return before
        refuseUnlessOpen(studio, quote)
        const mismatch = acceptance.sources?.find(({ asset, sha256 }) => quote.sources.find((source) => source.asset === asset)?.sha256 !== sha256)
        if (mismatch) {
          Object.assign(changed, { quote, asset: mismatch.asset })
          throw new Refusal('quote_mismatch', 'A source is not the one that was quoted.')
        }
        if (acceptance.maxCredits !== undefined && quote.most > parseCredits(acceptance.maxCredits))
          throw new Refusal('above_max_credits', `This would cost up to ${formatCredits(milli(quote.most))} credits; you allowed ${acceptance.maxCredits}.`, {
            most: formatCredits(milli(quote.most)),
            allowed: acceptance.maxCredits,
          })
        const run = await startRun(studio, tx, caller, quote, acceptance.variations === true)
        await tx.updateTable('keter.quotes').set({ accepted_at: studio.now() }).where('id', '=', id).execute()
        await rememberAnswer(studio, tx, caller, key, request, run.id)
        await studio.events.publish(tx, { kind: 'run', workspace: caller.workspace, run: run.id })
        // Last, so that the wallet's row is locked for one statement only.
        await placeHold(studio, tx, caller, quote, run)
        return run.id
      }),
    )
  } catch (error) {
    if (error instanceof Refusal && changed.quote) throw await withNewQuote(studio, caller, error, changed.quote, changed.asset)
    throw error
  }
}

function refuseUnlessOpen(studio: Studio, quote: QuoteRow): void {
  if (quote.accepted_at) throw new Refusal('quote_used', `Quote ${quote.id} was accepted at ${quote.accepted_at.toISOString()}.`, { quote: quote.id })
  if (quote.expires_at <= studio.now())
    throw new Refusal('quote_expired', `Quote ${quote.id} was valid until ${quote.expires_at.toISOString()}.`, { quote: quote.id })
}

async function withNewQuote(studio: Studio, caller: Caller, refusal: Refusal, quote: QuoteRow, asset: string | undefined): Promise<Refusal> {
  const offered = await requoted(studio, caller, quote).catch(() => null)
  return new Refusal('quote_mismatch', refusal.message, { asset, ...(offered ? { quote: offered } : {}) })
}

interface StartedRun {
  readonly id: string
  readonly hold: string | null
  readonly holdExpiresAt: Date | null
}

async function startRun(studio: Studio, tx: Tx, caller: Caller, quote: QuoteRow, variations: boolean): Promise<StartedRun> {
  const at = studio.now()
  const book = await studio.books.byDigest(tx, quote.book_digest)
  const hold = quote.most > 0n ? studio.newId('hold') : null
  const run: StartedRun = { id: studio.newId('run'), hold, holdExpiresAt: hold ? new Date(at.getTime() + book.book.studio.holdHours * 3_600_000) : null }
  await tx
    .insertInto('keter.runs')
    .values({
      id: run.id,
      workspace_id: caller.workspace,
      project_id: quote.project_id,
      quote_id: quote.id,
      receipt_id: studio.newId('receipt'),
      hold_id: hold,
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
    for (let attempt = 1; attempt <= (variations ? quote.iterations : 1); attempt++)
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
  return run
}

async function placeHold(studio: Studio, tx: Tx, caller: Caller, quote: QuoteRow, run: StartedRun): Promise<void> {
  if (!run.hold || !run.holdExpiresAt) return
  await ledger.hold(tx, {
    wallet: caller.workspace,
    key: `hold:${run.id}`,
    at: studio.now(),
    cause: { actor: caller.user, apiKey: caller.apiKey, project: quote.project_id, tool: quote.edit.tool, quote: quote.id, iteration: null },
    hold: run.hold,
    amount: milli(quote.most),
    limits: [],
    expiresAt: run.holdExpiresAt,
  })
}
