// What the names in an expression or a condition mean: the inputs of the tool, of an item of a list, or a step of a chain; and the
// quantities derived from them. Everything is resolved before anything is priced.
import { bookError } from './finding.ts'
import type { Input } from './format.ts'
import { type CompiledInput, type Frame, MissingInput, type Value } from './input.ts'
import { type Interval, point, unknown } from './interval.ts'
import type { Node } from './node.ts'
import { decimal, isDecimal, isNegative, type Rational, zero } from './rational.ts'

/** A quantity of the tool, compiled when something first needs it. */
export interface Quantity {
  readonly unit: string
  readonly node: Node
  /** Names of the inputs it depends on. */
  readonly reads: ReadonlySet<string>
}

export interface Names {
  readonly inputs: ReadonlyMap<string, CompiledInput>
  readonly quantity: (name: string, place: string) => Quantity | undefined
  readonly outer?: Names
  /** Every input that something compiled under these names depends on. */
  readonly reads: Set<string>
  /** For messages. */
  readonly known: () => string[]
}

export interface FoundInput {
  readonly compiled: CompiledInput
  readonly value: (frame: Frame) => Value
}

/** The input of this name, in the innermost scope that has it. */
export function findInput(names: Names, name: string): FoundInput | undefined {
  const compiled = names.inputs.get(name)
  if (compiled) {
    names.reads.add(name)
    const { slot } = compiled
    return { compiled, value: (frame) => frame.values[slot] }
  }
  const found = names.outer && findInput(names.outer, name)
  return found && { compiled: found.compiled, value: (frame) => found.value(frame.outer!) }
}

/** The quantity of this name; it belongs to the tool, whatever scope asks for it. */
export function findQuantity(names: Names, name: string, place: string): Quantity | undefined {
  if (!names.outer) {
    const found = names.quantity(name, place)
    for (const read of found?.reads ?? []) names.reads.add(read)
    return found
  }
  const found = findQuantity(names.outer, name, place)
  return found && { ...found, node: { exact: (frame) => found.node.exact(frame.outer!), range: (frame) => found.node.range(frame.outer!) } }
}

/** The number of this name. @throws PriceBookError where there is none */
export function numberNamed(names: Names, name: string, place: string): Node {
  const input = findInput(names, name)
  if (input) return inputNode(input, place)
  const quantity = findQuantity(names, name, place)
  if (!quantity) throw unknownName(name, place, names)
  return quantity.node
}

export const unknownName = (name: string, place: string, names: Names) =>
  bookError(place, `There is no quantity or input "${name}".`, `Derive it, or use one of ${names.known().join(', ') || 'those you add'}.`)

function inputNode({ compiled: { name, input }, value }: FoundInput, place: string): Node {
  if (input.kind === 'number') return numberNode(name, input, value)
  if (input.kind !== 'choice' || !input.values.every((choice) => isDecimal(String(choice))))
    throw bookError(place, `The input "${name}" is not always a number.`, 'Use a number, or a choice of numbers; or look its value up with "table".')
  const numbers = new Map(input.values.map((choice) => [String(choice), decimal(String(choice))]))
  const exact = (frame: Frame): Rational => {
    const text = value(frame)
    if (text === undefined) throw new MissingInput([name])
    return numbers.get(text as string)!
  }
  return { exact, range: (frame) => point(exact(frame)), notNegative: [...numbers.values()].every((number) => !isNegative(number)) }
}

const isInterval = (value: Value): value is Interval => typeof value === 'object' && 'low' in value

/** Of whole numbers, from the first to the last. */
export function domainOfNumber({ min, max, whole }: Input & { kind: 'number' }): { readonly low: Rational; readonly high?: Rational } {
  const low = min === undefined ? zero : decimal(min)
  const high = max === undefined ? undefined : decimal(max)
  return { low: whole ? low.rounded('up') : low, ...(high && { high: whole ? high.rounded('down') : high }) }
}

function numberNode(name: string, input: Input & { kind: 'number' }, value: (frame: Frame) => Value): Node {
  const { low, high } = domainOfNumber(input)
  const all = high && unknown(name, low, high)
  return {
    notNegative: input.min === undefined || !isNegative(decimal(input.min)),
    exact: (frame) => {
      const known = value(frame)
      if (known === undefined || isInterval(known)) throw new MissingInput([name])
      return known as Rational
    },
    range: (frame) => {
      const known = value(frame)
      if (known === undefined) {
        if (all && !input.optional) return all
        throw new MissingInput([name])
      }
      return isInterval(known) ? known : point(known as Rational)
    },
  }
}
