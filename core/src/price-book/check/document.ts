// What is checked of a book as a whole: its date, its units, the names of its tools, and how they compare with ours.
import { measuredNames } from '../../measurement.ts'
import { tools as catalogue } from '../../tool.ts'
import type { BookFinding } from '../finding.ts'
import type { PriceBook, ToolPrice } from '../format.ts'
import { didYouMean } from '../nearest.ts'
import { isDecimal } from '../rational.ts'
import type { CompiledTool } from '../tool-price.ts'
import { error, firstOf, warning } from './report.ts'
import { listOf } from './space.ts'
import { within } from './walk.ts'

export function checkDocument(book: PriceBook): BookFinding[] {
  return [...checkDates(book), ...firstOf(checkMoney(book), 20, 'units'), ...firstOf(checkNames(book), 20, 'tools')]
}

function checkDates({ effective }: PriceBook): BookFinding[] {
  const day = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/.exec(effective)?.[1]
  const time = Date.parse(effective)
  if (day && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day)) return []
  return [error('effective', `${JSON.stringify(effective)} is not a date and time in UTC.`, 'Write it like "2026-11-22T00:00:00Z".')]
}

/** A studio's credits are its own; anything else has to be worth something to be compared. */
function checkMoney({ unit, units = {}, studio, tools }: PriceBook): BookFinding[] {
  const used = new Map<string, string>([[unit, 'unit']])
  for (const [id, tool] of Object.entries(tools)) if (tool.unit !== undefined && !used.has(tool.unit)) used.set(tool.unit, `tools.${id}.unit`)
  const worthless = [...used].filter(([name]) => name !== 'usd' && !(studio && name === 'credits') && units[name]?.usd === undefined)
  const unused = Object.keys(units).filter((name) => !used.has(name) && name !== 'usd')
  return [
    ...worthless.map(([name, place]) =>
      warning(
        place,
        `Nothing says what one of "${name}" is worth, so these prices cannot be compared.`,
        `Add "units": { "${name}": { "usd": "0.01" } }, if it is published.`,
      ),
    ),
    ...unused.map((name) => warning(`units.${name}`, `No price is in "${name}".${didYouMean(name, used.keys())}`, 'Correct the name, or remove it.')),
  ]
}

/** Two tools of one name in one unit: nobody could say which is meant. Published titles may be alike; keys and aliases are the book's own. */
function checkNames(book: PriceBook): BookFinding[] {
  const taken = new Map<string, { id: string; title: boolean }>()
  return Object.entries(book.tools).flatMap(([id, tool]) => {
    const own = new Set([id, ...(tool.aliases ?? [])].map((name) => name.toLowerCase()))
    const all = new Set([...own, ...(tool.title === undefined ? [] : [tool.title.toLowerCase()])])
    return [...all].flatMap((name) => {
      const key = `${tool.unit ?? book.unit}\n${name}`
      const other = taken.get(key)
      const title = !own.has(name)
      taken.set(key, { id, title: title && (other?.title ?? true) })
      if (!other) return []
      const say = title && other.title ? warning : error
      return [say(`tools.${id}`, `"${name}" is a name of the tool "${other.id}", too, in the same unit.`, 'Give each name to one of them.')]
    })
  })
}

const ofEveryJob = ['quality', 'plan', ...measuredNames, 'resultWidth', 'resultHeight', 'resultPixels', 'seconds', 'fps']

/** What stands for our job in this tool: inputs it has, with values they can have, none left out that is required. */
export function checkComparable(tool: CompiledTool, place: string): BookFinding[] {
  return firstOf(
    (tool.price.comparable ?? []).flatMap((each, index) => checkOne(tool, each, `${place}.comparable[${index}]`)),
    20,
    place,
  )
}

function checkOne(tool: CompiledTool, { tool: job, when, inputs }: NonNullable<ToolPrice['comparable']>[number], place: string): BookFinding[] {
  const names = tool.inputs.map(({ name }) => name)
  const given = Object.entries(inputs).flatMap(([name, given]) => {
    const input = tool.inputs.find((candidate) => isNamed(candidate, name))
    if (!input)
      return [
        error(`${place}.inputs.${name}`, `The tool has no input "${name}".${didYouMean(name, names)}`, `Use one of ${names.join(', ') || 'those you add'}.`),
      ]
    if (!('value' in given) || accepts(() => input.read(given.value))) return []
    return [error(`${place}.inputs.${name}.value`, `"${name}" can never be ${JSON.stringify(given.value)}.`, 'Use a value of its domain.')]
  })
  const left = tool.inputs.filter(
    ({ name, input, absent }) =>
      absent === undefined &&
      !input.optional &&
      !Object.keys(inputs).some((given) => isNamed({ name, input }, given)) &&
      (input.required || tool.reads.has(name)),
  )
  const missing = left.map(({ name, input }) =>
    input.required
      ? error(`${place}.inputs`, `"${name}" is required and not among them.`, 'Say what it is for this job.')
      : warning(`${place}.inputs`, `"${name}" is not among them, so the price is a range.`, 'Say what it is for this job, if that is known.'),
  )
  return [...given, ...missing, ...checkAsked(job, when, inputs, place)]
}

/** By its own name, or by another that it has. */
const isNamed = ({ name, input }: Pick<CompiledTool['inputs'][number], 'name' | 'input'>, given: string): boolean =>
  [name, ...(input.names ?? [])].some((each) => each.toLowerCase() === given.toLowerCase())

/** Names of our own job that it reads; of a tool that is not in the catalogue, nobody knows the options. */
function checkAsked(
  job: string,
  when: NonNullable<ToolPrice['comparable']>[number]['when'],
  inputs: NonNullable<ToolPrice['comparable']>[number]['inputs'],
  place: string,
): BookFinding[] {
  const ours = catalogue.find(({ id }) => id === job)
  if (!ours) return []
  const known = [...ofEveryJob, ...Object.keys(ours.options)]
  const strange = (name: string, at: string) =>
    known.includes(name) ? [] : [error(at, `${ours.title} has nothing called "${name}".${didYouMean(name, known)}`, `Use one of ${known.join(', ')}.`)]
  const conditions = when === undefined ? [] : listOf(when).flatMap((each) => Object.keys(each).flatMap((name) => strange(name, `${place}.when.${name}`)))
  const read = Object.entries(inputs).flatMap(([input, given]) => {
    if (!('is' in given)) return []
    const inside = within({ is: given.is, place: `${place}.inputs.${input}.is`, scope: { inputs: new Map(), states: new Set() } })
    return [...inside].flatMap(({ is, place }) => (typeof is === 'string' && !isDecimal(is) ? strange(is, place) : []))
  })
  return [...conditions, ...read]
}

function accepts(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
