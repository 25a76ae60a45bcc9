// Conditions: whether a row, a line, a case or an adjustment applies. Where an unknown number decides, a range is told "perhaps".
import { bookError } from './finding.ts'
import type { Choice, Condition, Conditions, When } from './format.ts'
import { type CompiledInput, type Frame, isDate, MissingInput } from './input.ts'
import { findInput, findQuantity, type FoundInput, type Names, numberNamed, unknownName } from './names.ts'
import { type Node, NotOffered } from './node.ts'
import { decimal, isDecimal, type Rational } from './rational.ts'

export interface Test {
  readonly exact: (frame: Frame) => boolean
  /** Undefined: it depends on what is not known. */
  readonly range: (frame: Frame) => boolean | undefined
  /** Where it always holds. */
  readonly always?: true
}

const always: Test = { exact: () => true, range: () => true, always: true }

export function compileWhen(when: When | undefined, names: Names, place: string): Test {
  if (when === undefined) return always
  if (!isList(when)) return compileConditions(when, names, place)
  if (when.length === 0) throw bookError(place, 'None of no conditions can hold.', 'Add one, or leave "when" out.')
  const tests = when.map((conditions, index) => compileConditions(conditions, names, `${place}[${index}]`))
  return {
    exact: (frame) => tests.some((test) => test.exact(frame)),
    range: (frame) => someHolds(tests, frame),
  }
}

const isList = (when: When): when is readonly Conditions[] => Array.isArray(when)

function compileConditions(conditions: Conditions, names: Names, place: string): Test {
  const tests = Object.entries(conditions).map(([name, condition]) => compileCondition(name, condition, names, `${place}.${name}`))
  if (tests.length === 0) return always
  if (tests.length === 1) return tests[0]!
  return {
    exact: (frame) => allHold(tests, frame, 'exact')!,
    range: (frame) => allHold(tests, frame, 'range'),
  }
}

function someHolds(tests: readonly Test[], frame: Frame): boolean | undefined {
  let answer: boolean | undefined = false
  for (const test of tests) {
    const each = answer === undefined ? perhaps(test, frame) : test.range(frame)
    if (each) return true
    if (each === undefined) answer = undefined
  }
  return answer
}

/** One that does not hold decides, wherever it stands: the order of names never matters. */
function allHold(tests: readonly Test[], frame: Frame, look: 'exact' | 'range'): boolean | undefined {
  let answer: boolean | undefined = true
  let reason: NotOffered | MissingInput | undefined
  for (const test of tests) {
    try {
      const each = test[look](frame)
      if (each === false) return false
      if (each === undefined) answer = undefined
    } catch (error) {
      if (error instanceof MissingInput) reason = error
      else if (error instanceof NotOffered) reason ??= error
      else throw error
    }
  }
  if (!reason || (answer === undefined && reason instanceof NotOffered)) return answer
  throw reason
}

/** After one of which nobody knows: what is not offered then may not be asked at all. */
export function perhaps(test: Test, frame: Frame): boolean | undefined {
  try {
    return test.range(frame)
  } catch (error) {
    if (error instanceof NotOffered) return undefined
    throw error
  }
}

function compileCondition(name: string, condition: Condition, names: Names, place: string): Test {
  const input = findInput(names, name)
  if (isObject(condition) && 'given' in condition) {
    if (!input) throw unknownName(name, place, names)
    return certain((frame) => (input.value(frame) !== undefined) === condition.given)
  }
  if (input && input.compiled.input.kind === 'list') throw bookError(place, `"${name}" is a list.`, 'Compare how many it has: derive a quantity with "count".')
  if (input && input.compiled.input.kind !== 'number') return textCondition(input, condition, place)
  if (!input && !findQuantity(names, name, place)) throw unknownName(name, place, names)
  return numberCondition(numberNamed(names, name, place), input, condition, place)
}

const isObject = (condition: Condition): condition is Exclude<Condition, Choice | readonly Choice[]> =>
  typeof condition === 'object' && !Array.isArray(condition)

const certain = (exact: (frame: Frame) => boolean): Test => ({ exact, range: exact })
const listed = (value: Choice | readonly Choice[]): readonly Choice[] => (typeof value === 'object' ? value : [value])

function textCondition(input: FoundInput, condition: Condition, place: string): Test {
  const holds = textTest(input.compiled, condition, place)
  return certain((frame) => {
    const value = input.value(frame)
    if (value !== undefined) return holds(value as string)
    if (input.compiled.input.optional) return false
    throw new MissingInput([input.compiled.name])
  })
}

