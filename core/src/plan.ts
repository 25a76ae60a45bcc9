// Plans: under which terms a workspace edits. A plan changes the price (percent off) and sets the most that one run may have.
// What is above a limit is refused before anything is priced, with the limit and what was asked.
import type { LimitMode } from './limit.ts'
import type { Measurement } from './measurement.ts'
import type { CompiledBook, CompiledPlan } from './price-book/compile.ts'
import type { PlanLimits } from './price-book/format.ts'
import type { ResultShape } from './result.ts'
import { Refusal, type RefusalCode } from './refusal.ts'

/** One limit and how much of it a run takes. */
export interface LimitState {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly maximum: string
  readonly used: string
  readonly thisRun: string
  readonly ok: boolean
  /** For a limit on spending: what happens above it. A plan's limits always refuse. */
  readonly mode?: LimitMode
}

/** @throws Refusal `unknown_plan` */
export function planNamed(book: CompiledBook, id: string): CompiledPlan {
  const plan = book.plans.get(id)
  if (!plan) throw new Refusal('unknown_plan', `There is no plan called "${id}".`, { plan: id, known: [...book.plans.keys()] })
  return plan
}

/** @throws Refusal `iterations_out_of_range` */
export function checkIterations(plan: CompiledPlan, iterations: number): void {
  const maximum = plan.terms.limits.iterations
  if (Number.isInteger(iterations) && iterations >= 1 && iterations <= maximum) return
  throw new Refusal('iterations_out_of_range', `${iterations} attempts cannot be planned; the ${plan.terms.name} plan allows 1 to ${maximum}.`, {
    plan: plan.id,
    minimum: 1,
    maximum,
    given: iterations,
  })
}

interface Sized {
  readonly name: string
  readonly measurement: Measurement
}

/** What a run takes of each limit on its sources. @throws Refusal `too_many_sources`, `source_too_large` */
export function sourceLimits(plan: CompiledPlan, iterations: number, sources: readonly Sized[]): LimitState[] {
  const { limits, name } = plan.terms
  if (sources.length > limits.sourcesPerRun)
    throw new Refusal('too_many_sources', `${sources.length} files are more than the ${limits.sourcesPerRun} that the ${name} plan allows in one run.`, {
      plan: plan.id,
      maximum: limits.sourcesPerRun,
      given: sources.length,
    })
  return [
    within('sources_per_run', 'Files in one run', 'files', limits.sourcesPerRun, sources.length),
    within('iterations', 'Attempts per file', 'attempts', limits.iterations, iterations),
    sizeLimit(plan, largestSource, sources),
    sizeLimit(plan, largestFile, sources),
  ]
}

/** Whether a plan's limits let such a run be: number of attempts and of files, and the size of a source. */
export function iterationsAllowed(
  book: CompiledBook,
  plan: string,
  { iterations, sources, measurement }: { readonly iterations: number; readonly sources: number; readonly measurement: Measurement },
): boolean {
  const { limits } = planNamed(book, plan).terms
  const pixels = measurement.width * measurement.height
  const fits = pixels <= limits.sourceMegapixels * 1_000_000 && measurement.bytes <= limits.uploadMegabytes * 1_000_000
  return iterations <= limits.iterations && sources <= limits.sourcesPerRun && fits
}

interface Shaped {
  readonly name: string
  readonly result: ResultShape
}

/** What a run takes of the limit on its results. @throws Refusal `result_too_large` */
export function resultLimit(plan: CompiledPlan, results: readonly Shaped[]): LimitState {
  return sizeLimit(plan, largestResult, results)
}

interface SizeLimit<Of> {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly code: RefusalCode
  readonly limit: keyof PlanLimits
  /** In pixels or bytes; the limit is in millions of them. */
  readonly size: (of: Of) => number
}

const largestSource: SizeLimit<Sized> = {
  name: 'source_megapixels',
  label: 'Largest source',
  unit: 'megapixels',
  code: 'source_too_large',
  limit: 'sourceMegapixels',
  size: ({ measurement }) => measurement.width * measurement.height,
}
const largestFile: SizeLimit<Sized> = {
  name: 'upload_megabytes',
  label: 'Largest file',
  unit: 'megabytes',
  code: 'source_too_large',
  limit: 'uploadMegabytes',
  size: ({ measurement }) => measurement.bytes,
}
const largestResult: SizeLimit<Shaped> = {
  name: 'result_megapixels',
  label: 'Largest result',
  unit: 'megapixels',
  code: 'result_too_large',
  limit: 'resultMegapixels',
  size: ({ result }) => result.width * result.height,
}

function sizeLimit<Of extends { readonly name: string }>(
  plan: CompiledPlan,
  { name, label, unit, code, limit, size }: SizeLimit<Of>,
  all: readonly Of[],
): LimitState {
  const maximum = plan.terms.limits[limit]
  const largest = all.reduce((a, b) => (size(b) > size(a) ? b : a))
  const given = inMillions(size(largest))
  if (size(largest) > maximum * 1_000_000)
    throw new Refusal(code, `${largest.name}: ${given} ${unit} are more than the ${maximum} that the ${plan.terms.name} plan allows.`, {
      plan: plan.id,
      source: largest.name,
      limit: name,
      unit,
      maximum,
      given,
    })
  return within(name, label, unit, maximum, given)
}

/** A limit that is not exceeded: what is above one was refused before. */
const within = (name: string, label: string, unit: string, maximum: number, thisRun: number): LimitState => ({
  name,
  label,
  unit,
  maximum: String(maximum),
  used: '0',
  thisRun: String(thisRun),
  ok: true,
})

/** For people: at most three decimal places, never shown smaller than it is. */
const inMillions = (count: number): number => Math.ceil(count / 1000) / 1000
