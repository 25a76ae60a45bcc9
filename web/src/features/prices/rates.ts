// The rates of a tool as a table a person reads: by two settings where the book has two (quality down, scale across), else one row a setting.
// A plan takes its percentage off every rate; nothing is rounded here.
import {
  type CompiledBook,
  type CompiledPlan,
  decimal,
  type ListedRate,
  listedRates,
  type Option,
  type OptionValue,
  type StudioTool,
  toText,
  type Tool,
  tools,
} from '@keter/core'
import { optionInWords } from '../runs/run-words.ts'

/** Credits, or null where the price depends on more than the setting. */
export type Rate = { readonly amount: string | null; readonly per: string | null }

export interface Cell {
  /** The setting it is for, by name. */
  readonly setting: Readonly<Record<string, OptionValue>>
  /** One entry a line of the price; they are added up. */
  readonly rates: readonly Rate[]
}

export interface RateTable {
  /** What rows and columns differ in: "Quality, scale". */
  readonly corner: string
  readonly columns: readonly string[]
  readonly rows: readonly { readonly label: string; readonly cells: readonly (Cell | null)[] }[]
  /** What one unit is, where every rate is for the same: "started megapixel". */
  readonly per: string | null
  readonly free: boolean
}

type Setting = Cell['setting']

/** Null where the book has no price for the tool. */
export function rateTable(book: CompiledBook, id: string, plan: CompiledPlan | undefined): RateTable | null {
  const tool = book.tools.get(id)
  if (!tool) return null
  const cells = cellsOf(tool, plan)
  const units = new Set(cells.flatMap(({ rates }) => rates.map(({ per }) => per)))
  const about = { per: units.size === 1 ? ([...units][0] ?? null) : null, free: cells.every(({ rates }) => rates.every(({ amount }) => amount === '0')) }
  const names = namesIn(cells)
  return { ...(names.length === 2 ? grid(cells, names as [string, string], id) : list(cells, id)), ...about }
}

function cellsOf(tool: StudioTool, plan: CompiledPlan | undefined): Cell[] {
  const bySetting = new Map<string, { setting: Setting; rates: Rate[] }>()
  for (const listed of listedRates(tool))
    for (const setting of settingsIn(listed)) {
      const key = JSON.stringify(setting)
      const cell = bySetting.get(key) ?? { setting, rates: [] }
      cell.rates.push(rateOf(listed, plan))
      bySetting.set(key, cell)
    }
  return [...bySetting.values()]
}

function rateOf({ rate, per }: ListedRate, plan: CompiledPlan | undefined): Rate {
  if (rate === undefined) return { amount: null, per: per ?? null }
  const left = decimal('1').sub(plan?.discount ?? decimal('0'))
  return { amount: toText(decimal(rate).mul(left), 12), per: per ?? null }
}

/** Every single setting that a row is for. A condition that is not a value of something stands for itself, in words. */
function settingsIn({ when }: ListedRate): Setting[] {
  const conditions = Array.isArray(when) ? when : [when]
  return conditions.flatMap((all: Readonly<Record<string, unknown>>) =>
    Object.entries(all).reduce<Setting[]>(
      (found, [name, condition]) => found.flatMap((setting) => valuesIn(condition).map((value) => ({ ...setting, [name]: value }))),
      [{}],
    ),
  )
}

function valuesIn(condition: unknown): readonly OptionValue[] {
  if (Array.isArray(condition)) return condition as OptionValue[]
  return typeof condition === 'object' && condition !== null ? [conditionInWords(condition)] : [condition as OptionValue]
}

const bounds: Readonly<Record<string, string>> = {
  from: 'from',
  over: 'over',
  to: 'up to',
  under: 'under',
  not: 'not',
  contains: 'with',
  startsWith: 'begins with',
}
const conditionInWords = (condition: object): string =>
  Object.entries(condition)
    .map(([name, value]) => `${bounds[name] ?? name} ${Array.isArray(value) ? value.join(' or ') : value}`)
    .join(', ')

/** The two names that every cell sets, the one with more values last; none where the cells are no full grid of two. */
function namesIn(cells: readonly Cell[]): string[] {
  const names = [...new Set(cells.flatMap(({ setting }) => Object.keys(setting)))]
  if (names.length !== 2 || cells.some(({ setting }) => Object.keys(setting).length !== 2)) return []
  const count = (name: string) => new Set(cells.map(({ setting }) => setting[name])).size
  return names.sort((a, b) => (a === 'quality' ? -1 : b === 'quality' ? 1 : count(a) - count(b)))
}

function grid(cells: readonly Cell[], [down, across]: readonly [string, string], id: string): Pick<RateTable, 'corner' | 'columns' | 'rows'> {
  const columns = valuesOf(cells, across, id)
  return {
    corner: `${nameInWords(down, id)}, ${nameInWords(across, id).toLowerCase()}`,
    columns: columns.map((value) => valueInWords(across, value, id)),
    rows: valuesOf(cells, down, id).map((value) => ({
      label: valueInWords(down, value, id),
      cells: columns.map((column) => cells.find(({ setting }) => setting[down] === value && setting[across] === column) ?? null),
    })),
  }
}

function list(cells: readonly Cell[], id: string): Pick<RateTable, 'corner' | 'columns' | 'rows'> {
  return {
    corner: 'Setting',
    columns: ['Rate'],
    rows: cells.map((cell) => ({ label: settingInWords(cell.setting, id), cells: [cell] })),
  }
}

/** In the order of the catalogue; what it does not know comes last. */
function valuesOf(cells: readonly Cell[], name: string, id: string): OptionValue[] {
  const tool = catalogued(id)
  const option = tool?.options[name]
  const known: readonly OptionValue[] =
    name === 'quality' ? (tool?.qualities.map((quality) => quality.id) ?? []) : option?.kind === 'choice' ? option.values : []
  const place = (value: OptionValue) => (known.includes(value) ? known.indexOf(value) : known.length)
  const values = [...new Set(cells.flatMap(({ setting }) => setting[name] ?? []))]
  return values.sort((a, b) => place(a) - place(b))
}

const catalogued = (id: string): Tool | undefined => tools.find((tool) => tool.id === id)
const optionOf = (name: string, id: string): Option | undefined => catalogued(id)?.options[name]
const nameInWords = (name: string, id: string): string => (name === 'quality' ? 'Quality' : (optionOf(name, id)?.label ?? name))

function valueInWords(name: string, value: OptionValue, id: string): string {
  const quality = name === 'quality' && catalogued(id)?.qualities.find((each) => each.id === value)?.label
  return quality || optionInWords(name, value)
}

function settingInWords(setting: Setting, id: string): string {
  const parts = Object.entries(setting).map(([name, value]) =>
    name === 'quality' || name === 'scale' ? valueInWords(name, value, id) : `${nameInWords(name, id)} ${value}`,
  )
  return parts.join(', ') || 'Every setting'
}
