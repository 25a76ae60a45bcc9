// For tests alone: a vendor's book of one tool, and what it answers.
import { outcomeInWords } from './cases.ts'
import { compilePrices } from './compile.ts'
import { PriceBookError } from './finding.ts'
import type { Expression, Input, Line, PriceBook, ToolPrice } from './format.ts'
import type { GivenInputs } from './input.ts'
import { outcomeOf } from './outcome.ts'
import { toText } from './rational.ts'
import type { CompiledTool } from './tool-price.ts'

export const bookOf = (tools: Readonly<Record<string, ToolPrice>>, more: Partial<PriceBook> = {}): PriceBook => ({
  format: 1,
  id: 'acme',
  version: '1',
  effective: '2026-01-01T00:00:00Z',
  vendor: 'Acme',
  unit: 'usd',
  tools,
  ...more,
})

export const compiledTool = (price: ToolPrice): CompiledTool => compilePrices(bookOf({ tool: price }), '').tools.get('tool')!

/** A tool of one row with these lines. */
export const linesTool = (lines: readonly Line[], inputs: Readonly<Record<string, Input>> = {}, more: Partial<ToolPrice> = {}): ToolPrice => ({
  inputs,
  rows: [{ when: {}, lines }],
  ...more,
})

export const baseTool = (base: Expression, inputs: Readonly<Record<string, Input>> = {}, more: Partial<ToolPrice> = {}): ToolPrice =>
  linesTool([{ label: 'Price', base }], inputs, more)

/** "5", "2 to 9", "2 to 9 at most", "missing: ...". */
export const answerOf = (price: ToolPrice, given: GivenInputs = {}): string => outcomeInWords(outcomeOf(compiledTool(price), given))

/** What the outcome is, where it is a price with its figure: "price 5", "not-offered". */
export function kindOf(price: ToolPrice, given: GivenInputs = {}): string {
  const outcome = outcomeOf(compiledTool(price), given)
  return outcome.kind === 'price' ? `price ${toText(outcome.amount, 12)}` : outcome.kind
}

export const number = (more: Omit<Input & { kind: 'number' }, 'kind'> = {}): Input => ({ kind: 'number', ...more })
export const choice = (...values: (string | number)[]): Input & { kind: 'choice' } => ({ kind: 'choice', values })

/** The message of the book's fault: "place: problem fix". */
export function faultOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof PriceBookError) return error.message
    throw error
  }
  return 'no fault'
}
