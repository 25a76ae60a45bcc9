// The price of each source of a run, in the three figures of an estimate, and their sums: low after one attempt, most after all that
// are planned, likely between them. Each source is rounded by itself; "likely" is an expectation and stays exact until it is shown.
import { addCredits, type Credits, formatCredits, noCredits } from './credits.ts'
import { likelyTotal, priceSeries, type Series, totalOf } from './iteration.ts'
import type { LimitMode, LimitPeriod, LimitScope } from './limit.ts'
import { baseQuantities, type Measurement, measuredNames } from './measurement.ts'
import { checkIterations, type LimitState, planNamed, resultLimit, sourceLimits } from './plan.ts'
import type { CompiledBook } from './price-book/compile.ts'
import { type EstimateLine, explainSeries } from './price-book/explain.ts'
import type { Decimal } from './price-book/format.ts'
import { priceAttempt, toolIn } from './price-book/price.ts'
import { decimal, one, type Rational, roundToCredits, sum, zero } from './price-book/rational.ts'
import { Refusal } from './refusal.ts'
import { type ResultShape, resultOf } from './result.ts'
import type { Edit } from './tool.ts'

export interface SourceEstimate {
  readonly name: string
  readonly sha256?: string
  readonly measurement: Measurement
  /** What the result will be. */
  readonly result: ResultShape
  /** First attempt only; adds up to `low`. */
  readonly lines: readonly EstimateLine[]
  /** All planned attempts; adds up to `most`. */
  readonly linesMost: readonly EstimateLine[]
  readonly low: string
  readonly likely: string
  readonly most: string
}

export interface EstimateRequest {
  readonly book: CompiledBook
  readonly edit: Edit
  readonly iterations: number
  readonly plan: string
  readonly balance: { readonly available: Credits; readonly held: Credits }
  readonly sources: readonly EstimateSource[]
  /** ISO date-time of the estimate. */
  readonly at: string
  /** Seconds until the first attempts are done. */
  readonly eta?: { readonly low: number; readonly high: number } | null
  /** Limits on spending that the run would fall under. */
  readonly spending?: readonly SpendingLimit[]
  /** The team's own chance of keeping an attempt; the book's where there is no history. */
  readonly keepChance?: Decimal
}

export interface SpendingLimit {
  readonly id: string
  readonly scope: LimitScope
  readonly period: LimitPeriod
  readonly mode: LimitMode
  readonly maximum: Credits
  /** Held and spent in the period so far. */
  readonly used: Credits
}

export interface EstimateSource {
  readonly name: string
  /** Where it is known, the same bytes a second time are free. */
  readonly sha256?: string
  readonly measurement: Measurement
  /** The workspace has a result of this very edit of these bytes: the first attempt returns it and is free. */
  readonly doneBefore?: boolean
}

export interface PricedSources {
  readonly sources: readonly { readonly source: EstimateSource; readonly result: ResultShape; readonly price: SourcePrice }[]
  readonly limits: readonly LimitState[]
  readonly low: Credits
  readonly likely: Rational
  readonly most: Credits
}

interface SourcePrice {
  readonly low: Credits
  readonly likely: Rational
  readonly most: Credits
  /** Written out only for the estimate that is shown, not for every lever. */
  readonly shown: () => Pick<SourceEstimate, 'lines' | 'linesMost' | 'low' | 'likely' | 'most'>
}

export function priceSources(request: EstimateRequest): PricedSources {
  const { edit } = request
  const plan = planNamed(request.book, request.plan)
  checkIterations(plan, request.iterations)
  if (request.sources.length === 0) throw new Refusal('no_sources', 'There is no file to edit.')
  request.sources.forEach(checkMeasured)
  const limits = sourceLimits(plan, request.iterations, request.sources)
  const results = request.sources.map(({ name, measurement }) => ({ name, result: resultOf(edit, measurement) }))
  limits.push(resultLimit(plan, results))
  const priceOf = pricing(request)
  const firsts = new Map<string, EstimateSource[]>()
  const sources = request.sources.map((source, index) => {
    const first = firstWithSameBytes(firsts, source)
    return { source, result: results[index]!.result, price: first ? free(`Same bytes as ${first.name}: edited once, free here`) : priceOf(source) }
  })
  return {
    sources,
    limits,
    low: addCredits(...sources.map(({ price }) => price.low)),
    likely: sum(sources.map(({ price }) => price.likely)),
    most: addCredits(...sources.map(({ price }) => price.most)),
  }
}

