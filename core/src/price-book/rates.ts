// The rates of a tool as a table a person reads: one entry a line of the book. What a formula decides has no single rate.
import type { When } from './format.ts'
import { toText } from './rational.ts'
import type { CompiledTool } from './tool-price.ts'

export interface ListedRate {
  readonly label: string
  /** For which options. */
  readonly when: When
  /** In the tool's unit; absent where it depends on what is asked. */
  readonly rate?: string
  /** Absent where the rate is for the whole attempt. */
  readonly per?: string
}

export function listedRates(tool: CompiledTool): ListedRate[] {
  return tool.rows.flatMap(({ row, lines }) =>
    lines.flatMap(({ parts }) =>
      parts.map(({ label, unit, rate }) => ({
        label,
        when: row.when,
        ...(rate?.constant && { rate: toText(rate.constant, 12) }),
        ...(unit !== perAttempt && { per: unit }),
      })),
    ),
  )
}

const perAttempt = 'attempt'
