// `keter price-book suggest`: what a megapixel costs us to make, by measured seconds, beside what it is sold for, and the rate at which the
// wanted margin is kept under every plan. Measured seconds are no money: here, and only here, floats are good enough.
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type CompiledBook, dollarsPer, Refusal, toText } from '@keter/core'
import type { Command } from 'commander'
import { addCommand, type CommonFlags, does, type Program } from '../command.ts'
import { bookInForce, studioBook } from '../price-book.ts'
import { columns, indented } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { plain } from '../wording.ts'
import { titleOf } from './price-book-outcome.ts'
import { type Measured, measuredIn, measuredTyped } from './price-book-seconds.ts'

export function addSuggest(program: Program, group: Command): void {
  const repeated = (value: string, before: string[] = []) => [...before, value]
  const command = addCommand(group, 'suggest [book]', 'derive rates from measured seconds, and show the margin of the present ones')
    .requiredOption('--cost-per-hour <dollars>', 'what an hour of the machine costs')
    .option('--margin <percent>', 'share of the price that shall be left after that cost', '60')
    .option('--bench <file>', 'output of `npm run -s bench -- image-upscale` (repeatable)', repeated)
    .option('--seconds-per-megapixel <[quality/scale=]seconds>', 'measured otherwise (repeatable): standard/4=4.8, or 4.8 for everything', repeated)
  does<[string | undefined]>(program, command, async ({ surroundings: { folder }, terminal }, flags, given) => {
    const book = given === undefined ? await bookInForce(new Date()) : await studioBook(given, folder)
    const benched = await Promise.all(texts(flags.bench).map((file) => benchIn(file, folder)))
    const measured = [...benched.flat(), ...texts(flags.secondsPerMegapixel).map(measuredTyped)]
    if (measured.length === 0) throw new Refusal('bad_usage', 'Nothing is measured. Add --bench with the output of a benchmark, or --seconds-per-megapixel.')
    const suggested = suggest(book, measured, aimOf(flags))
    terminal.answer(suggested, () => text(suggested, terminal))
    return 0
  })
}

const texts = (value: unknown): string[] => (value ?? []) as string[]

interface Aim {
  /** Dollars. */
  readonly costPerHour: number
  /** Share of the price, 0 to 1. */
  readonly margin: number
}

/** For one source megapixel. Dollars and seconds as numbers, credits as decimal text. */
interface SuggestedRate {
  readonly tool: string
  readonly setting: Readonly<Record<string, string>>
  readonly seconds: number
  readonly cost: number
  readonly credits: string
  readonly usd: number
  /** Share of the price that is left; null where it is free. */
  readonly margin: number | null
  /** The same under the plan with the largest discount. */
  readonly marginLeast: number | null
  readonly suggested: { readonly credits: string; readonly usd: number }
}

interface Suggested {
  readonly book: { readonly id: string; readonly version: string }
  readonly aim: Aim
  /** Dollars. */
  readonly creditWorth: number
  readonly largestDiscount: { readonly plan: string; readonly percent: string }
  readonly rates: readonly SuggestedRate[]
  readonly notMeasured: readonly { readonly tool: string; readonly setting: Readonly<Record<string, string>> }[]
}

/** @throws Refusal `bad_usage` */
function aimOf({ costPerHour, margin }: CommonFlags): Aim {
  const cost = Number(costPerHour)
  if (!Number.isFinite(cost) || cost <= 0) throw new Refusal('bad_usage', `--cost-per-hour is ${JSON.stringify(costPerHour)}; it is dollars, such as 0.5.`)
  const percent = Number(margin)
  if (!Number.isFinite(percent) || percent < 0 || percent >= 100)
    throw new Refusal('bad_usage', `--margin is ${JSON.stringify(margin)}; it is a percentage from 0 to less than 100.`)
  return { costPerHour: cost, margin: percent / 100 }
}

/** @throws Refusal `source_missing`, `malformed_request` */
async function benchIn(file: string, folder: string): Promise<Measured[]> {
  const text = await readFile(resolve(folder, file), 'utf8').catch(() => {
    throw new Refusal('source_missing', `There is no file ${file}.`, { source: file })
  })
  const measured = measuredIn(text)
  if (measured.length > 0) return measured
  throw new Refusal('malformed_request', `${file} has no line of JSON with seconds of an edit; it is what \`npm run -s bench -- image-upscale\` prints.`, {
    fields: [{ path: file, message: 'no measured seconds' }],
  })
}

const megapixel = { width: 1000, height: 1000, pixels: 1_000_000, bytes: 500_000, pages: 1 }

