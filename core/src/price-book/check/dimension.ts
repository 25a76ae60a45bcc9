// What a tool is tried with: for each of its inputs some values, those first that rise. The inputs that are measured from one source vary together.
import type { Input } from '../format.ts'
import type { CompiledInput, Frame, Value } from '../input.ts'
import { decimal, isDecimal, one, type Rational, roundToStep, whole, zero } from '../rational.ts'
import type { CompiledTool } from '../tool-price.ts'
import { axisOf, boundsIn, distinct, valueInWords } from './axis.ts'
import { isAmount, ranksOf } from './rank.ts'
import { type Turns, turnsOf } from './turns.ts'
import { conditionsOn, type Parts } from './walk.ts'

export interface Dimension {
  readonly inputs: readonly CompiledInput[]
  /** Each a value for each of the inputs. */
  readonly samples: readonly (readonly Value[])[]
  /** So many of the first samples rise. */
  readonly rising: number
  /** Whether the samples are its whole domain. */
  readonly complete: boolean
}

export const sampleInWords = ({ inputs, samples }: Dimension, at: number): string =>
  inputs.map(({ name }, index) => `${name} ${valueInWords(samples[at]![index])}`).join(', ')

/** @param measured whether width, height, pixels and the like are those of one source, as the studio measures it */
export function dimensionsOf(tool: CompiledTool, parts: Parts, measured: boolean): Dimension[] {
  const read = tool.inputs.filter(({ name }) => tool.reads.has(name))
  const known: Known = { parts, measured, turns: new Map() }
  const sides = measured ? ['width', 'height', 'pixels'].flatMap((name) => tool.inputs.filter((input) => input.name === name)) : []
  if (sides.length < 3 || !sides.some((side) => read.includes(side))) {
    const turns = turnsOf(tool, parts, usualValues(tool, known))
    return read.map((input) => dimensionOf(input, { ...known, turns }))
  }
  return [pictures(sides, parts), ...read.filter((input) => !sides.includes(input)).map((input) => dimensionOf(input, known))]
}

interface Known {
  readonly parts: Parts
  readonly measured: boolean
  readonly turns: Turns
}

/** Of each input a sample from the middle. */
function usualValues(tool: CompiledTool, known: Known): Value[] {
  return tool.inputs.map((input) => {
    const { samples } = samplesOf(input, known)
    return input.absent ?? samples[Math.floor(samples.length / 2)]
  })
}

function dimensionOf(input: CompiledInput, known: Known): Dimension {
  const { samples, rising, complete } = samplesOf(input, known)
  const absence = input.input.optional && input.absent === undefined ? [[undefined]] : []
  return { inputs: [input], samples: [...samples.map((value) => [value]), ...absence], rising, complete }
}

interface Samples {
  readonly samples: readonly Value[]
  readonly rising: number
  readonly complete: boolean
}

function samplesOf(compiled: CompiledInput, known: Known): Samples {
  const { parts } = known
  const { name, input, items } = compiled
  switch (input.kind) {
    case 'choice':
      return choiceSamples(name, input, known.measured)
    case 'flag':
      return { samples: ['false', 'true'], rising: 0, complete: true }
    case 'number': {
      // What is measured is there: a source has a page.
      const domain = known.measured && name === 'pages' ? { ...input, min: '1' } : input
      const { samples, complete } = numberSamples(name, domain, boundsOn(name, known))
      return { samples, rising: isAmount(name, input.unit) ? samples.length : 0, complete }
    }
    case 'text': {
      const lengths = ['', 'a', 'a'.repeat(100), 'a'.repeat(1001)]
      const counted = parts.all.some(
        ({ is }) => typeof is === 'object' && (('characters' in is && is.characters === name) || ('bytes' in is && is.bytes === name)),
      )
      const named = axisOf(name, compiled, conditionsOn(name, parts)).values.filter((value) => value !== undefined)
      return { samples: counted ? [...lengths, ...named] : named, rising: counted ? lengths.length : 0, complete: false }
    }
    case 'date':
      return { samples: axisOf(name, compiled, conditionsOn(name, parts)).values, rising: 0, complete: false }
    case 'list':
      return listSamples(input, items ?? [], known)
  }
}

function choiceSamples(name: string, input: Extract<Input, { kind: 'choice' }>, bestLast: boolean): Samples {
  const ranks = ranksOf(name, input, bestLast)
  const values = [...new Set(input.values.map(String))]
  const ranked = values.filter((_, at) => ranks[at] !== undefined).toSorted((a, b) => ranks[values.indexOf(a)]! - ranks[values.indexOf(b)]!)
  return { samples: [...ranked, ...values.filter((value) => !ranked.includes(value))], rising: ranked.length, complete: true }
}