/** Prices measurements; what counts the same is priced once: a folder of pictures from one camera is one price. */
function pricing({ book, edit, iterations, plan, keepChance }: EstimateRequest): (source: EstimateSource) => SourcePrice {
  const reads = [...measuredNames].filter((name) => toolIn(book, edit.tool).reads.has(name))
  const terms = planNamed(book, plan)
  const chance = keepChance === undefined ? book.keepChance : decimal(keepChance)
  const edits = Array.from({ length: iterations }, () => edit)
  const byCounted = remembered<string, SourcePrice>()
  const byMeasured = remembered<string, SourcePrice>()
  return ({ measurement, doneBefore = false }) => {
    const measured = baseQuantities(measurement)
    return byMeasured(`${doneBefore} ${reads.map((name) => measured[name]).join(' ')}`, () => {
      const { lines } = priceAttempt(book, terms, edit, measurement)
      const counted = lines.map(({ quantity, amount }) => `${quantity?.terms} ${amount.terms}`).join(' ')
      // An identical re-run is not part of the series: what is paid begins with the second attempt.
      const paid = doneBefore ? edits.slice(1) : edits
      if (paid.length === 0) return free(doneAlready)
      const series = () => priceSeries(book, { plan, measurement, edits: paid })
      return byCounted(`${doneBefore} ${counted}`, () => (doneBefore ? afterFree(series(), chance) : priceOfSeries(series(), chance)))
    })
  }
}

function remembered<Key, Value>(): (key: Key, make: () => Value) => Value {
  const known = new Map<Key, Value>()
  return (key, make) => {
    const value = known.get(key) ?? make()
    known.set(key, value)
    return value
  }
}

function priceOfSeries(series: Series, keepChance: Rational): SourcePrice {
  const low = series.totals[0]!
  const likely = likelyTotal(series.totals, keepChance)
  const most = totalOf(series)
  let shown: ReturnType<SourcePrice['shown']> | undefined
  const show = () => ({
    lines: explainSeries(firstAttempt(series)),
    linesMost: explainSeries(series),
    low: formatCredits(low),
    likely: formatCredits(likelyCredits(likely)),
    most: formatCredits(most),
  })
  return { low, likely, most, shown: () => (shown ??= show()) }
}

const firstAttempt = (series: Series): Series => ({ ...series, attempts: series.attempts.slice(0, 1), totals: series.totals.slice(0, 1) })

/** The earlier source with the same bytes, if any. */
function firstWithSameBytes(firsts: Map<string, EstimateSource[]>, source: EstimateSource): EstimateSource | undefined {
  if (source.sha256 === undefined) return undefined
  const seen = firsts.get(source.sha256)
  if (!seen) {
    firsts.set(source.sha256, [source])
    return undefined
  }
  // Measured quantities are part of it: a wrong digest must not make a different picture free.
  const counted = ({ measurement }: EstimateSource) => Object.values(baseQuantities(measurement)).join(' ')
  const first = seen.find((other) => counted(other) === counted(source))
  if (!first) seen.push(source)
  return first
}

const doneAlready = 'This edit of these bytes was done before: its result is returned, free'

function free(label: string): SourcePrice {
  const lines = [{ label, amount: '0' }]
  return { low: noCredits, likely: zero, most: noCredits, shown: () => ({ lines, linesMost: lines, low: '0', likely: '0', most: '0' }) }
}

/** The first attempt is free, the others are a series of their own. */
function afterFree(series: Series, keepChance: Rational): SourcePrice {
  const likely = one.sub(keepChance).mul(likelyTotal(series.totals, keepChance))
  const most = totalOf(series)
  const lines = [{ label: doneAlready, amount: '0' }]
  const show = () => ({
    lines,
    linesMost: [...lines, ...explainSeries(series)],
    low: '0',
    likely: formatCredits(likelyCredits(likely)),
    most: formatCredits(most),
  })
  return { low: noCredits, likely, most, shown: show }
}

function checkMeasured({ name, measurement }: EstimateSource, index: number): void {
  for (const [key, value] of Object.entries(baseQuantities(measurement))) {
    if (Number.isSafeInteger(value) && value >= (key === 'bytes' ? 0 : 1)) continue
    throw new Refusal('malformed_request', `${name}: ${key} cannot be ${value}.`, {
      fields: [{ path: `sources.${index}.measurement.${key}`, message: `cannot be ${value}` }],
    })
  }
}

const milli = decimal('0.001')
/** Never shown smaller than it is. */
export const likelyCredits = (likely: Rational): Credits => roundToCredits(likely, 'up', milli)
