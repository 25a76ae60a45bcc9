// The price book in force, compiled once; prices are made from it here in the browser, by the same code as in the studio.
import { type CompiledBook, compilePriceBook, listedRates, type StudioBook } from '@keter/core'
import { queryOptions } from '@tanstack/react-query'
import { studio } from '../../lib/studio.ts'

export const bookQuery = queryOptions({
  queryKey: ['price-book'],
  queryFn: async (): Promise<CompiledBook> => {
    const { data } = await studio.GET('/price-book')
    return compilePriceBook(data.book as unknown as StudioBook, data.digest)
  },
  staleTime: 5 * 60_000,
  structuralSharing: false,
})

export interface Rate {
  /** Null where every row of the tool is free; undefined where the book has no price for it. */
  readonly lowest: string | null | undefined
  /** More than one rate: "from". */
  readonly from: boolean
  /** In short, and as the book says it. */
  readonly unit: string
  readonly per: string
}

/** What the palette says a tool costs: its lowest rate. */
export function rateOf({ tools }: CompiledBook, id: string): Rate {
  const tool = tools.get(id)
  const rates = (tool ? listedRates(tool) : []).flatMap(({ rate, per }) => (rate === undefined ? [] : [{ rate, per: per ?? 'file' }]))
  if (rates.length === 0) return { lowest: undefined, from: false, unit: '', per: '' }
  const paid = rates.filter(({ rate }) => Number(rate) > 0).sort((a, b) => Number(a.rate) - Number(b.rate))
  if (!paid[0]) return { lowest: null, from: false, unit: '', per: '' }
  return { lowest: paid[0].rate, from: new Set(paid.map(({ rate }) => rate)).size > 1, unit: unitInShort(paid[0].per), per: paid[0].per }
}

const short: Readonly<Record<string, string>> = {
  megapixel: 'MP',
  'started megapixel': 'MP',
  'megapixel of frames': 'MP',
  'started megapixel of frames': 'MP',
  second: 's',
  minute: 'min',
}
export const unitInShort = (unit: string): string => short[unit] ?? unit
