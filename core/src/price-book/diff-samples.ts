// What two versions of a tool are asked, to compare them: settings (a value of each option that matters to either), and sizes (the
// numbers that are measured or typed). Bounded: of very many settings some thousand, spread over all of them.
import type { Choice, Input } from './format.ts'
import type { GivenInputs } from './input.ts'
import type { CompiledTool } from './tool-price.ts'

/** Values as text; an option that is not in it is not given. */
export type Setting = Readonly<Record<string, string>>

export interface Size {
  /** "a 12-megapixel photo", "10 seconds"; empty where nothing is counted. */
  readonly inWords: string
  readonly inputs: GivenInputs
}

export interface Samples {
  readonly settings: readonly Setting[]
  readonly sizes: readonly Size[]
}

const mostSettings = 1000

/** @param day ISO date, for inputs that are dates */
export function samplesOf(tools: readonly CompiledTool[], day: string): Samples {
  const inputs = inputsOf(tools)
  const options = [...inputs].flatMap(([name, versions]) =>
    optionOf(
      name,
      versions,
      tools.some((tool) => tool.reads.has(name)),
    ),
  )
  return { settings: settingsOf(options), sizes: sizesOf(inputs, day) }
}

/** Each input that some version's price depends on or needs, as those versions have it. */
function inputsOf(tools: readonly CompiledTool[]): Map<string, Input[]> {
  const found = new Map<string, Input[]>()
  for (const tool of tools)
    for (const { name, input } of tool.inputs)
      if (tools.some(({ reads }) => reads.has(name)) || input.required) found.set(name, [...(found.get(name) ?? []), input])
  return found
}

interface Option {
  readonly name: string
  /** In the order of the domain; undefined: not given. */
  readonly values: readonly (string | undefined)[]
  /** What it is where nobody chose. */
  readonly usual: string | undefined
}

/** Nothing for what is no choice. */
function optionOf(name: string, versions: readonly Input[], matters: boolean): Option[] {
  const values = versions.flatMap((input): (Choice | undefined)[] => {
    const absent = input.optional && input.default === undefined ? [undefined] : []
    if (input.kind === 'choice') return [...absent, ...input.values]
    return input.kind === 'flag' ? [...absent, false, true] : []
  })
  const all = [...new Set(values.map((value) => (value === undefined ? undefined : String(value))))]
  if (all.length === 0) return []
  const said = versions.find((input) => input.default !== undefined)?.default
  const usual = said === undefined ? all[0] : String(said)
  return [{ name, values: matters ? all : [usual], usual }]
}

function settingsOf(options: readonly Option[]): Setting[] {
  const count = options.reduce((product, { values }) => product * values.length, 1)
  if (count <= mostSettings) return Array.from({ length: count }, (_, index) => settingAt(options, index))
  const alone = options.flatMap(({ name, values }) => values.map((value) => settingWith(options, name, value)))
  const spread = Array.from({ length: mostSettings }, (_, index) => settingAt(options, Math.floor((index * count) / mostSettings)))
  return unique([...alone, ...spread])
}

/** The setting of this number, counting through all of them. */
function settingAt(options: readonly Option[], index: number): Setting {
  let rest = index
  const values = options.toReversed().map(({ name, values }) => {
    const value = values[rest % values.length]
    rest = Math.floor(rest / values.length)
    return [name, value] as const
  })
  return setting(values.reverse())
}

const settingWith = (options: readonly Option[], name: string, value: string | undefined): Setting =>
  setting(options.map((option) => [option.name, option.name === name ? value : option.usual]))

const setting = (values: readonly (readonly [string, string | undefined])[]): Setting =>
  Object.fromEntries(values.filter((each): each is readonly [string, string] => each[1] !== undefined))

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

/** A small, a usual and a large one. */
const sizes = [0, 1, 2] as const
type SizeIndex = (typeof sizes)[number]

function sizesOf(inputs: ReadonlyMap<string, readonly Input[]>, day: string): Size[] {
  const all = sizes.map((index): Size => {
    const given = [...inputs].flatMap(([name, versions]) => {
      const value = sizedValue(name, versions, index, day)
      return value === undefined ? [] : [{ name, value, input: versions[0]! }]
    })
    return { inWords: sizeInWords(given, index), inputs: Object.fromEntries(given.map(({ name, value }) => [name, value])) }
  })
  return [...new Map(all.map((size) => [JSON.stringify(size.inputs), size])).values()]
}

