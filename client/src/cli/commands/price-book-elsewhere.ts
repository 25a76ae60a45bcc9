// `keter price-book elsewhere`: what this very job would cost at other vendors, from their published lists; our own price first.
import {
  type CompiledBook,
  decimal,
  dollarsPer,
  type Edit,
  type ElsewherePrice,
  estimate,
  noCredits,
  priceElsewhere,
  priceLists,
  Refusal,
  resultOf,
  toolNamed,
  toText,
} from '@keter/core'
import type { Command } from 'commander'
import { addCommand, type CommonFlags, does, type Program } from '../command.ts'
import { addEditFlags, type AskedEdit, askedEdit } from '../edit-flags.ts'
import { bookInForce, usableBooks, vendorBooks } from '../price-book.ts'
import { findSources, type LocalSource } from '../sources.ts'
import type { Surroundings } from '../surroundings.ts'
import { columns, indented } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { counted, kebab, plain } from '../wording.ts'
import { dollars, dollarsInWords } from './price-book-outcome.ts'

export function addElsewhere(program: Program, group: Command): void {
  const command = addEditFlags(addCommand(group, 'elsewhere <files...>', 'price a job of ours at other vendors, by their published lists'))
    .option('--books <folder>', "other vendors' price books (default: those that come with the studio)")
    .option('--vendor <vendor>', 'only this vendor')
  does<[string[]]>(program, command, async ({ surroundings, terminal }, flags, files) => {
    const asked = askedEdit(flags)
    const sources = await findSources(files, surroundings.folder, surroundings.signal)
    const compared = await comparePrices(surroundings, terminal, flags, asked, sources)
    terminal.answer(compared, () => [terminal.strong(heading(compared)), '', ...comparisonRows(compared, terminal)].join('\n'))
    return 0
  })
}

/** One attempt on each file. Amounts are decimal text. */
export interface ComparedPrices {
  readonly tool: string
  readonly quality: string | null
  readonly options: Edit['options']
  readonly files: number
  readonly own: OwnPrice
  readonly elsewhere: readonly ElsewherePrice[]
}

interface OwnPrice {
  readonly book: { readonly id: string; readonly version: string; readonly effective: string }
  readonly plan: string
  readonly unit: string
  readonly amount?: string
  readonly usd?: string
  /** Why there is no price. */
  readonly reason?: string
}

const usualPlan = 'free'

export async function comparePrices(
  { folder }: Surroundings,
  terminal: Terminal,
  { books, vendor }: CommonFlags,
  { edit, plan = usualPlan }: AskedEdit,
  sources: readonly LocalSource[],
): Promise<ComparedPrices> {
  const now = new Date()
  const lists = priceLists(await usableBooks(books === undefined ? vendorBooks : String(books), folder, (text) => terminal.note(text)))
  const measured = sources.map(({ measurement }) => ({ measurement, result: resultOf(edit, measurement) }))
  const found = priceElsewhere(lists, { ...edit, plan, sources: measured, at: now.toISOString().slice(0, 10) })
  const elsewhere = found.filter((price) => vendor === undefined || price.vendor === vendor)
  return { ...edit, files: sources.length, own: ownPrice(await bookInForce(now), edit, plan, sources, now), elsewhere }
}

function ownPrice(book: CompiledBook, edit: Edit, plan: string, sources: readonly LocalSource[], now: Date): OwnPrice {
  const { id, version, effective, unit } = book.book
  const own = { book: { id, version, effective }, plan, unit }
  try {
    const { low } = estimate({
      book,
      edit,
      iterations: 1,
      plan,
      balance: { available: noCredits, held: noCredits },
      // Vendors price each file; the same picture twice is two files to them.
      sources: sources.map(({ name, measurement }) => ({ name, measurement })),
      at: now.toISOString(),
    })
    const each = dollarsPer(book.book, unit)
    return { ...own, amount: low, ...(each && { usd: toText(each.mul(decimal(low)), 12) }) }
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'unknown_plan') return { ...own, reason: error.message }
    throw error
  }
}

function heading({ tool, quality, options, files }: ComparedPrices): string {
  const settings = [quality, ...Object.entries(options).map(([name, value]) => `${kebab(name)} ${value}`)].filter((part) => part !== null)
  return `${toolNamed(tool).verb} ${counted(files, 'file')} (${settings.join(', ')}), one attempt each`
}

/** Ours first, then the others by dollars. */
export function comparisonRows({ own, elsewhere }: ComparedPrices, { strong, faint }: Terminal): string[] {
  const priced = elsewhere.filter((price) => price.reason === undefined)
  const rows = [
    [strong(own.usd === undefined ? '' : dollars(own.usd)), strong(ownInWords(own)), strong(`Here, plan ${own.plan}`)],
    ['', '', faint(`price book ${own.book.id} ${own.book.version}`)],
    ...priced.flatMap((price) => [
      [price.usd ? dollarsInWords(price.usd) : '', priceInWords(price), plain(`${price.vendor}: ${price.title}`)],
      ...about(price).map((line) => ['', '', faint(line)]),
    ]),
  ]
  const unpriced = elsewhere.flatMap((price) => (price.reason === undefined ? [] : [[plain(`${price.vendor}: ${price.title}`), plain(price.reason)]]))
  return [
    ...indented(columns(rows, ['right', 'right'])),
    ...(elsewhere.length === 0 ? ['', 'No published list has a tool for the same job.'] : []),
    ...(unpriced.length > 0 ? ['', 'No price for this job:', ...indented(columns(unpriced))] : []),
    ...(own.usd === undefined && own.amount !== undefined ? ['', 'Our book does not say what a credit is worth in dollars.'] : []),
  ]
}

const ownInWords = ({ amount, unit, reason }: OwnPrice): string => (amount === undefined ? plain(reason ?? '') : inUnits(amount, unit))

function about({ asOf, url, note, dependsOn }: Extract<ElsewherePrice, { reason?: undefined }>): string[] {
  return [
    plain(`as published on ${asOf}${url === undefined ? '' : `, ${url}`}`),
    ...(dependsOn.length > 0 ? [`Depends on ${dependsOn.map(plain).join(', ')}.`] : []),
    ...(note === undefined ? [] : [plain(note)]),
  ]
}

function priceInWords({ unit, low, high, exact }: Extract<ElsewherePrice, { reason?: undefined }>): string {
  // Dollars have a column of their own.
  if (unit === 'usd') return exact ? '' : 'at most'
  const amounts = low === high ? low : `${low} to ${high}`
  return `${inUnits(amounts, unit)}${exact ? '' : ' at most'}`
}

const inUnits = (amount: string, unit: string): string => `${amount} ${plain(amount === '1' ? unit.replace(/s$/, '') : unit)}`
