// One more attempt under the same quote: what it would charge with other settings, and whether the quote has that much left for the file.
// The same arithmetic as in the studio, which checks it again.
import type { Quote, Run, RunSource } from '@keter/client'
import { type CompiledBook, chargeForAttempt, type Edit, formatCredits, parseCredits, parseEdit, priceSeries, Refusal } from '@keter/core'
import { isAbove, minus, total } from '../../lib/amount.ts'
import { latestOf } from './progress.ts'

export interface RetryPrice {
  readonly charge: string
  /** What the quote has left for this file. */
  readonly left: string
  readonly fits: boolean
}

export interface Retry {
  readonly run: Run
  readonly source: RunSource
  readonly quote: Quote
  /** The book of the quote. */
  readonly book: CompiledBook
}

/** Null where the settings are not offered. */
export function retryPrice({ run, source, quote, book }: Retry, asked: Pick<Edit, 'quality' | 'options'>): RetryPrice | null {
  const quoted = quote.sources[source.position]
  if (!quoted) return null
  // Lines with a rate were priced; the same edit of the same bytes is free and no part of the series.
  const delivered = source.iterations.filter(({ state, lines }) => (state === 'done' || state === 'defective') && lines.some(({ rate }) => rate !== undefined))
  const charged = total(['0', ...delivered.map(({ charge }) => charge)])
  try {
    const edits = [...delivered, asked].map(({ quality, options }) => parseEdit({ tool: run.tool, quality, options }))
    const series = priceSeries(book, { plan: quote.plan, measurement: quoted.measurement, edits })
    const charge = formatCredits(chargeForAttempt(series, parseCredits(charged)))
    const left = minus(quoted.most, charged)
    return { charge, left, fits: !isAbove(charge, left) }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** The attempt that a retry would reject: the latest, once it has ended, while attempts are left. */
export function rejectable(source: RunSource) {
  const latest = latestOf(source)
  return latest && source.attemptsLeft > 0 && latest.state !== 'queued' && latest.state !== 'running' ? latest : null
}
