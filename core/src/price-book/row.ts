// Which row of a book decides about an edit: the first whose every condition holds.
import type { Edit, OptionValue } from '../tool.ts'
import type { Row } from './format.ts'

export function rowMatcher(row: Row): (edit: Edit) => boolean {
  const conditions = Object.keys(row.when).map((name) => {
    const allowed = valuesAllowed(row, name)
    return (edit: Edit) => allowed.includes(valueIn(edit, name) as OptionValue)
  })
  return (edit) => conditions.every((holds) => holds(edit))
}

/** The values that the row's condition on this name allows; empty where it has none. */
export function valuesAllowed(row: Row, name: string): readonly OptionValue[] {
  const wanted = row.when[name]
  if (wanted === undefined) return []
  return typeof wanted === 'object' ? wanted : [wanted]
}

/** Conditions speak of options by their names, and of the quality as "quality". */
export const valueIn = (edit: Edit, name: string): OptionValue | null | undefined => (name === 'quality' ? edit.quality : edit.options[name])
