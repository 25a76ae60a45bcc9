// The inputs of a tool: reads what was given into values, each checked against its domain. Texts and numbers are both welcome:
// "10", 10 and "10s" are ten where the book says that seconds may be written so.
import type { Choice, Input } from './format.ts'
import { type Interval, unknown } from './interval.ts'
import { BeyondLimits, decimal, isDecimal, ofNumber, type Rational, whole, zero } from './rational.ts'

/** `from` and `to`: known only to lie between them. A list has an object of inputs for each item. */
export type Given = Choice | { readonly from: Choice; readonly to: Choice } | readonly GivenInputs[]
export type GivenInputs = Readonly<Record<string, unknown>>

/** A text (choices, flags, texts, dates), a number, or the items of a list; undefined where it is not known. */
export type Value = string | Rational | Interval | readonly Frame[] | undefined

/** Where an expression finds its values: by the position of the input, and outside the item of a list those of the tool itself. */
export interface Frame {
  readonly values: readonly Value[]
  readonly derived: (Rational | Interval | undefined)[]
  readonly outer?: Frame
  /** How many items and steps may still be looked at; of the outermost frame. */
  left?: number
}

/** Items of lists and steps of chains that one price may take. Lists in lists and chains in chains would otherwise run for days. */
const mostSteps = 500_000

export const frameOf = (values: readonly Value[]): Frame => ({ values, derived: [], left: mostSteps })

/** @throws BeyondLimits */
export function spend(frame: Frame, steps: number): void {
  let outermost = frame
  while (outermost.outer) outermost = outermost.outer
  if (outermost.left === undefined) return
  outermost.left -= steps
  if (outermost.left < 0) throw new BeyondLimits(`It takes more than ${mostSteps} steps to price this.`)
}

/** What was given is no price question at all. */
export class InvalidInput extends Error {
  readonly input: string
  readonly kind: 'unknown' | 'malformed' | 'not-offered'
  constructor(input: string, kind: InvalidInput['kind'], message: string) {
    super(message)
    this.name = 'InvalidInput'
    this.input = input
    this.kind = kind
  }
}

/** Some inputs that are needed are not there. */
export class MissingInput extends Error {
  readonly inputs: readonly string[]
  constructor(inputs: readonly string[]) {
    super(inputs.length === 1 ? `"${inputs[0]}" is missing.` : `${inputs.map((name) => `"${name}"`).join(', ')} are missing.`)
    this.name = 'MissingInput'
    this.inputs = inputs
  }
}

export interface CompiledInput {
  readonly name: string
  readonly input: Input
  readonly slot: number
  /** @throws InvalidInput */
  readonly read: (given: unknown) => Value
  readonly absent: Value
  /** Of a list: the inputs of an item. */
  readonly items?: readonly CompiledInput[]
}

export function compileInputs(inputs: Readonly<Record<string, Input>>): CompiledInput[] {
  checkNames(inputs)
  return Object.entries(inputs).map(([name, input], slot) => {
    const items = input.kind === 'list' ? compileInputs(input.items) : undefined
    const read = reader(name, input, items)
    return { name, input, slot, read, absent: input.default === undefined ? undefined : read(input.default), ...(items && { items }) }
  })
}

function checkNames(inputs: Readonly<Record<string, Input>>): void {
  const taken = new Map<string, string>()
  for (const [name, { names = [] }] of Object.entries(inputs))
    for (const other of names) {
      const whose = Object.keys(inputs).find((own) => own !== name && own.toLowerCase() === other.toLowerCase()) ?? taken.get(other.toLowerCase())
      if (whose !== undefined) throw new Error(`"${other}" names both "${whose}" and "${name}".`)
      taken.set(other.toLowerCase(), name)
    }
}

