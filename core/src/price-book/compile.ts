// Compiles a price book, once, into closures over rationals. What compiles can price: every name is known, every number is exact,
// no rate is negative, and every total is a whole number of milli-credits.
import type { Credits } from '../credits.ts'
import type { Edit } from '../tool.ts'
import { compileQuantities, decimalAt, type Inputs, type Quantity, unknownQuantity } from './expression.ts'
import { bookError } from './finding.ts'
import type { Decimal, Line, PlanTerms, PriceBook, Row, Rounding, ToolPrice } from './format.ts'
import { rowMatcher } from './row.ts'
import { decimal, isNegative, isZero, one, type Rational, roundToCredits } from './rational.ts'

export interface CompiledBook {
  readonly book: PriceBook
  /** SHA-256 of the book's canonical JSON, in hex. */
  readonly digest: string
  readonly keepChance: Rational
  readonly plans: ReadonlyMap<string, CompiledPlan>
  readonly tools: ReadonlyMap<string, CompiledTool>
}

export interface CompiledPlan {
  readonly id: string
  readonly terms: PlanTerms
  /** Share of the price that is taken off: 0.1 for 10 %. */
  readonly discount: Rational
}

export interface CompiledTool {
  readonly id: string
  readonly price: ToolPrice
  /** The lines that price this edit, or undefined where the book does not offer it. */
  readonly linesFor: (edit: Edit) => readonly CompiledLine[] | undefined
  /** Factor of an attempt after the first. */
  readonly rerun: Rational
  readonly round: (exact: Rational) => Credits
  /** Measured quantities that some line of this tool depends on: sources that agree in these cost the same. */
  readonly reads: readonly string[]
}

export interface CompiledLine {
  readonly label: string
  readonly unit: string
  readonly rate: Rational
  readonly quantity: (inputs: Inputs) => Rational
  readonly place: string
}

/** @throws PriceBookError naming the place */
export function compilePriceBook(book: PriceBook, digest: string): CompiledBook {
  const keepChance = decimalAt(book.keepChance, 'keepChance')
  if (isNegative(keepChance) || isZero(keepChance) || keepChance.compare(one) > 0)
    throw bookError('keepChance', `${book.keepChance} is not a chance of keeping a result.`, 'Use more than "0" and at most "1".')
  const plans = Object.entries(book.plans).map(([id, terms]) => [id, compilePlan(id, terms)] as const)
  if (plans.length === 0) throw bookError('plans', 'The book has no plan.', 'Add at least one; every price is the price under a plan.')
  const tools = Object.entries(book.tools).map(([id, price]) => [id, compileTool(id, price)] as const)
  return { book, digest, keepChance, plans: new Map(plans), tools: new Map(tools) }
}

const hundred = decimal('100')
const milli = decimal('0.001')

function compilePlan(id: string, terms: PlanTerms): CompiledPlan {
  const place = `plans.${id}`
  if (notNegative(terms.grant, `${place}.grant`).div(milli).d !== 1n)
    throw bookError(`${place}.grant`, `The ledger cannot hold ${terms.grant} credits.`, 'Use at most three decimal places.')
  notNegative(terms.rollOver, `${place}.rollOver`)
  const percent = notNegative(terms.discountPercent, `${place}.discountPercent`)
  if (percent.compare(hundred) > 0)
    throw bookError(`${place}.discountPercent`, `${terms.discountPercent} percent off would pay the customer.`, 'Use at most "100".')
  return { id, terms, discount: percent.div(hundred) }
}

function compileTool(id: string, price: ToolPrice): CompiledTool {
  const place = `tools.${id}`
  const quantities = compileQuantities(price, place)
  const rows = price.rows.map((row, index) => compileRow(row, quantities, `${place}.rows[${index}]`))
  const used = price.rows.flatMap((row) => row.lines.flatMap((line) => ('quantity' in line ? [...quantities.get(line.quantity)!.reads] : [])))
  return {
    id,
    price,
    linesFor: (edit) => rows.find((row) => row.matches(edit))?.lines,
    rerun: price.rerun ? notNegative(price.rerun.factor, `${place}.rerun.factor`) : one,
    round: compileRounding(price.rounding, `${place}.rounding`),
    reads: [...new Set(used)].sort(),
  }
}

function compileRow(row: Row, quantities: ReadonlyMap<string, Quantity>, place: string) {
  const lines = row.lines.map((line, index) => compileLine(line, quantities, `${place}.lines[${index}]`))
  if (lines.length === 0) throw bookError(`${place}.lines`, 'The row has no line.', 'If it is free, say so with a line of base "0".')
  return { matches: rowMatcher(row), lines }
}

function compileLine(line: Line, quantities: ReadonlyMap<string, Quantity>, place: string): CompiledLine {
  if ('base' in line) return { label: line.label, unit: 'attempt', rate: notNegative(line.base, `${place}.base`), quantity: () => one, place }
  const quantity = quantities.get(line.quantity)
  if (!quantity) throw unknownQuantity(line.quantity, `${place}.quantity`, quantities.keys())
  return { label: line.label, unit: quantity.unit, rate: notNegative(line.rate, `${place}.rate`), quantity: quantity.of, place }
}

function compileRounding({ mode, step: text }: Rounding, place: string): (exact: Rational) => Credits {
  const step = decimalAt(text, `${place}.step`)
  if (isNegative(step) || isZero(step) || step.div(milli).d !== 1n)
    throw bookError(`${place}.step`, `The ledger cannot hold steps of ${text} credits.`, 'Use a multiple of "0.001", such as "1".')
  return (exact) => roundToCredits(exact, mode, step)
}

function notNegative(text: Decimal, place: string): Rational {
  const value = decimalAt(text, place)
  if (isNegative(value)) throw bookError(place, `${text} is negative.`, 'Use "0" or more.')
  return value
}
