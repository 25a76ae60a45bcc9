// `keter price-book price`: what one call of a tool costs, from whatever is known; `explain`: the same, line by line.
import { type ExplanationLine, explainPrice, type Outcome, outcomeOf, PriceBookError, Refusal } from '@keter/core'
import type { Command } from 'commander'
import { type CommandContext, does, type Program } from '../command.ts'
import { inOneLine } from '../price-book.ts'
import { multiplication } from '../estimate-text.ts'
import { columns, indented } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { plain } from '../wording.ts'
import { addAskedFlags, type AskedPrice, askedPrice } from './price-book-asked.ts'
import { amountInWords, documentOf, inUnit, type PlanPrice, type PriceDocument } from './price-book-outcome.ts'

export function addPrice(program: Program, group: Command): void {
  const command = addAskedFlags(group, 'price [book]', 'price one call of a tool, from a book, a folder of books, or our own')
  does<[string | undefined]>(program, command, async (context, flags, given) => {
    const asked = await askedPrice(context, flags, given)
    const document = answered(asked)
    return answer(context, asked, document, (terminal) => [terminal.strong(amountInWords(document)), ...plansText(document)].join('\n'))
  })
}

export function addExplain(program: Program, group: Command): void {
  const command = addAskedFlags(group, 'explain [book]', 'the same, line by line, with the list it comes from')
  does<[string | undefined]>(program, command, async (context, flags, given) => {
    const asked = await askedPrice(context, flags, given)
    const document = answered(asked)
    const lines = linesOf(asked)
    return answer(context, asked, { ...document, lines }, (terminal) => explanationText(document, lines, terminal))
  })
}

/** With its lines where they were asked for. */
type Answer = PriceDocument & { readonly lines?: readonly ExplanationLine[] }

function linesOf({ tool, inputs }: AskedPrice): readonly ExplanationLine[] {
  const explained = explainPrice(tool, inputs)
  return explained.kind === 'explanation' ? explained.lines : []
}

/** @throws Refusal where the book itself is at fault */
function answered(asked: AskedPrice): PriceDocument {
  try {
    return documentOf(asked, outcomeOf(asked.tool, asked.inputs))
  } catch (error) {
    if (!(error instanceof PriceBookError)) throw error
    throw new Refusal('price_book_invalid', `The book is at fault for these inputs. ${inOneLine(error.findings)}`, { findings: error.findings })
  }
}

/** Of an outcome: a price or range, invalid input, and what has no price before the run. */
const exits = { price: 0, range: 0, invalid: 2, 'not-offered': 3, metered: 3, missing: 3 } as const satisfies Record<Outcome['kind'], number>

/** Without a price, a person reads why beside the answer. */
function answer({ terminal }: CommandContext, { tooYoung, prices }: AskedPrice, document: Answer, text: (terminal: Terminal) => string): number {
  if (tooYoung) terminal.note(`No list is that old: this is the oldest, in force from ${prices.book.effective.slice(0, 10)}.`)
  if (document.unit !== undefined || terminal.json) terminal.answer(document, () => text(terminal))
  else terminal.note(unpricedText(document))
  return exits[document.outcome]
}

const heads = { invalid: 'That is no question about a price', 'not-offered': 'Not offered', metered: 'Paid by use', missing: 'Something is missing' } as const

function unpricedText({ outcome, title, message, missing = [] }: PriceDocument): string {
  const head = outcome in heads ? heads[outcome as keyof typeof heads] : outcome
  const asked = missing.map(({ name, domain }) => [`  --input ${plain(name)}=...`, plain(domain)])
  return [`${head}. ${plain(title)}: ${plain(message ?? '')}`, ...columns(asked)].join('\n')
}

const differ = (plans: readonly PlanPrice[]): boolean => plans.some(({ amount }) => amount !== plans[0]!.amount)

function plansText({ plans = [], unit }: PriceDocument): string[] {
  if (!differ(plans)) return []
  return indented(
    columns(
      plans.map(({ name, amount }) => [plain(name), amount, plain(unit ?? '')]),
      ['left', 'right'],
    ),
  )
}

function explanationText(document: PriceDocument, lines: readonly ExplanationLine[], { strong }: Terminal): string {
  const { title, vendor } = document
  const rows = lines.map((line) => [plain(line.label), plain(multiplication(line)), line.amount])
  const total = lines.length > 0 ? [['Total', '', document.amount ?? '']] : []
  return [
    strong(plain(vendor === undefined ? title : `${vendor}: ${title}`)),
    '',
    ...indented(columns([...rows, ...total], ['left', 'left', 'right'])),
    ...(lines.length > 0 ? [''] : []),
    ...indented(columns(facts(document, strong))),
  ].join('\n')
}

function facts(document: PriceDocument, strong: Terminal['strong']): string[][] {
  const { book, source, note, plans = [], unit } = document
  return [
    ['Price', strong(amountInWords(document))],
    ...(differ(plans) ? plans.map(({ name, amount }, index) => [index === 0 ? 'After discount' : '', `${plain(name)}: ${inUnit(amount, unit ?? '')}`]) : []),
    ...(note === undefined ? [] : [['Note', plain(note)]]),
    ['Price book', `${plain(book.id)} ${plain(book.version)}, in force from ${book.effective.slice(0, 10)} (${book.digest.slice(0, 12)})`],
    ...(source ? [['Published', `as of ${source.asOf}, ${plain(source.url)}`]] : []),
  ]
}