/** Reads every input. @throws InvalidInput, MissingInput */
export function readInputs(inputs: readonly CompiledInput[], known: KnownInputs, given: GivenInputs): Value[] {
  const values = known.absent.slice()
  for (const name in given) {
    const input = known.byName.get(name) ?? otherwiseNamed(known, name, given)
    const value = given[name]
    if (value !== undefined && value !== null) values[input.slot] = input.read(value)
  }
  if (known.required.length) {
    const missing = known.required.filter((slot) => values[slot] === undefined)
    if (missing.length) throw new MissingInput(missing.map((slot) => inputs[slot]!.name))
  }
  return values
}

/** What reading needs to know of the inputs, worked out once. */
export interface KnownInputs {
  readonly byName: ReadonlyMap<string, CompiledInput>
  /** By name and by other names, in lower case. */
  readonly byOtherName: ReadonlyMap<string, CompiledInput>
  /** The values of inputs that are not given. */
  readonly absent: readonly Value[]
  /** Slots of those that must be. */
  readonly required: readonly number[]
}

export const knownInputs = (inputs: readonly CompiledInput[]): KnownInputs => ({
  byName: new Map(inputs.map((input) => [input.name, input])),
  // Own names last: they win.
  byOtherName: new Map([
    ...inputs.flatMap((input) => (input.input.names ?? []).map(lowerCased(input))),
    ...inputs.map((input) => lowerCased(input)(input.name)),
  ]),
  absent: inputs.map(({ absent }) => absent),
  required: inputs.filter(({ input }) => input.required).map(({ slot }) => slot),
})

const lowerCased =
  (input: CompiledInput) =>
  (name: string): [string, CompiledInput] => [name.toLowerCase(), input]

/** @throws InvalidInput where there is none, or where it is given under two names */
function otherwiseNamed(known: KnownInputs, name: string, given: GivenInputs): CompiledInput {
  const input = known.byOtherName.get(name.toLowerCase())
  if (!input) throw unknownInput(known, name)
  const twice = Object.keys(given).find((other) => other !== name && known.byOtherName.get(other.toLowerCase()) === input)
  if (twice !== undefined) throw new InvalidInput(name, 'malformed', `"${name}" and "${twice}" are the same input; give one of them.`)
  return input
}

function unknownInput({ byName }: KnownInputs, name: string): InvalidInput {
  return new InvalidInput(name, 'unknown', `There is no input "${name}". There is ${byName.size ? [...byName.keys()].join(', ') : 'none'}.`)
}

function reader(name: string, input: Input, items: readonly CompiledInput[] | undefined): (given: unknown) => Value {
  switch (input.kind) {
    case 'choice':
      return choiceReader(name, input.values, input.aliases ?? {})
    case 'flag':
      return choiceReader(name, [true, false], { yes: true, no: false, on: true, off: false, 1: true, 0: false })
    case 'number':
      return numberReader(name, input)
    case 'text':
      return (given) => plain(name, given)
    case 'date':
      return (given) => {
        const text = plain(name, given)
        if (isDate(text)) return text
        throw new InvalidInput(name, 'malformed', `"${name}" is ${shown(given)}; write a date like 2026-11-22.`)
      }
    case 'list':
      return listReader(name, input, items!)
  }
}

const longest = 1_000_000

