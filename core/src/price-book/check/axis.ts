// An axis: the values of a name that conditions can tell apart, one for each class of values that every condition answers alike.
import { compileWhen } from '../condition.ts'
import type { Choice, Condition } from '../format.ts'
import type { CompiledInput, Value } from '../input.ts'
import type { Names } from '../names.ts'
import { decimal, isDecimal, one, type Rational, roundToStep, toText, whole, zero } from '../rational.ts'
import type { Mask } from './box.ts'

export interface Axis {
  readonly name: string
  readonly input: CompiledInput
  /** Undefined: not given. */
  readonly values: readonly Value[]
}

/** The slot of what is no input. */
export const nowhere = -1

/** @param input "number" for what has no domain of its own: a quantity, a state of a chain */
export function axisOf(name: string, input: CompiledInput | 'number', conditions: readonly Condition[]): Axis {
  const compiled: CompiledInput = input === 'number' ? { name, slot: nowhere, input: { kind: 'number' }, read: () => zero, absent: undefined } : input
  const absence = compiled.input.optional && compiled.absent === undefined ? [undefined] : []
  return { name, input: compiled, values: [...classesOf(compiled, conditions, input === 'number'), ...absence] }
}

function classesOf({ input }: CompiledInput, conditions: readonly Condition[], anywhere: boolean): Value[] {
  switch (input.kind) {
    case 'choice':
      return [...new Set(input.values.map(String))]
    case 'flag':
      return ['true', 'false']
    case 'number': {
      const bound = (text: string | undefined) => (text === undefined || !isDecimal(text) ? undefined : decimal(text))
      const [low, high] = anywhere ? [undefined, undefined] : [bound(input.min) ?? zero, bound(input.max)]
      return numberClasses(boundsIn(conditions), { low, high, whole: input.whole === true })
    }
    case 'text':
      return textClasses(conditions)
    case 'date':
      return dateClasses(conditions)
    case 'list':
      return []
  }
}

const listed = (value: Choice | readonly Choice[]): readonly Choice[] => (typeof value === 'object' ? value : [value])

/** The values a condition names outright. */
export function valuesIn(condition: Condition): readonly Choice[] {
  if (typeof condition !== 'object') return [condition]
  if (Array.isArray(condition)) return condition
  return 'not' in condition ? listed(condition.not) : []
}

/** The texts that it compares with. */
function boundsOf(condition: Condition): string[] {
  if (typeof condition !== 'object' || Array.isArray(condition)) return valuesIn(condition).map(String)
  if ('from' in condition || 'over' in condition || 'to' in condition || 'under' in condition)
    return [condition.from, condition.over, condition.to, condition.under].filter((bound) => bound !== undefined)
  return valuesIn(condition).map(String)
}

export function boundsIn(conditions: readonly Condition[]): Rational[] {
  return [...new Set(conditions.flatMap(boundsOf).filter(isDecimal))].map(decimal)
}

export interface Span {
  readonly low: Rational | undefined
  readonly high: Rational | undefined
  readonly whole: boolean
}

/** Each bound, and one number between each two, before the first and after the last, as far as they are in the domain. */
function numberClasses(bounds: readonly Rational[], { low, high, whole: inWholes }: Span): Rational[] {
  const ends = [...bounds, ...(low ? [low] : []), ...(high ? [high] : [])].sort((a, b) => a.compare(b))
  if (ends.length === 0) return [one]
  const found: Rational[] = [ends[0]!.sub(one)]
  for (const [index, end] of ends.entries()) {
    const next = ends[index + 1]
    found.push(end)
    if (!next) found.push(inWholes ? floor(end).add(one) : end.add(one))
    else if (next.compare(end) > 0) found.push(inWholes ? floor(end).add(one) : end.add(next).div(two))
  }
  const inside = found.filter((value) => (!low || value.compare(low) >= 0) && (!high || value.compare(high) <= 0))
  return distinct(inWholes ? inside.filter((value) => floor(value).compare(value) === 0) : inside)
}

const two = whole(2)
const floor = (value: Rational): Rational => roundToStep(value, 'down', one)

export function distinct(values: readonly Rational[]): Rational[] {
  const sorted = values.toSorted((a, b) => a.compare(b))
  return sorted.filter((value, index) => index === 0 || value.compare(sorted[index - 1]!) !== 0)
}

const filler = '~'

/** Every text that is named, every part alone and with more around it, and a text that has none of them. */
function textClasses(conditions: readonly Condition[]): string[] {
  const texts = new Set<string>()
  for (const condition of conditions) {
    for (const value of valuesIn(condition)) texts.add(String(value))
    if (typeof condition !== 'object' || Array.isArray(condition)) continue
    const parts = 'contains' in condition ? condition.contains : 'startsWith' in condition ? condition.startsWith : []
    for (const part of typeof parts === 'string' ? [parts] : parts) texts.add(part).add(`${part}${filler}`)
  }
  return [...texts, filler]
}

function dateClasses(conditions: readonly Condition[]): string[] {
  const days = conditions.flatMap(boundsOf).filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)))
  const near = (day: string) => [-1, 0, 1].map((off) => new Date(Date.parse(day) + off * dayLength).toISOString().slice(0, 10))
  const found = [...new Set(days.flatMap(near))].sort()
  return found.length ? found : ['2026-01-01']
}
const dayLength = 86_400_000

/** The values of the axis for which the condition holds. @throws PriceBookError as the compiler does */
export function maskOf({ name, input, values }: Axis, condition: Condition): Mask {
  const alone: CompiledInput = { ...input, slot: 0 }
  const names: Names = { inputs: new Map([[name, alone]]), quantity: () => undefined, reads: new Set(), known: () => [name] }
  const { exact } = compileWhen({ [name]: condition }, names, name)
  let mask = 0n
  for (const [index, value] of values.entries()) if (exact({ values: [value], derived: [] })) mask |= 1n << BigInt(index)
  return mask
}

export function valueInWords(value: Value): string {
  if (value === undefined) return 'not given'
  if (typeof value === 'string') return value === filler ? 'any other text' : value === '' ? '""' : value
  if (Array.isArray(value)) return `${value.length} items`
  if (typeof value === 'object' && 'low' in value) return `${toText(value.low, 6)} to ${toText(value.high, 6)}`
  return toText(value as Rational, 6)
}