const photo: Readonly<Record<string, readonly [number, number, number]>> = {
  width: [1000, 4000, 8000],
  height: [1000, 3000, 6000],
  pixels: [1_000_000, 12_000_000, 48_000_000],
  bytes: [500_000, 4_000_000, 16_000_000],
  pages: [1, 1, 1],
}
const photoNames = ['width', 'height', 'pixels', 'bytes']
const photoMegapixels = [1, 12, 48] as const

/** By what the name and unit of a number say it counts. */
const usual: readonly (readonly [RegExp, readonly [number, number, number]])[] = [
  [/megapixel/i, photoMegapixels],
  [/fps|frame rate/i, [24, 30, 60]],
  [/frame/i, [120, 300, 1440]],
  [/minute/i, [1, 10, 60]],
  [/second|duration/i, [5, 10, 60]],
  [/token/i, [1_000, 10_000, 100_000]],
  [/character/i, [100, 1_000, 10_000]],
  [/image|request|sample|count|file/i, [1, 4, 10]],
]

function sizedValue(name: string, versions: readonly Input[], index: SizeIndex, day: string): unknown {
  const [input] = versions as readonly [Input]
  if (input.optional && !versions.some(({ required }) => required)) return undefined
  switch (input.kind) {
    case 'number':
      return String(inDomain(numberFor(name, input, index), versions))
    case 'text':
      return 'x'.repeat([100, 1_000, 10_000][index]!)
    case 'date':
      return day
    case 'list':
      return listFor(input, index, day)
    default:
      return undefined
  }
}

function numberFor(name: string, { unit = '' }: Input & { kind: 'number' }, index: SizeIndex): number {
  const known = photo[name] ?? usual.find(([pattern]) => pattern.test(name) || pattern.test(unit))?.[1] ?? [1, 10, 100]
  return known[index]
}

/** The nearest that every version allows. */
function inDomain(value: number, versions: readonly Input[]): number {
  let [low, high] = [0, Number.POSITIVE_INFINITY]
  for (const input of versions) {
    if (input.kind !== 'number') continue
    low = Math.max(low, Number(input.min ?? 0))
    high = Math.min(high, Number(input.max ?? Number.POSITIVE_INFINITY))
  }
  return Math.max(low, Math.min(high, value))
}

function listFor({ items, min = 0, max = 10_000 }: Input & { kind: 'list' }, index: SizeIndex, day: string): GivenInputs[] {
  const count = Math.max(min, Math.min(max, index + 1))
  const item = Object.entries(items).flatMap(([name, input]) => {
    const value = input.kind === 'choice' ? input.values[0] : sizedValue(name, [input], index, day)
    return value === undefined ? [] : [[name, value] as const]
  })
  return Array.from({ length: count }, () => Object.fromEntries(item))
}

interface SizedInput {
  readonly name: string
  readonly value: unknown
  readonly input: Input
}

function sizeInWords(given: readonly SizedInput[], index: SizeIndex): string {
  const isPhoto = given.some(({ name, input }) => photoNames.includes(name) && input.kind === 'number')
  const others = given.filter(({ name }) => !isPhoto || !Object.hasOwn(photo, name))
  const words = others.flatMap(({ name, value, input }) => {
    if (input.kind === 'number') return [numberInWords(name, input, Number(value))]
    if (input.kind === 'text') return [countInWords(String(value).length, 'character')]
    return input.kind === 'list' ? [countInWords((value as unknown[]).length, 'item')] : []
  })
  return [...(isPhoto ? [`a ${photoMegapixels[index]}-megapixel photo`] : []), ...words].join(', ')
}

/** "10 seconds", "4 images", "width 800" */
function numberInWords(name: string, { unit, label }: Input & { kind: 'number' }, value: number): string {
  const words = (label ?? name).replaceAll('_', ' ').toLowerCase()
  if (unit !== undefined) return countInWords(value, unit)
  return words.endsWith('s') ? countInWords(value, words) : `${words} ${value.toLocaleString('en')}`
}

const countInWords = (count: number, unit: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? unit.replace(/(?<=[a-rt-z])s$/, '') : /s$|x$/.test(unit) ? unit : `${unit}s`}`
