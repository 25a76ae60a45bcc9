// What one more attempt on a source of a run costs, by the book its quote was made from: the one rule behind the charge, the check of a retry and the price shown for it.
import { chargeForAttempt, type Credits, type Edit, milli, priceSeries, type Series, subtractCredits } from '@keter/core'
import type { Queries } from '../db/database.ts'
import type { Studio } from '../studio.ts'
import { isCharged, type WholeRun } from './rows.ts'

export interface AttemptPrice {
  /** What was charged on this source so far, and this attempt. */
  readonly series: Series
  readonly charged: Credits
  readonly owed: Credits
  /** What the quote still covers for this source. */
  readonly left: Credits
}

export async function attemptPrice(studio: Studio, queries: Queries, whole: WholeRun, position: number, edit: Edit): Promise<AttemptPrice> {
  const { quote, sources, iterations } = whole
  const book = await studio.books.byDigest(queries, quote.book_digest)
  const before = iterations.filter((iteration) => iteration.position === position && isCharged(iteration))
  const edits = [...before.map((iteration) => iteration.edit), edit]
  const series = priceSeries(book, { plan: quote.plan, measurement: quote.sources[position]!.measurement, edits })
  const charged = milli(before.reduce((sum, { charge }) => sum + charge, 0n))
  return { series, charged, owed: chargeForAttempt(series, charged), left: subtractCredits(milli(sources[position]!.most), charged) }
}
