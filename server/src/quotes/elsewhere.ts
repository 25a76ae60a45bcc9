// The same job elsewhere: one attempt on every file, by what other vendors publish, beside what it costs here.
import { decimal, dollarsPer, type ElsewherePrice, estimate, priceElsewhere, resultOf, toText } from '@keter/core'
import type { Caller, Studio } from '../studio.ts'
import { type EstimateRequestBody, requestFrom } from './estimate.ts'

/** Decimal places of dollars. */
const places = 12

export async function estimateElsewhere(studio: Studio, caller: Caller, body: EstimateRequestBody) {
  const request = await requestFrom(studio, caller, body)
  // What is not possible here is refused here, before anybody else is asked.
  const own = estimate(request)
  const lists = await studio.vendorLists()
  const { book, edit, plan, sources, at } = request
  const prices = priceElsewhere(lists, { ...edit, plan, at, sources: sources.map(({ measurement }) => ({ measurement, result: resultOf(edit, measurement) })) })
  const dollars = dollarsPer(book.book, 'credits')
  const usd = dollars && toText(dollars.mul(decimal(own.low)), places)
  return {
    book: own.book,
    ours: { amount: own.low, usd: usd === undefined ? null : { low: usd, high: usd } },
    items: prices.flatMap((price) => (price.reason === undefined ? { ...inFull(price), usd: price.usd ?? null } : [])),
    unpriced: prices.flatMap((price) => (price.reason === undefined ? [] : inFull(price))),
    lists: lists.all.length,
  }
}

const inFull = <Price extends ElsewherePrice>(price: Price) => ({ ...price, url: price.url ?? null, note: price.note ?? null })