/** An ISO date of the calendar, like 2026-11-22. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function plain(name: string, given: unknown): string {
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean')
    throw new InvalidInput(name, 'malformed', `"${name}" is ${shown(given)}; give one value.`)
  const text = String(given)
  if (text.length > longest) throw new InvalidInput(name, 'malformed', `"${name}" is longer than ${longest} characters.`)
  return text
}

function choiceReader(name: string, values: readonly Choice[], aliases: Readonly<Record<string, Choice>>): (given: unknown) => string {
  const meant = new Map(Object.entries(aliases).map(([alias, value]) => [alias, String(value)]))
  for (const value of values) meant.set(String(value), String(value))
  const lower = new Map<string, string>()
  for (const [spelling, value] of meant) if (!lower.has(spelling.toLowerCase())) lower.set(spelling.toLowerCase(), value)
  return (given) => {
    const exactly = typeof given === 'string' ? meant.get(given) : undefined
    if (exactly !== undefined) return exactly
    const text = plain(name, given)
    const found = meant.get(text) ?? lower.get(text.trim().toLowerCase())
    if (found !== undefined) return found
    throw new InvalidInput(name, 'not-offered', `"${name}" cannot be ${shown(given)}. It can be ${values.join(', ')}.`)
  }
}

function numberReader(name: string, input: Input & { kind: 'number' }): (given: unknown) => Rational | Interval {
  const min = input.min === undefined ? zero : decimal(input.min)
  const max = input.max === undefined ? undefined : decimal(input.max)
  // Nearly all numbers are whole and small; bounds that are not are looked at below.
  const [least, most] = [smallWhole(min), max ? smallWhole(max) : Number.MAX_SAFE_INTEGER]
  const read = (given: unknown): Rational => {
    if (least !== undefined && most !== undefined && Number.isSafeInteger(given) && (given as number) >= least && (given as number) <= most)
      return whole(given as number)
    const value = numberFrom(name, given, input.suffixes ?? [])
    if (input.whole && !value.isWhole()) throw new InvalidInput(name, 'not-offered', `"${name}" is ${shown(given)}; it is counted in whole numbers.`)
    if (value.compare(min) < 0) throw new InvalidInput(name, 'not-offered', `"${name}" is ${shown(given)}; the least is ${input.min ?? '0'}.`)
    if (max && value.compare(max) > 0) throw new InvalidInput(name, 'not-offered', `"${name}" is ${shown(given)}; the most is ${input.max}.`)
    return value
  }
  return (given) => {
    if (typeof given !== 'object' || given === null || !('from' in given) || !('to' in given)) return read(given)
    const [low, high] = [read(given.from), read(given.to)]
    if (low.compare(high) > 0) throw new InvalidInput(name, 'malformed', `"${name}" is ${shown(given)}; write the smaller end first.`)
    return unknown(name, low, high)
  }
}

const smallWhole = (value: Rational): number | undefined => {
  const [top, bottom] = value.terms
  return bottom === 1n && top <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(top) : undefined
}

function numberFrom(name: string, given: unknown, suffixes: readonly string[]): Rational {
  if (typeof given === 'number' && Number.isFinite(given)) return ofNumber(given)
  if (typeof given === 'string') {
    const text = given.trim()
    if (isDecimal(text)) return decimal(text)
    for (const suffix of suffixes) {
      const [digits, ending] = [text.slice(0, -suffix.length).trim(), text.slice(-suffix.length)]
      if (isDecimal(digits) && ending.toLowerCase() === suffix.toLowerCase()) return decimal(digits)
    }
  }
  throw new InvalidInput(name, 'malformed', `"${name}" is ${shown(given)}; write a number.`)
}

function listReader(name: string, input: Input & { kind: 'list' }, items: readonly CompiledInput[]): (given: unknown) => readonly Frame[] {
  const { min = 0, max = 10_000 } = input
  const known = knownInputs(items)
  return (given) => {
    if (!Array.isArray(given)) throw new InvalidInput(name, 'malformed', `"${name}" is ${shown(given)}; give a list.`)
    if (given.length < min || given.length > max)
      throw new InvalidInput(name, 'not-offered', `"${name}" has ${given.length} items; it may have ${min} to ${max}.`)
    return given.map((item: unknown, index) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item))
        throw new InvalidInput(name, 'malformed', `"${name}[${index}]" is ${shown(item)}; give an object of its inputs.`)
      return { values: readInputs(items, known, item as GivenInputs), derived: [] }
    })
  }
}

const plainly = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

function shown(given: unknown): string {
  const text = typeof given === 'string' || (typeof given === 'object' && given !== null) ? JSON.stringify(given, plainly) : String(given)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
