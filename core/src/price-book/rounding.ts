// Rounding as a named act: to steps or to significant digits, in a stated direction, and how a person reads it.
import { positive } from './expression.ts'
import { bookError } from './finding.ts'
import type { Round, RoundingMode } from './format.ts'
import { type Rational, roundToDigits, roundToStep } from './rational.ts'

/** Never falls. @throws PriceBookError */
export function compileRound({ mode, step, digits }: Round, place: string): (value: Rational) => Rational {
  if (digits !== undefined) {
    if (!Number.isInteger(digits) || digits < 1 || digits > 30) throw bookError(`${place}.digits`, `${digits} digits cannot be kept.`, 'Keep 1 to 30.')
    return (value) => roundToDigits(value, mode, digits)
  }
  const exact = positive(step, `${place}.step`)
  return (value) => roundToStep(value, mode, exact)
}

const direction: Readonly<Record<RoundingMode, string>> = {
  up: 'Rounded up',
  down: 'Rounded down',
  'half-up': 'Rounded',
  'half-down': 'Rounded',
  'half-even': 'Rounded',
}

export function roundingInWords({ mode, step, digits }: Round, unit = 'credits'): string {
  if (digits !== undefined) return `${direction[mode]} to ${digits} significant digits`
  return step === '1' ? `${direction[mode]} to whole ${unit}` : `${direction[mode]} to steps of ${step} ${unit}`
}
