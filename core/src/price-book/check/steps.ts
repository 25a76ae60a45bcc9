// Steps and bands that no quantity reaches: they lie beyond what the inputs can make of it.
import type { BookFinding } from '../finding.ts'
import type { Line } from '../format.ts'
import type { Value } from '../input.ts'
import { type Interval, unknown } from '../interval.ts'
import type { CompiledLine } from '../line.ts'
import { decimal, isDecimal, isZero, type Rational, zero } from '../rational.ts'
import type { CompiledTool } from '../tool-price.ts'
import { firstOf, warning } from './report.ts'

export function checkSteps(tool: CompiledTool, place: string): BookFinding[] {
  const values = tool.inputs.map(widest)
  const found = tool.rows.flatMap(({ row, lines }, index) =>
    lines.flatMap((line, at) => checkLine(row.lines![at]!, line, values, `${place}.rows[${index}].lines[${at}]`)),
  )
  return firstOf(found, 10, place)
}

/** No quantity is larger. */
const endless = decimal(`1${'0'.repeat(30)}`)

/** Numbers anywhere in their domain; what is chosen stays open. */
function widest({ name, input }: CompiledTool['inputs'][number]): Value {
  if (input.kind !== 'number') return undefined
  return unknown(name, input.min === undefined ? zero : decimal(input.min), input.max === undefined ? endless : decimal(input.max))
}

function checkLine({ steps, bands }: Line, { parts }: CompiledLine, values: readonly Value[], place: string): BookFinding[] {
  if (bands)
    return parts.flatMap(({ quantity }, index) => {
      const range = rangeOf(() => quantity.range({ values, derived: [] }))
      return index > 0 && range && isZero(range.high) ? [unreached(`${place}.bands[${index}]`, 'band')] : []
    })
  const range = steps && rangeOf(() => parts[0]!.quantity.range({ values, derived: [] }))
  if (!range) return []
  let before: Rational | undefined
  return steps.flatMap(({ upTo }, index) => {
    const start = before
    const end = upTo !== undefined && isDecimal(upTo) ? decimal(upTo) : undefined
    before = end
    const beyond = start !== undefined && range.high.compare(start) <= 0
    const below = end !== undefined && range.low.compare(end) > 0
    return beyond || below ? [unreached(`${place}.steps[${index}]`, 'step')] : []
  })
}

const unreached = (place: string, what: string): BookFinding =>
  warning(place, `No quantity reaches this ${what}.`, `Remove it, or correct "upTo" or the domain of what is counted.`)

/** Undefined where it depends on a choice, or cannot be worked out. */
function rangeOf(range: () => Interval): Interval | undefined {
  try {
    return range()
  } catch {
    return undefined
  }
}
