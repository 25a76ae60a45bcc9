// What a price is made of, line by line and exactly, before the tool's rounding: the lines of the row that decides, what bounds them, and
// what each adjustment adds or takes off. They add up to the price.
import type { Act } from './adjustment.ts'
import type { Frame } from './input.ts'
import type { CompiledLine } from './line.ts'
import type { Node } from './node.ts'
import { isZero, type Rational, sum } from './rational.ts'
import type { CompiledTool } from './tool-price.ts'

/** `amount` is `quantity` times `rate` where there is a rate. */
export interface PricedLine {
  readonly label: string
  readonly quantity?: Rational
  readonly unit?: string
  readonly rate?: Rational
  readonly amount: Rational
}

/** @throws NotOffered, Answered, MissingInput, PriceBookError */
export function pricedLines(tool: CompiledTool, frame: Frame): PricedLine[] {
  const row = tool.rowFor(frame)
  const lines = row.lines.filter(({ test }) => test.exact(frame)).flatMap((line) => partsOf(line, frame))
  return [...lines, ...changes(tool.acts, row.stages, frame)]
}

export const sumOfLines = (lines: readonly PricedLine[]): Rational => sum(lines.map(({ amount }) => amount))

function partsOf({ parts, acts, stages }: CompiledLine, frame: Frame): PricedLine[] {
  const priced = parts.map(({ label, unit, quantity, rate, amount }) => {
    const line = { label, quantity: quantity.exact(frame), unit, amount: amount.exact(frame) }
    return rate ? { ...line, rate: rate.exact(frame) } : line
  })
  // Bands that nothing reaches would only repeat "0".
  const shown = priced.filter(({ quantity }, index) => index === 0 || !isZero(quantity))
  return acts.length === 0 ? shown : [...shown, ...changes(acts, stages, frame)]
}

/** What each act changed; `stages` are the amounts before the first and after each. */
function changes(acts: readonly Act[], stages: readonly Node[], frame: Frame): PricedLine[] {
  if (acts.length === 0) return []
  let before = stages[0]!.exact(frame)
  return acts.flatMap(({ label }, index) => {
    const after = stages[index + 1]!.exact(frame)
    const amount = after.sub(before)
    before = after
    return isZero(amount) ? [] : [{ label, amount }]
  })
}
