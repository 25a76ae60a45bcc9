// The exact price of one attempt on one source, line by line, before anything is rounded.
// No row in the book means "not offered", never 0.
import type { Measurement } from '../measurement.ts'
import { Refusal } from '../refusal.ts'
import type { Edit } from '../tool.ts'
import type { CompiledBook, CompiledLine, CompiledPlan, CompiledTool } from './compile.ts'
import { type Inputs, inputsOf } from './expression.ts'
import { bookError } from './finding.ts'
import { isNegative, type Rational, sum } from './rational.ts'

/** `amount` is `quantity` times `rate`. */
export interface PricedLine {
  readonly label: string
  readonly quantity: Rational
  readonly unit: string
  readonly rate: Rational
  readonly amount: Rational
}

export interface PricedAttempt {
  readonly edit: Edit
  readonly lines: readonly PricedLine[]
  /** What the plan takes off the sum of the lines. */
  readonly discount: Rational
  /** Sum of the lines minus the discount. */
  readonly amount: Rational
}

/** @throws Refusal `not_offered` */
export function priceAttempt(book: CompiledBook, plan: CompiledPlan, edit: Edit, measurement: Measurement): PricedAttempt {
  const compiled = toolIn(book, edit.tool).linesFor(edit)
  if (!compiled) throw notOffered(book, edit)
  const inputs = inputsOf(edit, measurement)
  const lines = compiled.map((line) => priceLine(line, inputs))
  const subtotal = sum(lines.map(({ amount }) => amount))
  const discount = subtotal.mul(plan.discount)
  return { edit, lines, discount, amount: subtotal.sub(discount) }
}

/** @throws Refusal `not_offered` */
export function toolIn(book: CompiledBook, id: string): CompiledTool {
  const tool = book.tools.get(id)
  if (!tool) throw new Refusal('not_offered', `The price book ${book.book.version} has no price for ${id}.`, { tool: id, book: book.book.version })
  return tool
}

function priceLine(line: CompiledLine, inputs: Inputs): PricedLine {
  const quantity = line.quantity(inputs)
  if (isNegative(quantity)) throw bookError(line.place, 'Its quantity is negative here.', 'Keep it at zero or more, for instance with "max".')
  return { label: line.label, quantity, unit: line.unit, rate: line.rate, amount: quantity.mul(line.rate) }
}

function notOffered(book: CompiledBook, edit: Edit): Refusal {
  const asked = Object.entries({ ...(edit.quality === null ? {} : { quality: edit.quality }), ...edit.options }).map(([name, value]) => `${name} ${value}`)
  return new Refusal('not_offered', `The price book ${book.book.version} has no price for ${edit.tool} with ${asked.join(', ')}.`, {
    tool: edit.tool,
    quality: edit.quality,
    options: edit.options,
    book: book.book.version,
  })
}
