// Findings as the checks make them, and what keeps them few and the checks short.
import type { BookFinding } from '../finding.ts'

export const error = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'error', place, problem, fix })
export const warning = (place: string, problem: string, fix: string): BookFinding => ({ severity: 'warning', place, problem, fix })

/** The first of them, and how many more there are: a thousand findings of one kind are one mistake. */
export function firstOf(findings: readonly BookFinding[], most: number, place: string): BookFinding[] {
  if (findings.length <= most) return [...findings]
  const rest = findings.slice(most)
  const severity = rest.some((finding) => finding.severity === 'error') ? 'error' : 'warning'
  return [...findings.slice(0, most), { severity, place, problem: `There are ${rest.length} more findings of this kind.`, fix: 'Correct these first.' }]
}

/** Steps that a check may still take. Counted, not timed: the same book has the same findings on every machine. */
export interface Effort {
  left: number
  /** What one step costs; 1 where it is absent. */
  readonly each?: number
}

/** Whether there is effort left for so many steps; they are taken off. */
export function spend(effort: Effort, steps = 1): boolean {
  effort.left -= steps * (effort.each ?? 1)
  return effort.left >= 0
}

/** "A", "A or B", "A, B or 5 others" */
export function orList(values: readonly string[], most = 4): string {
  if (values.length <= 1) return values[0] ?? 'nothing'
  if (values.length <= most) return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
  return `${values.slice(0, most - 1).join(', ')} or ${values.length - most + 1} others`
}
