// Estimate: what an edit will cost, from the six inputs: type of edit, source files, number of iterations, quality, plan, balance.
// Free, binds nobody, not stored. The same function runs in the browser, on the server and behind the terminal.
import { chargeWords } from './charge-words.ts'
import { type Credits, formatCredits, noCredits, subtractCredits } from './credits.ts'
import { periodInWords } from './limit.ts'
import type { LimitState } from './plan.ts'
import type { ChargeRules } from './price-book/format.ts'
import { toolIn } from './price-book/price.ts'
import { type EstimateRequest, likelyCredits, priceSources, type SourceEstimate, type SpendingLimit } from './source-price.ts'
import type { Options } from './tool.ts'

export type { EstimateRequest, EstimateSource, SourceEstimate, SpendingLimit } from './source-price.ts'

/** Amounts are decimal strings of credits with at most three places. */
export interface Estimate {
  readonly tool: string
  readonly options: Options
  readonly quality: string | null
  readonly iterations: number
  readonly plan: string
  readonly book: { readonly id: string; readonly version: string; readonly digest: string }
  readonly validUntil: string
  readonly sources: readonly SourceEstimate[]
  /** Every first attempt is kept · what may be expected · all planned attempts are made. */
  readonly low: string
  readonly likely: string
  readonly most: string
  /** In words: what is charged when the edit fails, is cancelled, or comes out defective. */
  readonly onFailure: { readonly failed: string; readonly cancelled: string; readonly defective: string }
  readonly balance: { readonly available: string; readonly held: string; readonly after: string; readonly enough: boolean }
  readonly limits: readonly LimitState[]
  /** Seconds until the first attempts are done; null until this machine has been measured. */
  readonly eta: { readonly low: number; readonly high: number } | null
}

/** @throws Refusal `unknown_plan`, `iterations_out_of_range`, `no_sources`, `too_many_sources`, `source_too_large`, `result_too_large`, `not_offered` */
export function estimate(request: EstimateRequest): Estimate {
  const { book, edit, iterations, plan, balance, at } = request
  const priced = priceSources(request)
  const after = subtractCredits(balance.available, priced.most)
  const validUntil = new Date(Date.parse(at) + book.book.studio.quoteMinutes * 60_000)
  return {
    tool: edit.tool,
    options: edit.options,
    quality: edit.quality,
    iterations,
    plan,
    book: { id: book.book.id, version: book.book.version, digest: book.digest },
    validUntil: validUntil.toISOString(),
    sources: priced.sources.map(({ source: { doneBefore: _, ...source }, result, price }) => ({ ...source, result, ...price.shown() })),
    low: formatCredits(priced.low),
    likely: formatCredits(likelyCredits(priced.likely)),
    most: formatCredits(priced.most),
    onFailure: onFailureInWords(toolIn(book, edit.tool).price.charges),
    balance: { available: formatCredits(balance.available), held: formatCredits(balance.held), after: formatCredits(after), enough: after >= noCredits },
    limits: [...priced.limits, ...(request.spending ?? []).map((limit) => spendingLimit(limit, priced.most))],
    eta: request.eta ?? null,
  }
}

/** How a limit on spending stands to the most that the run may charge. */
function spendingLimit({ id, scope, period, mode, maximum, used }: SpendingLimit, most: Credits): LimitState {
  const label = scope === 'workspace' ? 'Workspace' : scope === 'member' ? 'You' : scope === 'project' ? 'Project' : 'API key'
  return {
    name: `limit:${id}`,
    label: `${label}, ${periodInWords(period)}`,
    unit: 'credits',
    maximum: formatCredits(maximum),
    used: formatCredits(used),
    thisRun: formatCredits(most),
    ok: used + most <= maximum,
    mode,
  }
}

function onFailureInWords(charges: ChargeRules): Estimate['onFailure'] {
  const { submitted, failed, cancelled, defective } = chargeWords(charges)
  return {
    failed: `${submitted ? 'Each attempt is charged when it is submitted. ' : ''}If it fails, ${failed}.`,
    cancelled: `If you cancel, ${cancelled}.`,
    defective: `If a result is defective, ${defective}.`,
  }
}
