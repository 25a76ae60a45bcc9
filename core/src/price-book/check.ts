// The checker: what a book leaves out or can never use, found from the book and the catalogue of tools alone, before a customer finds it.
// A book without error findings compiles, and prices every edit that the catalogue offers.
import type { Edit, Option, OptionValue, Tool } from '../tool.ts'
import { compilePriceBook } from './compile.ts'
import { compileQuantities } from './expression.ts'
import { type BookFinding, PriceBookError } from './finding.ts'
import type { PriceBook, Row, ToolPrice } from './format.ts'
import { rowMatcher, valueIn, valuesAllowed } from './row.ts'

export function checkPriceBook(book: PriceBook, tools: readonly Tool[]): BookFinding[] {
  try {
    compilePriceBook(book, '')
  } catch (error) {
    if (error instanceof PriceBookError) return [...error.findings]
    throw error
  }
  const priced = tools.flatMap((tool) => {
    const price = Object.hasOwn(book.tools, tool.id) ? book.tools[tool.id] : undefined
    return price ? checkTool(tool, price) : [finding('error', `tools.${tool.id}`, 'The tool has no price.', 'Add it; if it is free, with a line of base "0".')]
  })
  const unknown = Object.keys(book.tools).filter((id) => !tools.some((tool) => tool.id === id))
  return [...priced, ...unknown.map((id) => finding('warning', `tools.${id}`, 'No such tool is in the catalogue.', 'Remove it, or add the tool.'))]
}

const finding = (severity: BookFinding['severity'], place: string, problem: string, fix: string): BookFinding => ({ severity, place, problem, fix })

function checkTool(tool: Tool, price: ToolPrice): BookFinding[] {
  const place = `tools.${tool.id}`
  const conditions = price.rows.flatMap((row, index) => checkConditions(tool, row, `${place}.rows[${index}].when`))
  // Rows that speak of what does not exist would only repeat themselves as unreachable ones.
  return [...checkCounted(tool, price, place), ...(conditions.length ? conditions : checkCoverage(tool, price, place))]
}

/** Every condition names an option of the tool, and values it can have. */
function checkConditions(tool: Tool, row: Row, place: string): BookFinding[] {
  return Object.keys(row.when).flatMap((name) => {
    const known = choicesOf(tool, name)
    if (!known) return [finding('error', `${place}.${name}`, `${tool.title} has no option "${name}".`, `Use one of ${namesOf(tool).join(', ')}.`)]
    return valuesAllowed(row, name)
      .filter((value) => !known.accepts(value))
      .map((value) => finding('error', `${place}.${name}`, `"${name}" can never be ${JSON.stringify(value)}.`, `Use ${known.inWords}.`))
  })
}

/** Every option that a quantity counts is a number that is always there. */
function checkCounted(tool: Tool, price: ToolPrice, place: string): BookFinding[] {
  const quantities = compileQuantities(price, place)
  const used = price.rows.flatMap((row) => row.lines.flatMap((line) => ('quantity' in line ? [line.quantity] : [])))
  return [...new Set(used)].flatMap((name) =>
    [...quantities.get(name)!.options]
      .filter((option) => !countable(tool.options[option]))
      .map((option) =>
        finding(
          'error',
          `${place}.quantities.${name}`,
          `It counts the option "${option}", which is not always a number.`,
          'Use one that has whole numbers and a default.',
        ),
      ),
  )
}

function countable(option: Option | undefined): boolean {
  if (option?.kind === 'choice') return option.values.every((value) => Number.isSafeInteger(value))
  return option?.kind === 'integer' && option.default !== undefined
}

const mostWalked = 200_000

/** Walks every combination the rows can tell apart: each must find a row, and each row must be found. */
function checkCoverage(tool: Tool, price: ToolPrice, place: string): BookFinding[] {
  const told = [...new Set(price.rows.flatMap(({ when }) => Object.keys(when)))]
  const domains = told.map((name) => ({ name, values: choicesOf(tool, name)!.telling(price.rows) }))
  const count = domains.reduce((product, { values }) => product * values.length, 1)
  if (count > mostWalked)
    return [finding('warning', `${place}.rows`, `${count} combinations are too many to walk.`, `Use rows that tell at most ${mostWalked} apart.`)]
  const rows = price.rows.map(rowMatcher)
  const reached = new Set<number>()
  const gaps: BookFinding[] = []
  for (const edit of combinations({ tool: tool.id, quality: null, options: {} }, domains)) {
    const index = rows.findIndex((matches) => matches(edit))
    reached.add(index)
    if (index < 0) gaps.push(finding('error', `${place}.rows`, `No row prices ${inWords(edit, told)}.`, 'Add a row, or take the choice out of the catalogue.'))
  }
  const unreachable = price.rows.flatMap((_, index) =>
    reached.has(index)
      ? []
      : [finding('error', `${place}.rows[${index}]`, 'It is never reached; rows before it take every case.', 'Remove it, or move it up.')],
  )
  return [...gaps, ...unreachable]
}

interface Choices {
  readonly accepts: (value: OptionValue) => boolean
  readonly inWords: string
  /** The values that the rows can tell apart; undefined stands for "not given". */
  readonly telling: (rows: readonly Row[]) => readonly (OptionValue | undefined)[]
}

function choicesOf(tool: Tool, name: string): Choices | undefined {
  if (name === 'quality') return listed(tool.qualities.map(({ id }) => id))
  const option = Object.hasOwn(tool.options, name) ? tool.options[name]! : undefined
  switch (option?.kind) {
    case undefined:
      return undefined
    case 'choice':
      return listed(option.values)
    case 'flag':
      return listed([true, false])
    case 'integer': {
      const { min, max } = option
      return {
        accepts: (value) => Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
        inWords: `a whole number from ${min} to ${max}`,
        telling: (rows) => integersTold(rows, name, min, max, option.default === undefined),
      }
    }
  }
}

const listed = (values: readonly OptionValue[]): Choices => ({
  accepts: (value) => values.includes(value),
  inWords: values.length ? `one of ${values.join(', ')}` : 'no condition here: there is one way only',
  telling: () => values,
})

/** The integers that rows name, one that none names, and "not given" where that can be. */
function integersTold(rows: readonly Row[], name: string, min: number, max: number, optional: boolean) {
  const named = [...new Set(rows.flatMap((row) => valuesAllowed(row, name)))]
  let other = min
  while (named.includes(other)) other++
  return [...named, ...(other <= max ? [other] : []), ...(optional ? [undefined] : [])]
}

interface Domain {
  readonly name: string
  readonly values: readonly (OptionValue | undefined)[]
}

function* combinations(edit: Edit, [domain, ...others]: readonly Domain[]): Generator<Edit> {
  if (!domain) return yield edit
  for (const value of domain.values) yield* combinations(withValue(edit, domain.name, value), others)
}

function withValue(edit: Edit, name: string, value: OptionValue | undefined): Edit {
  if (value === undefined) return edit
  return name === 'quality' ? { ...edit, quality: String(value) } : { ...edit, options: { ...edit.options, [name]: value } }
}

const inWords = (edit: Edit, names: readonly string[]): string => names.map((name) => `${name} ${valueIn(edit, name) ?? 'not given'}`).join(', ') || 'it'
const namesOf = (tool: Tool): string[] => [...(tool.qualities.length ? ['quality'] : []), ...Object.keys(tool.options)]