/** One item like another, so many times; then one item with each other value of its inputs. */
function listSamples({ min = 0, max = 10_000 }: Extract<Input, { kind: 'list' }>, items: readonly CompiledInput[], known: Known): Samples {
  const inside = items.map((item) => samplesOf(item, { ...known, measured: false, turns: new Map() }).samples)
  const typical = inside.map((samples) => samples[Math.floor(samples.length / 2)])
  const frame = (values: readonly Value[]): Frame => ({ values, derived: [] })
  const counts = [...new Set([0, 1, 2, 3, 10, min, min + 1, Math.min(max, 100)])].filter((count) => count >= min && count <= max).sort((a, b) => a - b)
  const many = counts.map((count) => Array.from({ length: count }, () => frame(typical)))
  const varied = inside.flatMap((samples, at) => samples.map((value) => Array.from({ length: Math.max(1, min) }, () => frame(typical.with(at, value)))))
  return { samples: [...many, ...varied], rising: many.length, complete: false }
}

/** Where the price may turn: what conditions compare it with, ends of steps and bands, what is free, blocks; and the same of what is derived from it. */
function boundsOn(name: string, { parts, turns }: Known): Rational[] {
  const ends = parts.ends.filter(({ quantity }) => quantity === name).flatMap(({ ends }) => ends)
  return distinct([...boundsIn(conditionsOn(name, parts)), ...ends.filter(isDecimal).map(decimal), ...(turns.get(name) ?? [])])
}

const spread = [0, 1, 2, 3, 4, 5, 8, 10, 15, 30, 60, 100, 1000, 10_000].map(whole)
const sideSpread = [1, 64, 256, 512, 720, 1000, 1024, 1025, 1080, 1536, 1920, 2048, 3840, 4096, 8192].map(whole)
const areaSpread = [1, 10_000, 262_144, 1_000_000, 1_000_001, 2_073_600, 4_000_000, 8_294_400, 16_777_216, 100_000_000].map(whole)
const smallDomain = whole(24)
const mostSamples = 40
const hundredth = decimal('0.01')

function numberSamples(
  name: string,
  { min, max, whole: wholes, unit }: Extract<Input, { kind: 'number' }>,
  bounds: readonly Rational[],
): { samples: Rational[]; complete: boolean } {
  const low = min === undefined ? zero : decimal(min)
  const high = max === undefined ? undefined : decimal(max)
  if (wholes && high && high.sub(low).compare(smallDomain) <= 0) return { samples: countUp(low, high), complete: true }
  const usual = /width|height|side/i.test(name) ? sideSpread : /^pixels?$/i.test(unit ?? name) ? areaSpread : spread
  const near = bounds.flatMap((bound) => (wholes ? [bound.sub(one), bound, bound.add(one)] : [bound.sub(hundredth), bound, bound.add(hundredth)]))
  const ends = [low, ...(high ? [high] : []), ...(high ? [low.add(high).div(whole(2))] : [])]
  const inside = (value: Rational) => value.compare(low) >= 0 && (!high || value.compare(high) <= 0)
  const fits = (values: readonly Rational[]) => values.map((value) => (wholes ? roundToStep(value, 'down', one) : value)).filter(inside)
  return { samples: distinct([...fits([...ends, ...near]).slice(0, mostSamples), ...fits(usual)]), complete: false }
}

function countUp(low: Rational, high: Rational): Rational[] {
  const all: Rational[] = []
  for (let next = roundToStep(low, 'up', one); next.compare(high) <= 0; next = next.add(one)) all.push(next)
  return all
}

/** Sources that grow, around whole megapixels above all; then such as lie where conditions part them. */
function pictures(sides: readonly CompiledInput[], parts: Parts): Dimension {
  const rising = [
    [1, 1],
    [100, 100],
    [640, 480],
    [1000, 999],
    [1000, 1000],
    [1001, 1000],
  ]
  for (const megapixels of [2, 3, 4, 5, 8, 10, 12, 16, 20, 24, 25]) rising.push([megapixels * 1000, 1000], [megapixels * 1000 + 1, 1000])
  rising.push([30_000, 1500], [30_000, 8000])
  const around = (name: string) =>
    numberSamples(name, { kind: 'number', min: '1', max: '1000000000', whole: true }, boundsIn(conditionsOn(name, parts))).samples
  const parted = (name: string) => (conditionsOn(name, parts).length ? around(name) : [])
  const thousand = whole(1000)
  const sizes = [
    ...rising.map(([width, height]) => [whole(width!), whole(height!)] as const),
    ...parted('pixels').map((pixels) => [pixels, one] as const),
    ...parted('width').map((width) => [width, thousand] as const),
    ...parted('height').map((height) => [thousand, height] as const),
  ]
  return { inputs: sides, samples: sizes.map(([width, height]) => [width, height, width.mul(height)]), rising: rising.length, complete: false }
}
