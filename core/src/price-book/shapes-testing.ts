// For the tests of pricing shapes alone: a tool, what is asked of it, and the answers.
import { expect, test } from 'vitest'
import type { Line, ToolPrice } from './format.ts'
import type { GivenInputs } from './input.ts'
import { answerOf } from './testing.ts'

export const nothing = /^not-offered/

export type Priced = readonly [given: GivenInputs, answer: string | RegExp]

/** Every answer of a tool; a pattern where its wording does not matter. */
export function priced(title: string, tool: ToolPrice, ...prices: readonly Priced[]): void {
  test.each(prices)(`${title}: %j is %s`, (given, answer) => {
    if (typeof answer === 'string') expect(answerOf(tool, given)).toBe(answer)
    else expect(answerOf(tool, given)).toMatch(answer)
  })
}

export const flag = { kind: 'flag', default: false } as const
export const line = (more: Omit<Line, 'label'>): Line => ({ label: 'Work', ...more })
