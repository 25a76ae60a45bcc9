// The check of a price book alone: what it leaves out, what nothing reaches, and what would surprise. (docs/rules/pricing.md, P20)
import { type Tool, tools as catalogue } from '../tool.ts'
import { compilePriceBook, compilePrices } from './compile.ts'
import { type BookFinding, PriceBookError } from './finding.ts'
import type { Conditions, PriceBook, When } from './format.ts'
import type { CompiledInput, Frame, Value } from './input.ts'
import { decimal, isDecimal } from './rational.ts'
import type { CompiledTool } from './tool-price.ts'

/** @param tools what a studio's book must price; every finding names its place */
export function checkPriceBook(book: PriceBook, tools: readonly Tool[] = catalogue): BookFinding[] {
  const { studio } = book
  let compiled: ReadonlyMap<string, CompiledTool>
  try {
    compiled = (studio ? compilePriceBook({ ...book, studio }, '') : compilePrices(book, '')).tools
  } catch (error) {
    if (error instanceof PriceBookError) return [...error.findings]
    throw error
  }
  return [...(studio ? checkCatalogue(book, tools) : []), ...[...compiled.values()].flatMap(checkTool)]
}

const finding = (severity: BookFinding['severity'], place: string, problem: string, fix: string): BookFinding => ({ severity, place, problem, fix })

function checkCatalogue(book: PriceBook, tools: readonly Tool[]): BookFinding[] {
  const unpriced = tools.filter(({ id }) => !Object.hasOwn(book.tools, id))
  const unknown = Object.keys(book.tools).filter((id) => !tools.some((tool) => tool.id === id))
  return [
    ...unpriced.map(({ id }) => finding('error', `tools.${id}`, 'The tool has no price.', 'Add it; if it is free, with a line of base "0".')),
    ...unknown.map((id) => finding('warning', `tools.${id}`, 'No such tool is in the catalogue.', 'Remove it, or add the tool.')),
  ]
}

const mostWalked = 200_000

function checkTool(tool: CompiledTool): BookFinding[] {
  const place = `tools.${tool.id}`
  const conditions = tool.rows.flatMap(({ row }, index) => checkConditions(tool, row.when, `${place}.rows[${index}].when`))
  return conditions.length ? conditions : checkCoverage(tool, place)
}

const listOf = (when: When): readonly Conditions[] => (Array.isArray(when) ? when : [when as Conditions])

/** Every value that a condition names is one that its input can have. */
function checkConditions(tool: CompiledTool, when: When, place: string): BookFinding[] {
  return listOf(when).flatMap((conditions) =>
    Object.entries(conditions).flatMap(([name, condition]) => {
      const input = tool.inputs.find((candidate) => candidate.name === name)
      if (!input || (typeof condition === 'object' && !Array.isArray(condition))) return []
      const values = Array.isArray(condition) ? condition : [condition]
      return values
        .filter((value) => !accepts(input, value))
        .map((value) => finding('error', `${place}.${name}`, `"${name}" can never be ${JSON.stringify(value)}.`, 'Use a value of its domain.'))
    }),
  )
}

function accepts({ read }: CompiledInput, value: unknown): boolean {
  try {
    read(value)
    return true
  } catch {
    return false
  }
}

/** Walks every combination the rows can tell apart: each must find a row, and each row must be found. */
function checkCoverage(tool: CompiledTool, place: string): BookFinding[] {
  const told = new Set(tool.rows.flatMap(({ row }) => listOf(row.when).flatMap(Object.keys)))
  const inputs = tool.inputs.filter(({ name }) => told.has(name))
  if (inputs.length < told.size) return []
  const domains = inputs.map((input) => valuesTold(input, tool))
  const count = domains.reduce((product, values) => product * values.length, 1)
  if (count > mostWalked) return [finding('warning', `${place}.rows`, `${count} combinations are too many to walk.`, `Tell at most ${mostWalked} apart.`)]
  const reached = new Set<number>()
  const gaps: BookFinding[] = []
  for (const values of combinations(inputs, domains, new Array<Value>(tool.inputs.length).fill(undefined))) {
    const index = tool.rows.findIndex(({ test }) => test.exact({ values, derived: [] } satisfies Frame))
    reached.add(index)
    if (index < 0) gaps.push(finding('error', `${place}.rows`, `No row prices ${inWords(inputs, values)}.`, 'Add a row, or take the choice out.'))
  }
  const unreachable = tool.rows.flatMap((_, index) =>
    reached.has(index)
      ? []
      : [finding('error', `${place}.rows[${index}]`, 'It is never reached; rows before it take every case.', 'Remove it, or move it up.')],
  )
  return [...gaps, ...unreachable]
}

/** The values of an input that rows can tell apart; undefined stands for "not given". */
function valuesTold({ name, input, absent }: CompiledInput, tool: CompiledTool): Value[] {
  const absence = input.optional && absent === undefined ? [undefined] : []
  if (input.kind === 'choice') return [...input.values.map(String), ...absence]
  if (input.kind === 'flag') return ['true', 'false', ...absence]
  const named = tool.rows.flatMap(({ row }) => listOf(row.when).flatMap((conditions) => Object.entries(conditions)))
  const numbers = named
    .filter(([of]) => of === name)
    .flatMap(([, condition]) => [condition].flat())
    .map(String)
    .filter(isDecimal)
  const bound = input.kind === 'number' ? [input.min ?? '0'] : []
  return [...[...new Set([...numbers, ...bound])].map(decimal), ...absence]
}

function* combinations(
  [input, ...others]: readonly CompiledInput[],
  [values, ...rest]: readonly (readonly Value[])[],
  sofar: readonly Value[],
): Generator<readonly Value[]> {
  if (!input) return yield sofar
  for (const value of values!) yield* combinations(others, rest, sofar.with(input.slot, value))
}

const inWords = (inputs: readonly CompiledInput[], values: readonly Value[]): string =>
  inputs.map(({ name, slot }) => `${name} ${values[slot] === undefined ? 'not given' : String(values[slot])}`).join(', ') || 'it'
