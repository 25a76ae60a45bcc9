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
  const lines: PricedLine[] = []
  for (const line of row.lines) if (line.test.exact(frame)) addParts(lines, line, frame)
  addChanges(lines, tool.acts, row.stages, frame)
  return lines
}

export const sumOfLines = (lines: readonly PricedLine[]): Rational => (lines.length === 1 ? lines[0]!.amount : sum(lines.map(({ amount }) => amount)))

function addParts(lines: PricedLine[], { parts, acts, stages }: CompiledLine, frame: Frame): void {
  for (const part of parts) {
    const { label, unit, quantity: node, rate: rateNode } = part
    const quantity = node.exact(frame)
    // Bands that nothing reaches would only repeat "0".
    if (part !== parts[0] && isZero(quantity)) continue
    const rate = rateNode?.exact(frame)
    lines.push(rate ? { label, unit, quantity, rate, amount: quantity.mul(rate) } : { label, unit, quantity, amount: part.amount.exact(frame) })
  }
  addChanges(lines, acts, stages, frame)
}

/** What each act changed; `stages` are the amounts before the first and after each. */
function addChanges(lines: PricedLine[], acts: readonly Act[], stages: readonly Node[], frame: Frame): void {
  if (acts.length === 0) return
  let before = stages[0]!.exact(frame)
  for (const [index, { label }] of acts.entries()) {
    const after = stages[index + 1]!.exact(frame)
    const amount = after.sub(before)
    before = after
    if (!isZero(amount)) lines.push({ label, amount })
  }
}
