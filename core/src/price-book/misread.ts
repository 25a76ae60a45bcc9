// What is wrong in the structure of a document, in words: each place that does not fit the format, and what should stand there.
import type { z } from 'zod'
import type { BookFinding } from './finding.ts'
import { didYouMean } from './nearest.ts'

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

/** More than these help nobody. */
const mostTold = 100

export function misreadings(issues: readonly Issue[], document: unknown): BookFinding[] {
  const told = issues.flatMap((issue) => closest(issue, document)).map((issue) => inWords(issue, document))
  if (told.length <= mostTold) return told
  const rest = `There are ${told.length - mostTold} more places like these.`
  return [...told.slice(0, mostTold), { severity: 'error', place: 'the book', problem: rest, fix: 'Correct these first.' }]
}

/** Where several shapes are allowed, the issues of the one that was meant: it knows the most of the names that were written. */
function closest(issue: Issue, document: unknown): Issue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ ...issue, keys: [key] }))
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const here = valueAt(document, issue.path)
  const shapes = issue.errors.map((issues) => ({ issues, strange: strangeness(issues, here) }))
  const meant = shapes.reduce((a, b) => (b.strange < a.strange ? b : a))
  if (meant.strange >= wrongKind) return [issue]
  if (isObject(here) && shapes.every(({ issues }) => knowsNothing(issues, here))) return [issue]
  return meant.issues.flatMap((inner) => closest({ ...inner, path: [...issue.path, ...inner.path] } as Issue, document))
}

const wrongKind = 1000

/** How little of `here` a shape knows: it is of another kind, or has names that are unknown or missing. */
function strangeness(issues: readonly Issue[], here: unknown): number {
  let sum = 0
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) sum += 10 * issue.keys.length
    else if (issue.code === 'invalid_union' && issue.path.length === 0 && issue.errors.length)
      sum += Math.min(...issue.errors.map((inner) => strangeness(inner, here)))
    else if (issue.path.length === 0) sum += wrongKind
    else if (issue.path.length === 1 && valueAt(here, issue.path) === undefined) sum += 10
    else sum += 1
  }
  return sum
}

/** Every name in it is unknown to the shape, or the shape is of another kind. */
function knowsNothing(issues: readonly Issue[], here: object): boolean {
  const own = issues.filter(({ path }) => path.length === 0)
  if (own.some(({ code }) => code === 'invalid_type')) return true
  const unknown = own.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))
  const inner = own.find((issue) => issue.code === 'invalid_union')
  if (inner?.code === 'invalid_union') return inner.errors.every((each) => knowsNothing(each, here))
  return Object.keys(here).every((key) => unknown.includes(key))
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function valueAt(value: unknown, path: Path): unknown {
  let now = value
  for (const part of path) {
    if (typeof now !== 'object' || now === null || !Object.hasOwn(now, part)) return undefined
    now = (now as Record<PropertyKey, unknown>)[part]
  }
  return now
}

function inWords(issue: Issue, document: unknown): BookFinding {
  const value = valueAt(document, issue.path)
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path
  return { severity: 'error', place: placeOf(path), ...described(issue, value) }
}

type Words = Pick<BookFinding, 'problem' | 'fix'>

function described(issue: Issue, value: unknown): Words {
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownKey(issue.keys[0]!, issue.message.split(' '))
    case 'invalid_type':
      return mistyped(issue.expected, value)
    case 'invalid_value':
      return notListed(issue.values.map(String), value)
    case 'invalid_union':
      return ofNoShape(issue, value)
    case 'too_small':
      return tooLittle(issue.origin, value, Number(issue.minimum))
    case 'too_big':
      return tooMuch(issue.origin, value, Number(issue.maximum))
    case 'invalid_format':
      return { problem: `${shown(value)} cannot stand here.`, fix: formats[issue.format] ?? sentence(issue.message) }
    case 'invalid_key':
      return { problem: `${shown(String(issue.path.at(-1)))} cannot be a name here.`, fix: sentence(issue.issues[0]?.message ?? 'Use another name') }
    default:
      return { problem: sentence(issue.message), fix: 'Write it as the format of price books says.' }
  }
}

