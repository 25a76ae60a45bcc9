// The small calculator of the page of rates: megapixels and attempts in, credits out, by the code that makes every other price.
import { type CompiledBook, estimate, noCredits, type OptionValue, Refusal, toolNamed } from '@keter/core'
import { range } from '../../lib/amount.ts'
import { defaultsOf } from '../bench/settings.ts'

export interface Picture {
  readonly megapixels: number
  readonly attempts: number
}

export interface Asked {
  readonly book: CompiledBook
  readonly plan: string
  readonly tool: string
  readonly setting: Readonly<Record<string, OptionValue>>
  readonly picture: Picture
  /** ISO date-time. */
  readonly at: string
}

/** "4 to 6" credits; or, in a few words, why there is no price. */
export function priceOfPicture({ book, plan, tool, setting, picture, at }: Asked): { readonly credits: string } | { readonly reason: string } {
  const defaults = defaultsOf(toolNamed(tool))
  const { quality = defaults.quality, ...options } = setting
  try {
    const { low, most } = estimate({
      book,
      plan,
      edit: { tool, quality: quality === null ? null : String(quality), options: { ...defaults.options, ...options } },
      iterations: picture.attempts,
      balance: { available: noCredits, held: noCredits },
      sources: [{ name: 'The picture', measurement: shape(picture.megapixels) }],
      at,
    })
    return { credits: range(low, most) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { reason: reasons[error.code] ?? 'not offered' }
  }
}

const reasons: Readonly<Record<string, string>> = {
  source_too_large: 'too large',
  result_too_large: 'too large',
  iterations_out_of_range: 'too many attempts',
}

/** So many pixels exactly: prices count pixels, whatever the sides are. */
function shape(megapixels: number) {
  const width = Math.max(1, Math.round(megapixels * 1000))
  return { media: 'image', format: 'png', width, height: 1000, bytes: 0 } as const
}

export const mostMegapixels = 1000

/** What was typed into the field; null where it is no size of a picture. */
export function megapixelsIn(text: string): number | null {
  const megapixels = Number(text.replace(',', '.'))
  return text.trim() !== '' && Number.isFinite(megapixels) && megapixels >= 0.001 && megapixels <= mostMegapixels ? megapixels : null
}
