// The exact price of one attempt on one source in a studio, line by line, before anything is rounded.
// No row in the book means "not offered", never 0.
import { baseQuantities, type Measurement } from '../measurement.ts'
import { Refusal } from '../refusal.ts'
import type { Edit } from '../tool.ts'
import type { CompiledBook, CompiledPlan, StudioTool } from './compile.ts'
import { InvalidInput } from './input.ts'
import { NotOffered } from './node.ts'
import { type PricedLine, pricedLines, sumOfLines } from './priced-lines.ts'
import { BeyondLimits, type Rational } from './rational.ts'
import { Answered } from './tool-price.ts'

export type { PricedLine } from './priced-lines.ts'

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
  const lines = offeredLines(book, plan, edit, measurement)
  const subtotal = sumOfLines(lines)
  const discount = subtotal.mul(plan.discount)
  return { edit, lines, discount, amount: subtotal.sub(discount) }
}

function offeredLines(book: CompiledBook, plan: CompiledPlan, edit: Edit, measurement: Measurement): PricedLine[] {
  const tool = toolIn(book, edit.tool)
  const quality = edit.quality === null ? {} : { quality: edit.quality }
  try {
    return pricedLines(tool, tool.read({ ...edit.options, ...baseQuantities(measurement), ...quality, plan: plan.id }))
  } catch (error) {
    if (error instanceof NotOffered || error instanceof Answered || error instanceof InvalidInput || error instanceof BeyondLimits) throw notOffered(book, edit)
    throw error
  }
}

/** @throws Refusal `not_offered` */
export function toolIn(book: CompiledBook, id: string): StudioTool {
  const tool = book.tools.get(id)
  if (!tool) throw new Refusal('not_offered', `The price book ${book.book.version} has no price for ${id}.`, { tool: id, book: book.book.version })
  return tool
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
