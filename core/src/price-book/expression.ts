// Expressions of a book, compiled into closures over rationals. Every name is resolved before anything is priced,
// and each derived quantity is computed at most once for an attempt, only if a line needs it.
import { baseQuantities, type Measurement } from '../measurement.ts'
import type { Edit } from '../tool.ts'
import { bookError } from './finding.ts'
import type { Expression, Operation, ToolPrice } from './format.ts'
import { decimal, isZero, type Rational, roundWhole, whole } from './rational.ts'

/** What one attempt is priced from. */
export interface Inputs {
  readonly edit: Edit
  readonly measured: Readonly<Record<string, number>>
  readonly derived: Map<string, Rational>
}

export const inputsOf = (edit: Edit, measurement: Measurement): Inputs => ({ edit, measured: baseQuantities(measurement), derived: new Map() })

export interface Quantity {
  readonly unit: string
  readonly of: (inputs: Inputs) => Rational
  /** Names of the measured quantities it depends on. */
  readonly reads: ReadonlySet<string>
  /** Names of the options it depends on. */
  readonly options: ReadonlySet<string>
}

const measuredUnits: Readonly<Record<string, string>> = { width: 'pixel', height: 'pixel', pixels: 'pixel', bytes: 'byte', pages: 'page' }

/** Every quantity a line of this tool may name: the measured ones and its own. @throws PriceBookError */
export function compileQuantities(price: ToolPrice, place: string): ReadonlyMap<string, Quantity> {
  const quantities = new Map<string, Quantity>()
  for (const [name, unit] of Object.entries(measuredUnits))
    quantities.set(name, { unit, of: ({ measured }) => whole(measured[name]!), reads: new Set([name]), options: new Set() })
  for (const name of Object.keys(price.quantities)) {
    if (quantities.has(name)) throw bookError(`${place}.quantities.${name}`, `"${name}" is a measured quantity.`, 'Give the derived one another name.')
  }
  for (const name of Object.keys(price.quantities)) new Derivation(price, place, quantities).resolve(name, [])
  return quantities
}

/** Resolves derived quantities in the order they need each other, whatever order the document has them in. */
class Derivation {
  readonly #price: ToolPrice
  readonly #place: string
  readonly #known: Map<string, Quantity>

  constructor(price: ToolPrice, place: string, known: Map<string, Quantity>) {
    this.#price = price
    this.#place = place
    this.#known = known
  }

  resolve(name: string, path: readonly string[]): Quantity {
    const known = this.#known.get(name)
    if (known) return known
    const { unit, is } = this.#price.quantities[name]!
    const place = `${this.#place}.quantities.${name}`
    if (path.includes(name)) throw bookError(place, `It depends on itself: ${[...path, name].join(' -> ')}.`, 'Break the circle.')
    const reads = new Set<string>()
    const options = new Set<string>()
    const value = this.#compile(is, `${place}.is`, { path: [...path, name], reads, options })
    const of = (inputs: Inputs) => {
      const done = inputs.derived.get(name)
      if (done) return done
      const result = value(inputs)
      inputs.derived.set(name, result)
      return result
    }
    const quantity = { unit, of, reads, options }
    this.#known.set(name, quantity)
    return quantity
  }

  #compile(expression: Expression, place: string, uses: { path: readonly string[]; reads: Set<string>; options: Set<string> }): Quantity['of'] {
    if (typeof expression === 'string') return constant(expression, place)
    if ('option' in expression) {
      uses.options.add(expression.option)
      return numericOption(expression.option, place)
    }
    if ('quantity' in expression) {
      const name = expression.quantity
      if (!this.#known.has(name) && !Object.hasOwn(this.#price.quantities, name)) throw unknownQuantity(name, place, this.#names())
      const quantity = this.resolve(name, uses.path)
      for (const read of quantity.reads) uses.reads.add(read)
      for (const option of quantity.options) uses.options.add(option)
      return quantity.of
    }
    const parts = expression.of.map((part, index) => this.#compile(part, `${place}.of[${index}]`, uses))
    return operation(expression.op, parts, place)
  }

  #names(): string[] {
    return [...new Set([...this.#known.keys(), ...Object.keys(this.#price.quantities)])]
  }
}

export const unknownQuantity = (name: string, place: string, known: Iterable<string>) =>
  bookError(place, `There is no quantity "${name}".`, `Derive it, or use one of ${[...known].join(', ')}.`)

function constant(text: string, place: string): Quantity['of'] {
  const value = decimalAt(text, place)
  return () => value
}

export function decimalAt(text: string, place: string): Rational {
  try {
    return decimal(text)
  } catch {
    throw bookError(place, `${JSON.stringify(text)} is not a decimal number.`, 'Write it in quotes, like "0.4" or "12".')
  }
}

function numericOption(name: string, place: string): Quantity['of'] {
  return ({ edit }) => {
    const value = edit.options[name]
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
      throw bookError(
        place,
        `The option "${name}" is ${JSON.stringify(value)}, which cannot be counted.`,
        'Use an option with whole numbers that always has a value.',
      )
    return whole(value)
  }
}

const takes: Readonly<Record<Operation, 'one' | 'two' | 'some'>> = {
  add: 'some',
  multiply: 'some',
  min: 'some',
  max: 'some',
  subtract: 'two',
  divide: 'two',
  ceil: 'one',
  floor: 'one',
  round: 'one',
}

function operation(op: Operation, parts: readonly Quantity['of'][], place: string): Quantity['of'] {
  const fits = takes[op] === 'some' ? parts.length > 0 : parts.length === (takes[op] === 'one' ? 1 : 2)
  if (!fits) throw bookError(`${place}.of`, `"${op}" has ${parts.length} parts.`, `Give it ${takes[op] === 'some' ? 'at least one' : takes[op]}.`)
  const [first, second] = parts as [Quantity['of'], Quantity['of']]
  switch (op) {
    case 'add':
      return folded(parts, (a, b) => a.add(b))
    case 'multiply':
      return folded(parts, (a, b) => a.mul(b))
    case 'min':
      return folded(parts, (a, b) => (b.compare(a) < 0 ? b : a))
    case 'max':
      return folded(parts, (a, b) => (b.compare(a) > 0 ? b : a))
    case 'subtract':
      return (inputs) => first(inputs).sub(second(inputs))
    case 'divide':
      return (inputs) => {
        const divisor = second(inputs)
        if (isZero(divisor)) throw bookError(place, 'It divides by zero here.', 'Keep the divisor above zero, for instance with "max".')
        return first(inputs).div(divisor)
      }
    case 'ceil':
      return (inputs) => whole(roundWhole(first(inputs), 'up'))
    case 'floor':
      return (inputs) => whole(roundWhole(first(inputs), 'down'))
    case 'round':
      return (inputs) => whole(roundWhole(first(inputs), 'half-up'))
  }
}

const folded =
  (parts: readonly Quantity['of'][], join: (a: Rational, b: Rational) => Rational): Quantity['of'] =>
  (inputs) =>
    parts.map((part) => part(inputs)).reduce(join)
