// Why the price of any tool is what it is: lines of text that add up to it by themselves, whoever adds them up.
import type { Rounding } from './format.ts'
import { type GivenInputs, MissingInput } from './input.ts'
import { type Outcome, outcomeOf, unpriced } from './outcome.ts'
import { type PricedLine, pricedLines, sumOfLines } from './priced-lines.ts'
import { decimal, isZero, type Rational, roundToStep, sum, toText } from './rational.ts'
import { roundingInWords } from './rounding.ts'
import type { CompiledTool } from './tool-price.ts'

/** Decimal text of at most 12 places, in the tool's unit. Where there is a rate, the amount is quantity times rate. */
export interface ExplanationLine {
  readonly label: string
  readonly quantity?: string
  /** Of the quantity. */
  readonly unit?: string
  readonly rate?: string
  readonly amount: string
}

export interface Explanation {
  readonly kind: 'explanation'
  /** What the amounts are in. */
  readonly unit: string
  /** The price, and what the amounts of the lines add up to. */
  readonly total: string
  readonly lines: readonly ExplanationLine[]
}

const places = 12
const finest = decimal('0.000000000001')
const text = (value: Rational): string => toText(value, places)
const isWritten = (value: Rational): boolean => (value.decimalDigits?.places ?? places + 1) <= places
/** The number that `text` writes. */
const written = (value: Rational): Rational => (isWritten(value) ? value : roundToStep(value, 'half-up', finest))

/** Whatever is not one price is answered as `outcomeOf` does. @throws PriceBookError where the book itself is at fault */
export function explainPrice(tool: CompiledTool, given: GivenInputs): Explanation | Outcome {
  try {
    const lines = pricedLines(tool, tool.read(given))
    return explanation(tool, lines, tool.finish(sumOfLines(lines)))
  } catch (error) {
    if (!(error instanceof MissingInput)) return unpriced(error)
  }
  const outcome = outcomeOf(tool, given)
  if (outcome.kind !== 'price') return outcome
  return explanation(tool, [{ label: 'The same for everything that is left open', amount: outcome.amount }], outcome.amount)
}

function explanation({ unit, price }: CompiledTool, priced: readonly PricedLine[], total: Rational): Explanation {
  const lines = priced.map(shown)
  if (price.rounding || !isWritten(total) || !priced.every(({ amount }) => isWritten(amount))) lines.push(...roundings(price.rounding, unit, priced, total))
  return { kind: 'explanation', unit, total: text(total), lines }
}

/** What brings the lines, as they are written, to the price. */
function roundings(rounding: Rounding | undefined, unit: string, priced: readonly PricedLine[], total: Rational): ExplanationLine[] {
  const lines: PricedLine[] = []
  const rounded = total.sub(sumOfLines(priced))
  if (rounding && !isZero(rounded)) lines.push({ label: roundingInWords(rounding, unit), amount: rounded })
  const rest = written(total).sub(sum([...priced, ...lines].map(({ amount }) => written(amount))))
  if (!isZero(rest)) lines.push({ label: `What ${places} decimal places cannot hold`, amount: rest })
  return lines.map(shown)
}

function shown({ label, quantity, unit, rate, amount }: PricedLine): ExplanationLine {
  if (!quantity || unit === undefined) return { label, amount: text(amount) }
  if (!rate) return { label, quantity: text(quantity), unit, amount: text(amount) }
  return { label, quantity: text(quantity), unit, rate: text(rate), amount: text(amount) }
}
