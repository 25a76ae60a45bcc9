// What changed in the prices of one tool, found by asking both books the same questions: which settings cost something else, came, or went.
// Settings that changed alike are one sentence.
import type { Change, ChangeExample } from './diff-change.ts'
import type { Samples, Setting, Size } from './diff-samples.ts'
import { amountInWords, eitherOf, figure, outcomeInWords, percentInWords, percentOf, percentsInWords, spaced, titleOf } from './diff-words.ts'
import { PriceBookError } from './finding.ts'
import type { GivenInputs } from './input.ts'
import { type Outcome, outcomeOf } from './outcome.ts'
import { pricedLines } from './priced-lines.ts'
import { isZero, type Rational, toText } from './rational.ts'
import type { CompiledTool } from './tool-price.ts'

/** Of one setting at one size. */
interface Answer {
  readonly outcome: Outcome
  /** Before the tool's rounding, where there is one price. */
  readonly exact?: Rational
}

type Status = 'same' | 'price' | 'option-added' | 'option-removed' | 'answer'

interface Compared {
  readonly setting: Setting
  readonly status: Status
  readonly sizes: readonly Size[]
  readonly before: readonly Answer[]
  readonly after: readonly Answer[]
}

const offered = ({ outcome }: Answer): boolean => outcome.kind === 'price' || outcome.kind === 'range'

/** What is asked of a tool in one setting. */
export function ask(tool: CompiledTool, setting: Setting, size: Size): Answer {
  try {
    const given = givenTo(tool, setting, size)
    const outcome = outcomeOf(tool, given)
    return outcome.kind === 'price' ? { outcome, ...exactly(tool, given) } : { outcome }
  } catch (error) {
    if (!(error instanceof PriceBookError)) throw error
    return { outcome: { kind: 'not-offered', message: error.message, inputs: [] } }
  }
}

/** What the tool has an input for. */
const givenTo = (tool: CompiledTool, setting: Setting, { inputs }: Size): GivenInputs =>
  Object.fromEntries(Object.entries({ ...inputs, ...setting }).filter(([name]) => tool.inputs.some((input) => input.name === name)))

/** Where a choice is open and does not matter there is a price, but no one setting to take it from. */
function exactly(tool: CompiledTool, given: GivenInputs): { exact?: Rational } {
  try {
    return { exact: tool.unrounded.exact(tool.read(given)) }
  } catch {
    return {}
  }
}

/** Whether the tool can be asked for the setting: an option that it does not have is as if it were left out, or has to be given elsewhere. */
const knows = (tool: CompiledTool, other: CompiledTool, setting: Setting): boolean =>
  Object.entries(setting).every(([name, value]) => {
    if (tool.inputs.some((input) => input.name === name)) return true
    const { input } = other.inputs.find((each) => each.name === name)!
    return input.default === undefined ? !input.optional : String(input.default) === value
  })

const notOffered: Answer = { outcome: { kind: 'not-offered', message: '', inputs: [] } }

export function diffPrices(old: CompiledTool, now: CompiledTool, { settings, sizes }: Samples): Change[] {
  const compared = settings.map((setting): Compared => {
    const asked = (tool: CompiledTool, other: CompiledTool) => sizes.map((size) => (knows(tool, other, setting) ? ask(tool, setting, size) : notOffered))
    const [before, after] = [asked(old, now), asked(now, old)]
    return { setting, sizes, before, after, status: statusOf(before, after) }
  })
  return (['price', 'option-added', 'option-removed', 'answer'] as const).flatMap((status) => changesOf(status, old, now, compared))
}

/** By the first size whose answer differs. */
function statusOf(before: readonly Answer[], after: readonly Answer[]): Status {
  const found = before.map((answer, index) => statusAt(answer, after[index]!)).find((status) => status !== 'same')
  return found ?? 'same'
}

function statusAt(before: Answer, after: Answer): Status {
  const [was, is] = [offered(before), offered(after)]
  if (was && is) return sameAmount(before, after) ? 'same' : 'price'
  if (before.outcome.kind === after.outcome.kind) return 'same'
  if (before.outcome.kind === 'not-offered') return 'option-added'
  return after.outcome.kind === 'not-offered' ? 'option-removed' : 'answer'
}

const sameAmount = (before: Answer, after: Answer): boolean =>
  before.exact && after.exact ? before.exact.compare(after.exact) === 0 : outcomeInWords(before.outcome) === outcomeInWords(after.outcome)

/** More sentences about the prices of one tool than these are put together by percentage, and then cut. So is what changed by one percentage everywhere. */
const mostSentences = 8