function textTest({ input, read }: CompiledInput, condition: Condition, place: string): (text: string) => boolean {
  if (!isObject(condition)) {
    const wanted = new Set(listed(condition).map((value) => canonical(value, read)))
    return (text) => wanted.has(text)
  }
  if ('not' in condition) {
    const unwanted = new Set(listed(condition.not).map((value) => canonical(value, read)))
    return (text) => !unwanted.has(text)
  }
  if ('contains' in condition) return affix(condition.contains, (text, part) => text.includes(part))
  if ('startsWith' in condition) return affix(condition.startsWith, (text, part) => text.startsWith(part))
  if (input.kind !== 'date' || 'given' in condition)
    throw bookError(place, 'Only numbers and dates have bounds.', 'Name the values, or use "contains" or "startsWith".')
  const { from, over, to, under } = condition
  for (const bound of [from, over, to, under])
    if (bound !== undefined && !isDate(bound)) throw bookError(place, `${JSON.stringify(bound)} is not a date.`, 'Write it like "2026-11-22".')
  return (text) =>
    (from === undefined || text >= from) && (over === undefined || text > over) && (to === undefined || text <= to) && (under === undefined || text < under)
}

/** A value outside the domain stays as it is: it never holds, and the checker says so. */
function canonical(value: Choice, read: CompiledInput['read']): string {
  try {
    return read(value) as string
  } catch {
    return String(value)
  }
}

function affix(parts: string | readonly string[], has: (text: string, part: string) => boolean): (text: string) => boolean {
  const lower = (typeof parts === 'string' ? [parts] : parts).map((part) => part.toLowerCase())
  return (text) => {
    const given = text.toLowerCase()
    return lower.some((part) => has(given, part))
  }
}

/** Whether it holds for every, for no, or for some numbers from `low` to `high`. */
type Bounds = (low: Rational, high: Rational) => boolean | undefined

function numberCondition(node: Node, input: FoundInput | undefined, condition: Condition, place: string): Test {
  const bounds = numberBounds(condition, place)
  const absent = (frame: Frame) => input?.compiled.input.optional === true && input.value(frame) === undefined
  return {
    exact: (frame) => {
      if (absent(frame)) return false
      const value = node.exact(frame)
      return bounds(value, value)!
    },
    range: (frame) => {
      if (absent(frame)) return false
      const { low, high, tight } = node.range(frame)
      const holds = bounds(low, high)
      // Where its ends are not proved, it may not be offered for some of what is unknown.
      return holds && !tight ? undefined : holds
    },
  }
}

function numberBounds(condition: Condition, place: string): Bounds {
  const number = (value: Choice): Rational => {
    const text = String(value)
    if (isDecimal(text)) return decimal(text)
    throw bookError(place, `${JSON.stringify(value)} is not a number.`, 'Compare a number with numbers.')
  }
  if (!isObject(condition)) return oneOf(listed(condition).map(number))
  if ('not' in condition) {
    const inside = oneOf(listed(condition.not).map(number))
    return (low, high) => {
      const holds = inside(low, high)
      return holds === undefined ? undefined : !holds
    }
  }
  if ('contains' in condition || 'startsWith' in condition || 'given' in condition)
    throw bookError(place, 'A number has no parts.', 'Use bounds: "from", "over", "to", "under".')
  const { from, over, to, under } = condition
  const tests: Bounds[] = []
  if (from !== undefined) tests.push(above(number(from), 0))
  if (over !== undefined) tests.push(above(number(over), 1))
  if (to !== undefined) tests.push(below(number(to), 0))
  if (under !== undefined) tests.push(below(number(under), -1))
  if (tests.length === 0) throw bookError(place, 'There is no bound.', 'Give "from", "over", "to" or "under".')
  return (low, high) => {
    let answer: boolean | undefined = true
    for (const test of tests) {
      const each = test(low, high)
      if (each === false) return false
      if (each === undefined) answer = undefined
    }
    return answer
  }
}

const above =
  (bound: Rational, least: 0 | 1): Bounds =>
  (low, high) =>
    low.compare(bound) >= least ? true : high.compare(bound) < least ? false : undefined

const below =
  (bound: Rational, most: 0 | -1): Bounds =>
  (low, high) =>
    high.compare(bound) <= most ? true : low.compare(bound) > most ? false : undefined

const oneOf =
  (values: readonly Rational[]): Bounds =>
  (low, high) => {
    const known = low.compare(high) === 0
    const some = values.some((value) => value.compare(low) >= 0 && value.compare(high) <= 0)
    return !some ? false : known ? true : undefined
  }
