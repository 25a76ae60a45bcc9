// Levers: what would make a run cheaper, and by how much. Found by pricing the same sources with one thing changed.
import { formatCredits, subtractCredits } from './credits.ts'
import type { EstimateRequest } from './estimate.ts'
import { Refusal } from './refusal.ts'
import { type PricedSources, priceSources } from './source-price.ts'
import { type Edit, type Options, type OptionValue, toolNamed } from './tool.ts'

/** A change that makes the run cheaper. */
export interface Lever {
  readonly label: string
  /** What to change in the request. */
  readonly change: { readonly quality: string } | { readonly options: Options } | { readonly iterations: number }
  readonly low: string
  readonly most: string
  /** Off the most. */
  readonly saving: string
}

/** Cheaper variants of the same run that the plan allows, the largest saving first. */
export function levers(request: EstimateRequest): Lever[] {
  const now = priceSources(request).most
  const found = variants(request).flatMap(({ label, change }) => {
    const varied = priceVariant({ ...request, ...applied(request.edit, change) })
    return varied && varied.most < now ? [{ label, change, priced: varied, saving: subtractCredits(now, varied.most) }] : []
  })
  return found
    .sort((a, b) => (a.saving === b.saving ? 0 : a.saving > b.saving ? -1 : 1))
    .map(({ label, change, priced, saving }) => ({
      label,
      change,
      low: formatCredits(priced.low),
      most: formatCredits(priced.most),
      saving: formatCredits(saving),
    }))
}

function priceVariant(request: EstimateRequest): PricedSources | undefined {
  try {
    return priceSources(request)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function variants({ edit, iterations }: EstimateRequest): Pick<Lever, 'label' | 'change'>[] {
  const tool = toolNamed(edit.tool)
  const quality = tool.qualities.find(({ id }) => id === edit.quality)
  const qualities = tool.qualities
    .filter((other) => other !== quality)
    .map((other) => ({ label: `${other.label} instead of ${quality?.label}`, change: { quality: other.id } }))
  const options = Object.entries(tool.options).flatMap(([name, option]) => {
    const values: readonly OptionValue[] = option.kind === 'choice' ? option.values : option.kind === 'flag' ? [true, false] : []
    const now = edit.options[name]
    return values
      .filter((value) => now !== undefined && value !== now)
      .map((value) => ({ label: `${option.label} ${value} instead of ${now}`, change: { options: { [name]: value } } }))
  })
  const fewer = [...new Set([1, iterations - 1])]
    .filter((count) => count >= 1 && count < iterations)
    .map((count) => ({ label: count === 1 ? 'One attempt only' : `${count} attempts instead of ${iterations}`, change: { iterations: count } }))
  return [...qualities, ...options, ...fewer]
}

function applied(edit: Edit, change: Lever['change']): Partial<EstimateRequest> {
  if ('iterations' in change) return change
  if ('quality' in change) return { edit: { ...edit, quality: change.quality } }
  return { edit: { ...edit, options: { ...edit.options, ...change.options } } }
}
