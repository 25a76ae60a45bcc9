// The same job at other vendors, by their published lists, in the words of a screen.
import type { EstimateRequest } from '@keter/core'
import { queryOptions } from '@tanstack/react-query'
import { studio } from '../../lib/studio.ts'
import { shown } from '../../lib/amount.ts'
import { bodyOf, requestKey } from './estimate-body.ts'

export const elsewhereQuery = (request: EstimateRequest) =>
  queryOptions({
    queryKey: ['elsewhere', requestKey(request)],
    queryFn: async ({ signal }) => (await studio.POST('/estimates/elsewhere', { signal, body: bodyOf(request) })).data,
    staleTime: 5 * 60_000,
  })

export type Elsewhere = NonNullable<Awaited<ReturnType<NonNullable<ReturnType<typeof elsewhereQuery>['queryFn']>>>>
export type Offer = Elsewhere['items'][number]

/** A list may name its vendor in every tool. */
export const offerName = ({ vendor, title }: Pick<Offer, 'vendor' | 'title'>): string =>
  title.toLowerCase().startsWith(vendor.toLowerCase()) ? title : `${vendor}, ${title}`

interface Span {
  readonly low: string
  readonly high: string
}

/** "12 credits", "4 to 6 credits"; null where the unit is dollars, which stand beside it anyway. */
export function priceInUnit({ low, high, unit }: Span & { readonly unit: string }): string | null {
  if (unit === 'usd') return null
  return low === high ? `${figure(low)} ${unit}` : `${figure(low)} to ${figure(high)} ${unit}`
}

/** "$0.12", "$0.10 to $0.20"; what is rounded for the screen says so by "about". */
export function dollarsInWords(usd: Span | null): string | null {
  if (usd === null) return null
  const rounded = [usd.low, usd.high].some((amount) => places(amount, dollarPlaces(amount)) !== plain(amount))
  const [low, high] = [dollar(usd.low), dollar(usd.high)]
  return `${rounded ? 'about ' : ''}${low === high ? low : `${low} to ${high}`}`
}

const dollar = (amount: string): string => `$${padded(places(amount, dollarPlaces(amount)))}`
/** Cents, and below ten cents four places. */
const dollarPlaces = (amount: string): number => (Math.abs(Number(amount)) >= 0.1 || Number(amount) === 0 ? 2 : 4)
const padded = (amount: string): string => (/\.\d$/.test(amount) ? `${amount}0` : amount)
const figure = (amount: string): string => shown(places(amount, 4))

/** For a screen only: nothing is charged by it. */
const places = (amount: string, most: number): string => plain(Number(amount).toFixed(most))
const plain = (amount: string): string => (amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "2026", "Nov 2026", "22 Nov 2026": as exact as it is known. */
export function publishedInWords(asOf: string): string {
  const [year = asOf, month, day] = asOf.split('-')
  return [day && String(Number(day)), month && months[Number(month) - 1], year].filter(Boolean).join(' ')
}

/** Inputs of theirs that are open, in words: "scene_type" is "scene type". */
export const dependsInWords = (names: readonly string[]): string => names.map((name) => name.replaceAll('_', ' ')).join(', ')

/** Only what a browser may open; anything else stays text. */
export const linkOf = (url: string | null): string | null => (url !== null && /^https?:\/\//.test(url) ? url : null)
