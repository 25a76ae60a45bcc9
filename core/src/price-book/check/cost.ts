// What working out a price could cost: steps of chains and sums, nested in each other.
// A book whose prices would take seconds cannot be sold by, and must not be tried.
import type { BookFinding } from '../finding.ts'
import type { Expression } from '../format.ts'
import { error } from './report.ts'
import { directly, type Inner, meaning, type Parts, type Scope } from './walk.ts'

const mostSteps = 1_000_000

/** The first expression that could take too long, and the steps of a whole price at most. */
export function costOf(parts: Parts): { readonly steps: number; readonly findings: readonly BookFinding[] } {
  let steps = 0
  for (const { is, place } of parts.roots) {
    steps += stepsOf({ is, place, scope: parts.scope })
    if (steps > mostSteps) return { steps, findings: [tooDear(place)] }
  }
  return { steps, findings: [] }
}

const tooDear = (place: string): BookFinding =>
  error(
    place,
    `One price could take more than ${mostSteps} steps to work out.`,
    'Nest fewer chains and sums in each other, or set a smaller "max" for the lists.',
  )

const longestChain = 100

/** At most, of one evaluation. */
function stepsOf(inner: Inner): number {
  const { is, scope } = inner
  let sum = 1
  for (const part of directly(inner)) {
    sum += stepsOf(part) * timesOf(is, part, scope)
    if (sum > mostSteps) return sum
  }
  return sum
}

function timesOf(is: Expression, part: Inner, scope: Scope): number {
  if (typeof is === 'string') return 1
  if ('sum' in is) {
    const list = meaning(scope, is.sum)
    return list !== 'number' && list.input.kind === 'list' ? Math.min(list.input.max ?? 100, 10_000) : 1
  }
  return 'chain' in is && part.scope !== scope ? longestChain : 1
}

/** Values in a part of the document, counted up to `limit`. */
export function sizeOfPart(part: unknown, limit: number): number {
  let count = 0
  const open: unknown[] = [part]
  while (open.length && count < limit) {
    const each = open.pop()
    count++
    if (typeof each === 'object' && each !== null) for (const value of Object.values(each)) open.push(value)
  }
  return count
}
