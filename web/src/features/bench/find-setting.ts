// The estimate turned around, in the words of the bench: what so many credits buy, and the cheapest way to a size.
import { type Credits, type EstimateRequest, parseCredits, type Setting, settingsFor } from '@keter/core'
import { rangeOfCredits } from '../../lib/amount.ts'
import { count } from '../../lib/words.ts'
import { editInWords } from '../runs/run-words.ts'
import type { Settings } from './settings.ts'

export type Wanted = { readonly by: 'credits'; readonly credits: Credits } | { readonly by: 'size'; readonly longEdge: number }

export interface Way {
  /** "Standard 4×, 2 attempts" */
  readonly label: string
  readonly longEdge: number
  /** "4 to 6 credits" */
  readonly price: string
  /** Off the most of what is set now; negative where it costs more. */
  readonly saving: string
  /** What is set now. */
  readonly asked: boolean
  readonly setting: Setting
}

export interface Ways {
  readonly ways: readonly Way[]
  /** Where nothing fits: what comes nearest. */
  readonly nearest: Way | null
}

export function waysFor(request: EstimateRequest, wanted: Wanted): Ways {
  const { settings, nearest } = settingsFor(request, wanted.by === 'credits' ? { credits: wanted.credits } : { longEdge: wanted.longEdge })
  const way = (setting: Setting): Way => ({
    label: `${editInWords({ tool: request.edit.tool, ...setting })}, ${count(setting.iterations, 'attempt')}`,
    longEdge: setting.longEdge,
    price: rangeOfCredits(setting.low, setting.most),
    saving: setting.saving,
    asked: setting.asked,
    setting,
  })
  return { ways: settings.map(way), nearest: nearest && way(nearest) }
}

export const withSetting = (settings: Settings, { quality, options, iterations }: Setting): Settings => ({
  ...settings,
  quality,
  options: { ...settings.options, ...options },
  iterations,
})

/** Null where what was typed is no amount of credits. */
export function creditsIn(text: string): Credits | null {
  const amount = text.trim().replace(',', '.')
  return /^\d{1,9}(\.\d{1,3})?$/.test(amount) ? parseCredits(amount) : null
}

/** Null where what was typed is no number of pixels. */
export function pixelsIn(text: string): number | null {
  const pixels = Number(text.replace(/\s/g, ''))
  return Number.isInteger(pixels) && pixels >= 1 && pixels <= 1_000_000 ? pixels : null
}

/** Sizes that people ask for by name: pixels of the longer edge. */
export const namedSizes = [
  { name: '2K', pixels: 2048 },
  { name: '4K', pixels: 3840 },
  { name: '8K', pixels: 7680 },
] as const