function suggest(book: CompiledBook, measured: readonly Measured[], aim: Aim): Suggested {
  const { book: document, plans } = book
  const worth = dollarsPer(document, document.unit)
  if (!worth)
    throw new Refusal('bad_usage', `The book does not say what ${document.unit} are worth. Add "units": { "${document.unit}": { "usd": "0.01" } } to it.`)
  const creditWorth = Number(toText(worth, 12))
  const dearest = [...plans.values()].toSorted((a, b) => b.discount.compare(a.discount))[0]!
  const left = 1 - Number(toText(dearest.discount, 12))
  const rates: SuggestedRate[] = []
  const notMeasured: Suggested['notMeasured'][number][] = []
  for (const { tool, setting, credits } of settingsIn(book)) {
    const seconds = secondsOf(measured, tool, setting)
    if (Number(credits) === 0) continue
    if (seconds === undefined) notMeasured.push({ tool, setting })
    else rates.push({ tool, setting, seconds, ...ratesOf(seconds, credits, { ...aim, creditWorth, left }) })
  }
  const { id, version } = document
  const largestDiscount = { plan: dearest.terms.name, percent: dearest.terms.discountPercent }
  return { book: { id, version }, aim, creditWorth, largestDiscount, rates, notMeasured }
}

interface PricedSetting {
  readonly tool: string
  readonly setting: Readonly<Record<string, string>>
  readonly credits: string
}

/** Every setting that the price depends on, and what a megapixel costs in it before any discount and rounding. */
function settingsIn({ tools }: CompiledBook): PricedSetting[] {
  return [...tools.values()].flatMap((tool) => {
    const choices = tool.inputs.filter(({ name, input }) => input.kind === 'choice' && tool.reads.has(name) && name !== 'plan')
    const settings = choices.reduce<Record<string, string>[]>(
      (sofar, { name, input }) =>
        sofar.flatMap((each) => (input.kind === 'choice' ? input.values.map((value) => ({ ...each, [name]: String(value) })) : [each])),
      [{}],
    )
    return settings.flatMap((setting) => {
      try {
        return [{ tool: tool.id, setting, credits: toText(tool.unrounded.exact(tool.read({ ...megapixel, ...setting })), 6) }]
      } catch {
        return [] // not offered
      }
    })
  })
}

const secondsOf = (measured: readonly Measured[], tool: string, setting: PricedSetting['setting']): number | undefined =>
  measured.findLast((each) => (each.tool ?? tool) === tool && Object.entries(each.setting).every(([name, value]) => setting[name] === value))
    ?.secondsPerMegapixel

/** Suggested rates go in steps of a tenth of a credit. */
const steps = 10

function ratesOf(seconds: number, credits: string, { costPerHour, margin, creditWorth, left }: Aim & { readonly creditWorth: number; readonly left: number }) {
  const cost = (seconds / 3600) * costPerHour
  const usd = Number(credits) * creditWorth
  const wanted = Math.ceil((cost / (1 - margin) / left / creditWorth) * steps - 1e-9) / steps
  const suggested = Math.max(wanted, 1 / steps)
  const share = (price: number) => (price === 0 ? null : 1 - cost / price)
  return { cost, credits, usd, margin: share(usd), marginLeast: share(usd * left), suggested: { credits: String(suggested), usd: suggested * creditWorth } }
}

const dollars = (amount: number): string => `$${Number(amount.toPrecision(3))}`
const percent = (share: number | null): string => (share === null ? 'free' : `${Math.round(share * 100)} %`)
const inWords = (setting: PricedSetting['setting']): string =>
  Object.entries(setting)
    .map(([name, value]) => plain(name === 'quality' ? value : `${name} ${value}`))
    .join(', ')

function text({ aim, creditWorth, largestDiscount, rates, notMeasured, book }: Suggested, { strong, faint }: Terminal): string {
  const head = ['Setting', 'Seconds', 'Cost', 'Present', '', 'Margin', `With ${largestDiscount.percent} % off`, 'Suggested']
  const alignments = ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'] as const
  const blocks = [...new Set(rates.map(({ tool }) => tool))].flatMap((tool) => {
    const theirs = rates.filter((rate) => rate.tool === tool)
    const rows = theirs.map(({ setting, seconds, cost, credits, usd, margin, marginLeast, suggested }) => [
      inWords(setting),
      String(Number(seconds.toPrecision(3))),
      dollars(cost),
      credits,
      dollars(usd),
      percent(margin),
      percent(marginLeast),
      suggested.credits,
    ])
    const [title, ...table] = columns([head, ...rows], alignments)
    const span = range(theirs.flatMap(({ margin }) => margin ?? []))
    return [strong(`${titleInWords(tool)}: margin ${span}`), ...indented([faint(title!), ...table]), '']
  })
  const missing = notMeasured.map(({ tool, setting }) => `${tool} ${inWords(setting)}`)
  return [
    ...blocks,
    `For a source megapixel; a credit is worth ${dollars(creditWorth)}, the machine costs ${dollars(aim.costPerHour)} an hour (price book ${book.id} ${book.version}).`,
    `Suggested: a margin of ${percent(aim.margin)} is kept under the plan ${plain(largestDiscount.plan)}, too, with ${largestDiscount.percent} % off.`,
    ...(missing.length > 0 ? [`Not measured: ${missing.join('; ')}.`] : []),
  ].join('\n')
}

/** "62 % to 81 %" */
function range(shares: readonly number[]): string {
  const [low, high] = [percent(Math.min(...shares)), percent(Math.max(...shares))]
  return low === high ? low : `${low} to ${high}`
}

const titleInWords = (id: string): string => plain(titleOf({ id, price: {} }))