function changesOf(kind: Exclude<Status, 'same'>, old: CompiledTool, now: CompiledTool, compared: readonly Compared[]): Change[] {
  const found = compared.filter((each) => each.status === kind)
  if (found.length === 0) return []
  const say = (descriptions: readonly Described[], alike: boolean) => descriptions.map((of) => sentence({ kind, old, now, ...of, alike }))
  const exact = fewDescriptions(
    grouped(found, (each) => exactSignature(old, now, each)),
    compared,
  )
  const loose = exact && exact.length < 3 ? undefined : fewDescriptions(grouped(found, looseSignature), compared)
  if (exact && loose?.length !== 1) return say(exact, true)
  return say(loose ?? [{ words: `${found.length} of ${compared.length} settings`, settings: found }], false)
}

/** Nothing where it would take too many. */
function fewDescriptions(groups: readonly (readonly Compared[])[], all: readonly Compared[]): Described[] | undefined {
  const few: Described[] = []
  for (const group of groups)
    for (const description of described(group, all)) {
      if (few.length === mostSentences) return undefined
      few.push(description)
    }
  return few
}

function grouped(compared: readonly Compared[], signature: (each: Compared) => string): Compared[][] {
  const groups = new Map<string, Compared[]>()
  for (const each of compared) {
    const key = signature(each)
    const group = groups.get(key)
    if (group) group.push(each)
    else groups.set(key, [each])
  }
  return [...groups.values()]
}

const exactSignature = (old: CompiledTool, now: CompiledTool, each: Compared): string =>
  JSON.stringify([...each.before, ...each.after].map(({ outcome }) => outcomeInWords(outcome))) +
  JSON.stringify([usualRate(old, each), usualRate(now, each)].map((rate) => rate && toText(rate.rate, 12)))

/** Changed by the same percentages, or else just in the same direction. */
const looseSignature = (each: Compared): string => percentsOf(each).map(percentInWords).join() || directionOf([each])

/** One for each size that has one price in both. */
const percentsOf = ({ before, after }: Compared): Rational[] =>
  before.flatMap(({ exact }, index) => {
    const is = after[index]!.exact
    return (exact && is && percentOf(exact, is)) ?? []
  })

function directionOf(settings: readonly Compared[]): Change['direction'] {
  const signs = settings.flatMap(({ before, after }) => before.map((answer, index) => changeOf(answer, after[index]!)))
  if (signs.every((sign) => sign <= 0)) return 'cheaper'
  return signs.every((sign) => sign >= 0) ? 'dearer' : 'other'
}

/** Of ranges both ends count. */
function changeOf(before: Answer, after: Answer): number {
  if (before.exact && after.exact) return Math.sign(after.exact.compare(before.exact))
  if (!offered(before) && !offered(after)) return 0
  const [was, is] = [endsOf(before.outcome), endsOf(after.outcome)]
  if (!was || !is) return Number.NaN
  const [low, high] = [Math.sign(is[0].compare(was[0])), Math.sign(is[1].compare(was[1]))]
  return low === high || high === 0 ? low : low === 0 ? high : Number.NaN
}

function endsOf(outcome: Outcome): readonly [Rational, Rational] | undefined {
  if (outcome.kind === 'price') return [outcome.amount, outcome.amount]
  return outcome.kind === 'range' ? [outcome.low, outcome.high] : undefined
}

interface Described {
  /** "standard, scale 2 or 4"; empty where it is everything. */
  readonly words: string
  readonly settings: readonly Compared[]
}

/** As few descriptions as say exactly which settings they are: the values of each option, split where not every combination is in it. */
function* described(group: readonly Compared[], all: readonly Compared[]): Generator<Described> {
  const names = [...new Set(all.flatMap(({ setting }) => Object.keys(setting)))]
  const told = names
    .map((name) => ({ name, values: valuesOf(group, name), every: valuesOf(all, name) }))
    .filter(({ values, every }) => values.length < every.length)
  const meant = all.filter(({ setting }) => told.every(({ name, values }) => values.includes(setting[name])))
  if (meant.length === group.length) return yield { words: told.map(optionInWords).join(', '), settings: group }
  const split = names.map((name) => ({ name, values: valuesOf(group, name) })).filter(({ values }) => values.length > 1)
  const { name, values } = split.reduce((a, b) => (b.values.length < a.values.length ? b : a))
  for (const value of values)
    yield* described(
      group.filter(({ setting }) => setting[name] === value),
      all,
    )
}

const valuesOf = (group: readonly Compared[], name: string): (string | undefined)[] => [...new Set(group.map(({ setting }) => setting[name]))]

function optionInWords({ name, values }: { readonly name: string; readonly values: readonly (string | undefined)[] }): string {
  const words = values.map((value) => value ?? 'not given')
  if (name === 'quality') return eitherOf(words)
  if (words.every((value) => value === 'true' || value === 'false')) return words[0] === 'true' ? `with ${spaced(name)}` : `without ${spaced(name)}`
  return `${spaced(name)} ${eitherOf(words)}`
}

interface Rate {
  readonly rate: Rational
  readonly unit: string
}

/** Where the whole price is one rate: what it is, and for what. */
function rateOf(tool: CompiledTool, setting: Setting, size: Size): Rate | undefined {
  try {
    const [line, ...others] = pricedLines(tool, tool.read(givenTo(tool, setting, size))).filter(({ amount }) => !isZero(amount))
    return line?.rate && line.unit !== undefined && others.length === 0 ? { rate: line.rate, unit: line.unit } : undefined
  } catch {
    return undefined
  }
}

