// The receipt of a run: quoted, held, charged, refunded, returned, and why; with the wallet's chain head after its last movement,
// so that a ledger rewritten afterwards no longer matches receipts already given out.
import { formatCredits, milli, Refusal, subtractCredits } from '@keter/core'
import * as ledger from '../ledger/ledger.ts'
import type { Caller, Studio } from '../studio.ts'
import { sumsOf } from './read-run.ts'
import { type IterationRow, type WholeRun, wholeRun } from './rows.ts'

export type ReceiptDocument = Awaited<ReturnType<typeof readReceipt>>

export async function readReceipt(studio: Studio, caller: Caller, id: string) {
  const queries = studio.database.query
  const run = await queries.selectFrom('keter.runs').selectAll().where('receipt_id', '=', id).where('workspace_id', '=', caller.workspace).executeTakeFirst()
  if (!run) throw new Refusal('not_found', `There is no receipt ${id}.`)
  const whole = await wholeRun(queries, run)
  const { quote, iterations } = whole
  const book = (await studio.books.byDigest(queries, quote.book_digest)).book
  const sums = sumsOf(whole)
  const last = run.hold_id ? await ledger.lastMovementOfHold(queries, caller.workspace, run.hold_id) : null
  const results = await resultsOf(studio, whole)
  const disputes = await disputesOf(studio, whole)
  return {
    receipt: run.receipt_id,
    run: run.id,
    project: run.project_id,
    tool: quote.edit.tool,
    quote: quote.id,
    quoted: { low: formatCredits(milli(quote.low)), most: formatCredits(milli(quote.most)) },
    held: formatCredits(milli(quote.most)),
    charged: formatCredits(sums.charged),
    refunded: formatCredits(sums.refunded),
    returned: formatCredits(sums.returned),
    final: formatCredits(subtractCredits(sums.charged, sums.refunded)),
    state: run.state === 'ended' ? ('closed' as const) : ('open' as const),
    iterations: iterations.map((iteration) => receiptLine(whole, iteration, results, disputes)),
    book: { id: book.id, version: book.version, digest: quote.book_digest },
    ledger: { transaction: last?.movement ?? null, head: last?.head ?? (await ledger.balanceOf(queries, caller.workspace, studio.now())).head },
    issuedAt: (run.ended_at ?? studio.now()).toISOString(),
  }
}

async function resultsOf(studio: Studio, { iterations }: WholeRun) {
  const ids = iterations.flatMap(({ result_version_id }) => result_version_id ?? [])
  const rows = ids.length ? await studio.database.query.selectFrom('keter.versions').selectAll().where('id', 'in', ids).execute() : []
  return new Map(rows.map((row) => [row.id, row]))
}

/** The latest dispute of each attempt. */
async function disputesOf(studio: Studio, { iterations }: WholeRun) {
  const ids = iterations.map(({ id }) => id)
  if (ids.length === 0) return new Map<string, { id: string; state: 'open' | 'refunded' | 'declined' | 'withdrawn' }>()
  const rows = await studio.database.query
    .selectFrom('keter.disputes')
    .select(['id', 'iteration_id', 'state'])
    .where('iteration_id', 'in', ids)
    .orderBy('id')
    .execute()
  return new Map(rows.map(({ id, iteration_id, state }) => [iteration_id, { id, state }]))
}

function receiptLine(
  { quote }: WholeRun,
  iteration: IterationRow,
  results: Awaited<ReturnType<typeof resultsOf>>,
  disputes: Awaited<ReturnType<typeof disputesOf>>,
) {
  const source = quote.sources[iteration.position]!
  const result = iteration.result_version_id ? results.get(iteration.result_version_id)! : null
  return {
    id: iteration.id,
    source: source.name,
    sourceSha256: source.sha256,
    attempt: iteration.attempt,
    result: result && {
      path: `/api/v1/versions/${result.id}/content`,
      sha256: result.sha256,
      width: result.measurement.width,
      height: result.measurement.height,
      bytes: Number(result.bytes),
    },
    inspection: iteration.inspection,
    verdict: iteration.verdict,
    charge: formatCredits(milli(iteration.charge)),
    refunded: formatCredits(milli(iteration.refunded)),
    dispute: disputes.get(iteration.id) ?? null,
    lines: iteration.lines,
  }
}
