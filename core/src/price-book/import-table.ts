// Rows of an imported rule, folded together: numbers that differ by some inputs become a table by those inputs.
import type { Conditions, Expression, TableRow, When } from './format.ts'
import { decimal, isDecimal, toText } from './rational.ts'

/** What holds of a row: a value, as text, for each input that it names. */
export interface Told {
  readonly when: Readonly<Record<string, string>>
}

/** Every value an input can have. */
export type Choices = ReadonlyMap<string, readonly string[]>

/** What tells these rows from the others: the values of one input where that is enough. */
export function telling(these: readonly Told[], others: readonly Told[]): When {
  for (const name of Object.keys(these[0]!.when)) {
    const values = [...new Set(these.map(({ when }) => when[name]))]
    if (values.includes(undefined) || others.some(({ when }) => when[name] === undefined || values.includes(when[name]))) continue
    return { [name]: values.length === 1 ? values[0]! : (values as string[]) }
  }
  return these.map(({ when }): Conditions => when)
}

/** What a row's `when` says already need not be looked up again. */
export function untold(when: Told['when'], said: When): Told['when'] {
  return Object.fromEntries(Object.entries(when).filter(([name, value]) => Array.isArray(said) || (said as Conditions)[name] !== value))
}

export interface Entry extends Told {
  readonly amount: Expression
}

/** A table by the inputs that make a difference; the amount alone where none does. */
export function lookUp(entries: readonly Entry[], choices: Choices): Expression {
  const by = [...new Set(entries.flatMap(({ when }) => Object.keys(when)))]
  for (const name of by) {
    const merged = without(name, entries, choices.get(name) ?? [])
    if (merged) return lookUp(merged, choices)
  }
  if (by.length === 0) return entries[0]!.amount
  const wild = ({ when }: Entry) => by.filter((name) => when[name] === undefined).length
  const rows = [...entries].sort((a, b) => wild(a) - wild(b)).map(({ when, amount }): TableRow => [...by.map((name) => when[name] ?? '*'), amount])
  return { table: by, rows }
}

/** The same without an input, where every value of it is there and none makes a difference. */
function without(name: string, entries: readonly Entry[], values: readonly string[]): Entry[] | undefined {
  const merged = new Map<string, { entry: Entry; seen: Set<string> }>()
  for (const { when, amount } of entries) {
    const { [name]: value, ...rest } = when
    if (value === undefined) return undefined
    const key = JSON.stringify(Object.entries(rest).sort())
    const found = merged.get(key) ?? { entry: { when: rest, amount }, seen: new Set() }
    if (JSON.stringify(found.entry.amount) !== JSON.stringify(amount)) return undefined
    found.seen.add(value)
    merged.set(key, found)
  }
  return [...merged.values()].every(({ seen }) => values.every((value) => seen.has(value))) ? [...merged.values()].map(({ entry }) => entry) : undefined
}

/** An input of numbers that the amounts are everywhere in proportion to, and what one of it costs. */
export function rateOf(entries: readonly Entry[], choices: Choices): { quantity: string; entries: readonly Entry[] } | undefined {
  for (const [quantity, values] of choices) {
    if (values.length < 2 || !values.every((value) => isDecimal(value) && !/^-|^0*\.?0*$/.test(value))) continue
    const rates = entries.flatMap(({ when, amount }) => {
      const rate = when[quantity] === undefined ? undefined : quotient(amount, when[quantity])
      return rate === undefined ? [] : [{ when, amount: rate }]
    })
    const merged = rates.length === entries.length ? without(quantity, rates, values) : undefined
    if (merged?.some(({ amount }) => amount !== '0')) return { quantity, entries: merged }
  }
  return undefined
}

/** Undefined where it is no decimal. */
function quotient(amount: Expression, by: string): string | undefined {
  if (typeof amount !== 'string') return undefined
  const exact = decimal(amount).div(decimal(by))
  const text = toText(exact, 20)
  return decimal(text).compare(exact) === 0 ? text : undefined
}