const formats: Readonly<Record<string, string>> = {
  datetime: 'Write a date and a time in UTC: "2026-11-22T00:00:00Z".',
  url: 'Write an address: "https://example.com/pricing".',
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`

const unknownKey = (key: string, known: readonly string[]): Words => ({
  problem: `There is nothing called ${shown(key)} in the format here.${didYouMean(key, known)}`,
  fix: `Use one of ${known.join(', ')}; or remove it.`,
})

function mistyped(expected: string, value: unknown): Words {
  if (value === undefined) return { problem: 'It is missing.', fix: `Add it: ${kinds[expected] ?? expected}.` }
  return {
    problem: `It is ${kindOf(value)}.`,
    fix: expected === 'string' && typeof value === 'number' ? quoted(value) : `Write ${kinds[expected] ?? expected}.`,
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text in quotes',
  number: 'a number without quotes',
  int: 'a whole number without quotes',
  boolean: 'true or false',
  object: 'an object, { ... }',
  record: 'an object, { ... }',
  array: 'a list, [ ... ]',
  tuple: 'a list of two, [ ..., ... ]',
}

const quoted = (value: number): string =>
  Number.isFinite(value) ? `Write it in quotes, so that it stays exact: "${plain(value)}".` : 'Write a decimal in quotes: "0.4".'

/** Without an exponent, which decimals do not have. */
const plain = (value: number): string => (/e/.test(String(value)) ? value.toFixed(20).replace(/\.?0+$/, '') : String(value))

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? `the text ${shown(value)}` : typeof value === 'number' ? `the number ${value}` : String(value)
}

const notListed = (values: readonly string[], value: unknown): Words => ({
  problem: value === undefined ? 'It is missing.' : `${shown(value)} cannot stand here.${values.length === 1 ? '' : didYouMean(String(value), values)}`,
  fix: `Use ${values.length === 1 ? values[0] : `one of ${values.join(', ')}`}.`,
})

/** None of several shapes: a kind that does not exist, an operation that does not, or a number where a decimal in quotes belongs. */
function ofNoShape(issue: z.core.$ZodIssueInvalidUnion, value: unknown): Words {
  if ('options' in issue && Array.isArray(issue.options)) return notListed(issue.options.map(String), value)
  if (value === undefined) return { problem: 'It is missing.', fix: 'Add it, or remove what it belongs to.' }
  if (typeof value === 'number') return { problem: `It is ${kindOf(value)}.`, fix: quoted(value) }
  const names = [...namesOf(issue)]
  const main = [...namesOf(issue, 1)].join(', ')
  const [strange] = isObject(value) ? Object.keys(value).filter((key) => !names.includes(key)) : []
  if (strange !== undefined && names.length)
    return { problem: `There is nothing called ${shown(strange)} in the format here.${didYouMean(strange, names)}`, fix: `Use one of ${main}.` }
  return {
    problem: `It is ${kindOf(value)}, which cannot stand here.`,
    fix: main ? `Use one of ${main}.` : 'Use a text or a decimal in quotes.',
  }
}

/** The names that the shapes of a union know, or the first `most` of each; of what has no name at all those that are missing. */
function namesOf(issue: z.core.$ZodIssueInvalidUnion, most = Number.POSITIVE_INFINITY): Set<string> {
  const names = new Set<string>()
  for (const shape of issue.errors) {
    const missing = shape.flatMap(({ path }) => (path.length === 1 ? [String(path[0])] : []))
    const known = shape.flatMap((each) => (each.code === 'unrecognized_keys' && each.path.length === 0 ? each.message.split(' ') : []))
    for (const name of (known.length ? known : missing).slice(0, most)) names.add(name)
    for (const each of shape) if (each.code === 'invalid_union' && each.path.length === 0) for (const name of namesOf(each, most)) names.add(name)
  }
  return names
}

function tooLittle(origin: string, value: unknown, least: number): Words {
  if (origin === 'number') return { problem: `${shown(value)} is too small.`, fix: `At least ${least}.` }
  if (Array.isArray(value) && value.length > 0) return { problem: `It has too few entries: ${value.length}.`, fix: `Write ${least}.` }
  return { problem: 'It is empty.', fix: 'Fill it, or leave it out.' }
}

function tooMuch(origin: string, value: unknown, most: number): Words {
  if (Array.isArray(value)) return { problem: `It has too many entries: ${value.length}.`, fix: `Write at most ${most}.` }
  return { problem: `${shown(value)} is too ${origin === 'number' ? 'large' : 'long'}.`, fix: `At most ${most}${origin === 'string' ? ' characters' : ''}.` }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/** ["tools", "a", "rows", 3] -> "tools.a.rows[3]" */
function placeOf(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('')
  return text.replace(/^\./, '') || 'the book'
}
