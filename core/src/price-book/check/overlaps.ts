// Rows that could both answer, with different prices, where neither is the exception and the other the rule: the first decides silently.
import type { Test } from '../condition.ts'
import type { BookFinding } from '../finding.ts'
import type { When } from '../format.ts'
import { frameOf, type Value } from '../input.ts'
import type { CompiledTool } from '../tool-price.ts'
import { nowhere, valueInWords } from './axis.ts'
import { type Box, covers, meet, membersOf } from './box.ts'
import type { Decided } from './decisions.ts'
import type { Dimension } from './dimension.ts'
import { type Effort, firstOf, spend, warning } from './report.ts'
import { boxInWords, listOf, type Space } from './space.ts'
import { shown } from './surprises.ts'
import { priceOf, valuesAt } from './try.ts'

export function checkOverlaps(tool: CompiledTool, rows: Decided, dimensions: readonly Dimension[], effort: Effort, place: string): BookFinding[] {
  const found: BookFinding[] = []
  for (let second = 1; second < rows.boxes.length; second++) {
    // One that is never reached is told already.
    if (!rows.taken[second]?.length) continue
    for (let first = 0; first < second; first++) {
      if (!spend(effort)) return firstOf(found, 10, place)
      const both = overlap(rows, first, second, effort)
      if (!both) continue
      const example = difference(tool, first, second, both, rows.space, dimensions, effort)
      if (example)
        found.push(
          warning(
            `${rows.place}[${second}]`,
            `rows[${first}] is for ${boxInWords(both, rows.space)}, too, and decides: ${example}.`,
            'Say in one of them that it is not for this; or leave it, if the first is meant.',
          ),
        )
    }
  }
  return firstOf(found, 10, place)
}

/** Where both could answer, and the first does; undefined where one is plainly narrower than the other. */
function overlap({ boxes, taken }: Decided, first: number, second: number, effort: Effort): Box | undefined {
  for (const mine of taken[first] ?? [])
    for (const other of boxes[second]!) {
      if (!spend(effort)) return undefined
      const both = meet(mine, other)
      if (!both) continue
      if (covers(boxes[second]!, boxes[first]!, effort) !== false || covers(boxes[first]!, boxes[second]!, effort) !== false) return undefined
      return both
    }
  return undefined
}

const mostTries = 8

/** Inputs for which both rows hold and do not say the same; undefined where none was found. */
function difference(
  tool: CompiledTool,
  first: number,
  second: number,
  box: Box,
  { axes, everything }: Space,
  dimensions: readonly Dimension[],
  effort: Effort,
): string | undefined {
  const [mine, other] = [tool.rows[first]!, tool.rows[second]!]
  // An exception that is not a price is written before the rule, and so is what holds where more than usual is said.
  if (mine.row.answer !== undefined || asksGiven(mine.row.when)) return undefined
  const alone = (index: number): CompiledTool => ({ ...tool, total: tool.rows[index]!.stages.at(-1)! })
  let seed = 1
  for (let tries = 0; tries < mostTries; tries++) {
    if (!spend(effort, 2)) return undefined
    const point = dimensions.map(({ samples }) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % samples.length
    })
    const values = valuesAt(tool, dimensions, point)
    for (const [index, { input, values: known }] of axes.entries())
      if (box[index] !== everything[index] && input.slot !== nowhere) values[input.slot] = known[membersOf(box[index]!)[0]!]
    if (!holds(mine.test, values) || !holds(other.test, values)) continue
    const [a, b] = [priceOf(alone(first), values), priceOf(alone(second), values)]
    if (a.kind !== 'price') continue
    if (other.row.answer !== undefined) return `${valuesInWords(tool, values)} costs ${shown(a)} there, and is "${other.row.answer}" here`
    if (b.kind === 'price' && (a.low.compare(b.low) !== 0 || a.high.compare(b.high) !== 0)) return `it costs ${shown(a)} there and ${shown(b)} here`
  }
  return undefined
}

const valuesInWords = ({ inputs, reads }: CompiledTool, values: readonly Value[]): string =>
  inputs.flatMap(({ name, slot }) => (reads.has(name) ? [`${name} ${valueInWords(values[slot])}`] : [])).join(', ')

/** What fails is told elsewhere. */
function holds(test: Test, values: readonly Value[]): boolean {
  try {
    return test.exact(frameOf(values))
  } catch {
    return false
  }
}

const asksGiven = (when: When): boolean =>
  listOf(when).every((conditions) => Object.values(conditions).some((condition) => typeof condition === 'object' && 'given' in condition && condition.given))
