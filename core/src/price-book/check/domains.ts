// Conditions and cells of tables that can never hold: they name a value outside the domain of their input, or bounds beyond it.
import type { BookFinding } from '../finding.ts'
import type { Choice, Condition, Conditions } from '../format.ts'
import type { CompiledInput } from '../input.ts'
import { axisOf, maskOf, valuesIn } from './axis.ts'
import { error, firstOf, warning } from './report.ts'
import { any } from './space.ts'
import { alternatives, meaning, type Parts, type Scope } from './walk.ts'

export function checkDomains(parts: Parts, place: string): BookFinding[] {
  const whens = parts.whens.flatMap((when) => alternatives(when).flatMap(({ conditions, place }) => checkConditions(conditions, place, parts.scope)))
  const inside = parts.all.flatMap(({ is, place, scope }) => {
    if (typeof is === 'string') return []
    if ('cases' in is)
      return is.cases.flatMap(({ when }, index) =>
        alternatives({ when, place: `${place}.cases[${index}].when` }).flatMap(({ conditions, place }) => checkConditions(conditions, place, scope)),
      )
    if ('table' in is) return checkCells(is.table, is.rows, place, scope)
    return []
  })
  return firstOf([...whens, ...inside], 20, place)
}

function checkConditions(conditions: Conditions, place: string, scope: Scope): BookFinding[] {
  return Object.entries(conditions).flatMap(([name, condition]) => {
    const input = meaning(scope, name)
    return input === 'number' ? [] : checkCondition(input, condition, `${place}.${name}`)
  })
}

function checkCondition(input: CompiledInput, condition: Condition, place: string): BookFinding[] {
  const strange = valuesIn(condition).filter((value) => !accepts(input, value))
  if (strange.length) return strange.map((value) => outside(input, value, place))
  const axis = axisOf(input.name, input, [condition])
  const mask = maskOf(axis, condition)
  if (mask === 0n) return [error(place, `It can never hold: "${input.name}" is ${domainInWords(input)}.`, 'Use values of its domain, or widen the domain.')]
  if (typeof condition === 'object' && 'given' in condition && !input.input.optional)
    return [warning(place, `"${input.name}" always has a value.`, 'Make it "optional", or leave the condition out.')]
  return []
}

const outside = (input: CompiledInput, value: Choice, place: string): BookFinding =>
  error(place, `"${input.name}" can never be ${JSON.stringify(value)}; it is ${domainInWords(input)}.`, 'Use a value of its domain, or add the value to it.')

function accepts({ read }: CompiledInput, value: Choice): boolean {
  try {
    read(value)
    return true
  } catch {
    return false
  }
}

function checkCells(names: readonly string[], rows: readonly (readonly unknown[])[], place: string, scope: Scope): BookFinding[] {
  return names.flatMap((name, column) => {
    const input = meaning(scope, name)
    if (input === 'number') return []
    const judged = new Map<unknown, boolean>()
    return rows.flatMap((row, index) => {
      const cell = row[column] as Choice
      if (cell === any) return []
      const fits = judged.get(cell) ?? accepts(input, cell)
      judged.set(cell, fits)
      return fits ? [] : [outside(input, cell, `${place}.rows[${index}][${column}]`)]
    })
  })
}

export function domainInWords({ input }: CompiledInput): string {
  switch (input.kind) {
    case 'choice': {
      const values = input.values.map(String)
      return values.length > 12 ? `one of ${values.slice(0, 10).join(', ')} and ${values.length - 10} others` : `one of ${values.join(', ')}`
    }
    case 'flag':
      return 'true or false'
    case 'number':
      return `a ${input.whole ? 'whole ' : ''}number from ${input.min ?? '0'}${input.max === undefined ? '' : ` to ${input.max}`}`
    case 'date':
      return 'a date'
    case 'text':
      return 'a text'
    case 'list':
      return 'a list'
  }
}