const usualRate = (tool: CompiledTool, { setting, sizes }: Compared): Rate | undefined => rateOf(tool, setting, middle(sizes))

const middle = <Item>(items: readonly Item[]): Item => items[Math.floor((items.length - 1) / 2)]!

interface Said {
  readonly kind: Exclude<Status, 'same'>
  readonly old: CompiledTool
  readonly now: CompiledTool
  readonly words: string
  readonly settings: readonly Compared[]
  /** Every setting has the prices of the first, not just their percentages. */
  readonly alike: boolean
}

function sentence(of: Said): Change {
  const { kind, now, words, settings } = of
  const [first] = settings as readonly [Compared]
  const examples = first.sizes.map(({ inWords }, index) => ({
    inWords: inWords || 'each time',
    before: outcomeInWords(first.before[index]!.outcome),
    after: outcomeInWords(first.after[index]!.outcome),
  }))
  const about = `${titleOf(now)}${words ? `, ${words}` : ''}`
  const direction = kind === 'price' ? directionOf(settings) : 'other'
  return { kind, tool: now.id, sentence: `${said(of, about, examples)}.`, examples: changed(examples), direction }
}

/** The usual size, unless it costs the same and another does not. */
const telling = (examples: readonly ChangeExample[]): ChangeExample => {
  const usual = middle(examples)
  return usual.before === usual.after ? (changed(examples).at(-1) ?? usual) : usual
}

const changed = (examples: readonly ChangeExample[]): ChangeExample[] => examples.filter(({ before, after }) => before !== after)

function said({ kind, old, now, settings, alike }: Said, about: string, examples: readonly ChangeExample[]): string {
  const { inWords, before, after } = telling(examples)
  const [first] = settings as readonly [Compared]
  switch (kind) {
    case 'option-added':
      return `New: ${about}${alike ? `, ${priceInWords(now, first, first.after)}` : ''}`
    case 'option-removed':
      return `No longer offered: ${about}`
    case 'answer':
      return `${about}: ${before} → ${after}`
    case 'price': {
      const rates = alike ? ratesInWords(usualRate(old, first), usualRate(now, first), now.unit) : undefined
      const share = sharesInWords(settings)
      const head = [...(rates ? [rates] : []), ...(share ? [share] : [])].join(', ')
      const example = inWords === 'each time' && rates ? '' : `${alike ? '' : 'for instance '}${inWords} ${shortened(before, after, now.unit)}`
      return `${about}: ${[head, example].filter(Boolean).join('; ')}`
    }
  }
}

/** "3.5 → 3 credits a started megapixel" */
function ratesInWords(before: Rate | undefined, after: Rate | undefined, unit: string): string | undefined {
  if (!before || !after || before.unit !== after.unit || before.rate.compare(after.rate) === 0) return undefined
  return `${figure(before.rate, unit)} → ${amountInWords(after.rate, unit)}${perUnit(after.unit)}`
}

const perUnit = (unit: string): string => (unit === 'attempt' ? '' : ` ${/^[aeio]/i.test(unit) ? 'an' : 'a'} ${unit}`)

/** "42 → 36 credits" */
const shortened = (before: string, after: string, unit: string): string => {
  const end = ` ${unit}`
  return before === after ? `still ${after}` : `${before.endsWith(end) && after.endsWith(end) ? before.slice(0, -end.length) : before} → ${after}`
}

function sharesInWords(settings: readonly Compared[]): string {
  const pairs = settings.flatMap(({ before, after }) => before.map(({ exact }, index) => [exact, after[index]!.exact] as const))
  if (pairs.some(([was, is]) => was && is && isZero(was) && !isZero(is))) return 'no longer free'
  if (pairs.every(([was, is]) => was && is && isZero(is))) return 'now free'
  return percentsInWords(settings.flatMap(percentsOf))
}

/** "2 credits a started megapixel; a 12-megapixel photo 24 credits"; of a usual size, unless it is offered for others only. */
export function priceInWords(tool: CompiledTool, asked: { readonly setting: Setting; readonly sizes: readonly Size[] }, answers: readonly Answer[]): string {
  const all = answers.map((answer, index) => ({ answer, size: asked.sizes[index]! }))
  const usual = middle(all)
  const { answer, size } = offered(usual.answer) ? usual : (all.findLast((each) => offered(each.answer)) ?? usual)
  const rate = rateOf(tool, asked.setting, size)
  const example = outcomeInWords(answer.outcome)
  if (!rate) return size.inWords ? `${size.inWords} ${example}` : example
  const each = `${amountInWords(rate.rate, tool.unit)}${perUnit(rate.unit)}`
  return size.inWords && rate.unit !== 'attempt' ? `${each}; ${size.inWords} ${example}` : each
}
