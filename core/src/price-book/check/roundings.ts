// Rounding of what was rounded before: the second time may turn the first around, and the price is off by a step.
// Counting started units (ceil, "block") is no such rounding: they are what is charged for.
import type { BookFinding } from '../finding.ts'
import type { Expression, ToolPrice } from '../format.ts'
import { firstOf, warning } from './report.ts'
import type { Parts } from './walk.ts'

export function checkRoundings(price: ToolPrice, parts: Parts, place: string): BookFinding[] {
  const last = lastRounding(price)
  if (!last) return []
  const again = `and ${last} rounds the sum again`
  const lines = price.rows.flatMap(({ lines = [] }, row) =>
    lines.flatMap(({ round }, index) => (round ? [warning(`${place}.rows[${row}].lines[${index}].round`, `It rounds the line, ${again}.`, fix)] : [])),
  )
  const inside = parts.all.filter(({ is }) => isRounding(is)).map(({ place }) => warning(place, `It rounds a part of the price, ${again}.`, fix))
  const before = (price.adjustments ?? []).flatMap((adjustment, index) =>
    'round' in adjustment && price.rounding ? [warning(`${place}.adjustments[${index}].round`, 'It rounds the sum, and "rounding" rounds it again.', fix)] : [],
  )
  return firstOf([...lines, ...inside, ...before], 10, place)
}

const fix = 'Round once, at the end; keep both only where the price is published so.'

function lastRounding({ rounding, adjustments = [] }: ToolPrice): string | undefined {
  if (rounding) return '"rounding"'
  const at = adjustments.findLastIndex((adjustment) => 'round' in adjustment)
  return at < 0 ? undefined : `adjustments[${at}]`
}

const isRounding = (is: Expression): boolean => typeof is === 'object' && ('round' in is || 'roundEven' in is || 'floor' in is)
