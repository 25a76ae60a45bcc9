// Settings: the estimate turned around. What can be had for so many credits, and the cheapest way to a result of so many pixels, found by
// pricing the same sources with every quality, every option that matters and several numbers of attempts. (docs/rules/pricing.md, P21)
import { type Credits, formatCredits, noCredits, subtractCredits } from './credits.ts'
import { planNamed } from './plan.ts'
import { toolIn } from './price-book/price.ts'
import { Refusal } from './refusal.ts'
import { type EstimateRequest, priceSources } from './source-price.ts'
import { type Edit, type Option, type OptionValue, type Tool, toolNamed } from './tool.ts'

export interface Wanted {
  /** What may be spent at most, all planned attempts included: settings then have as many attempts as it pays, else those asked for. */
  readonly credits?: Credits
  /** Pixels that the longer edge of every result must have at least. */
  readonly longEdge?: number
}

/** One way to run the edit. Amounts are decimal strings of credits. */
export interface Setting {
  readonly quality: string | null
  /** Those that are varied; the others stay as asked. */
  readonly options: Readonly<Record<string, OptionValue>>
  readonly iterations: number
  /** "Standard, scale 4, 2 attempts". */
  readonly label: string
  readonly low: string
  readonly most: string
  /** Off the most of what was asked; negative where it costs more. */
  readonly saving: string
  /** Pixels of the longer edge of the smallest result. */
  readonly longEdge: number
  /** What was asked for. */
  readonly asked: boolean
}

export interface Settings {
  /** None of them is as good in everything as another that costs less. Best first for credits, cheapest first otherwise. */
  readonly settings: readonly Setting[]
  /** Where nothing fits: what comes nearest, the cheapest of all or the largest of all. Null where the plan allows nothing. */
  readonly nearest: Setting | null
}

/** @throws Refusal as an estimate does, for what no setting can help */
export function settingsFor(request: EstimateRequest, wanted: Wanted): Settings {
  const all = variants(request, wanted.credits === undefined ? [request.iterations] : attemptCounts(request))
  const fitting = mostAttempts(
    all.filter(({ most, longEdge }) => (wanted.credits === undefined || most <= wanted.credits) && longEdge >= (wanted.longEdge ?? 0)),
  )
  const best = wanted.credits === undefined ? cheapestFirst : bestFirst
  const asked = all.find((variant) => variant.asked)?.most ?? noCredits
  const nearest = all.toSorted(wanted.longEdge !== undefined && wanted.credits === undefined ? (a, b) => b.longEdge - a.longEdge : cheapestFirst)[0]
  return {
    settings: fitting
      .filter((one) => !fitting.some((other) => beats(other, one)))
      .toSorted(best)
      .map((variant) => shown(variant, asked)),
    nearest: fitting.length || !nearest ? null : shown(nearest, asked),
  }
}

interface Variant {
  readonly edit: Edit
  readonly varied: readonly string[]
  readonly iterations: number
  /** Best last, as in the catalogue. */
  readonly rank: number
  readonly low: Credits
  readonly most: Credits
  readonly longEdge: number
  readonly asked: boolean
}

/** As good in everything, and cheaper or better in something; of two alike the one that was asked for, else the first, stays. */
function beats(a: Variant, b: Variant): boolean {
  if (a === b || a.most > b.most || a.rank < b.rank || a.longEdge < b.longEdge || a.iterations < b.iterations) return false
  const alike = a.most === b.most && a.rank === b.rank && a.longEdge === b.longEdge && a.iterations === b.iterations
  return !alike || a.asked
}

const bestFirst = (a: Variant, b: Variant): number => b.rank - a.rank || b.longEdge - a.longEdge || b.iterations - a.iterations
const cheapestFirst = (a: Variant, b: Variant): number => (a.most === b.most ? bestFirst(a, b) : a.most < b.most ? -1 : 1)

/** Of each edit the one with the most attempts. */
const mostAttempts = (all: readonly Variant[]): Variant[] =>
  [...Map.groupBy(all, ({ edit }) => edit).values()].map((same) => same.toSorted((a, b) => b.iterations - a.iterations)[0]!)

/** Every combination that the plan allows and the book offers. */
function variants(request: EstimateRequest, counts: readonly number[]): Variant[] {
  const tool = toolNamed(request.edit.tool)
  const varied = optionsThatMatter(request, tool)
  const qualities = tool.qualities.length ? tool.qualities.map(({ id }) => id) : [null]
  const edits = qualities.flatMap((quality) => withOptions({ ...request.edit, quality }, tool, varied))
  const found = edits.flatMap((edit) => counts.flatMap((iterations) => priced(request, tool, edit, varied, iterations)))
  // What was asked stays a refusal where nothing else can be had either.
  if (found.length === 0) priceSources(request)
  return found
}

/** Choices that change the price or the size; a file format does neither. */
function optionsThatMatter(request: EstimateRequest, tool: Tool): string[] {
  const { reads } = toolIn(request.book, tool.id)
  return Object.keys(tool.options).filter((name) => reads.has(name) && valuesOf(tool.options[name]!).length > 1)
}

const valuesOf = (option: Option): readonly OptionValue[] => (option.kind === 'choice' ? option.values : option.kind === 'flag' ? [false, true] : [])

function withOptions(edit: Edit, tool: Tool, [name, ...others]: readonly string[]): Edit[] {
  if (name === undefined) return [edit]
  return valuesOf(tool.options[name]!).flatMap((value) => withOptions({ ...edit, options: { ...edit.options, [name]: value } }, tool, others))
}

/** More attempts than four are planned seldom. */
function attemptCounts({ book, plan, iterations }: EstimateRequest): number[] {
  const most = planNamed(book, plan).terms.limits.iterations
  return [...new Set([1, 2, 3, 4, iterations])].filter((count) => Number.isInteger(count) && count >= 1 && count <= most)
}

function priced(request: EstimateRequest, tool: Tool, edit: Edit, varied: readonly string[], iterations: number): Variant[] {
  try {
    const { sources, low, most } = priceSources({ ...request, edit, iterations })
    const longEdge = Math.min(...sources.map(({ result }) => Math.max(result.width, result.height)))
    const same = edit.quality === request.edit.quality && varied.every((name) => edit.options[name] === request.edit.options[name])
    const rank = tool.qualities.findIndex(({ id }) => id === edit.quality)
    return [{ edit, varied, iterations, rank, low, most, longEdge, asked: same && iterations === request.iterations }]
  } catch (error) {
    if (error instanceof Refusal) return []
    throw error
  }
}

function shown({ edit, varied, iterations, low, most, longEdge, asked: isAsked }: Variant, asked: Credits): Setting {
  const tool = toolNamed(edit.tool)
  const quality = tool.qualities.find(({ id }) => id === edit.quality)
  const options = Object.fromEntries(varied.map((name) => [name, edit.options[name]!]))
  const parts = [
    ...(quality ? [quality.label] : []),
    ...varied.map((name) => `${tool.options[name]!.label.toLowerCase()} ${edit.options[name]}`),
    iterations === 1 ? '1 attempt' : `${iterations} attempts`,
  ]
  return {
    quality: edit.quality,
    options,
    iterations,
    label: parts.join(', '),
    low: formatCredits(low),
    most: formatCredits(most),
    saving: formatCredits(subtractCredits(asked, most)),
    longEdge,
    asked: isAsked,
  }
}
