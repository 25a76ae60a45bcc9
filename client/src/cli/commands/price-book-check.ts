// `keter price-book check`: what a book leaves out, what nothing in it reaches, and what would surprise.
import { type BookFinding, checkPriceBook } from '@keter/core'
import type { Command } from 'commander'
import { addCommand, does, type Program } from '../command.ts'
import { bookInForce, type ReadBook, readBooks } from '../price-book.ts'
import { columns, indented } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { counted, plain } from '../wording.ts'

const foundFailures = 1

interface CheckedBook {
  readonly file: string
  readonly id?: string
  readonly version?: string
  readonly digest?: string
  readonly findings: readonly BookFinding[]
}

export function addCheck(program: Program, group: Command): void {
  const command = addCommand(group, 'check [book]', 'find what is wrong with a book, or with each book of a folder; without one, with our own')
  does<[string | undefined]>(program, command, async ({ surroundings, terminal }, _, given) => {
    const read = given === undefined ? [await ownBook()] : await readBooks(given, surroundings.folder)
    const books = read.map(checked)
    const findings = books.flatMap((book) => book.findings)
    const errors = findings.filter(({ severity }) => severity === 'error').length
    terminal.answer({ ok: errors === 0, errors, warnings: findings.length - errors, books }, () => text(books, errors, findings.length - errors, terminal))
    return errors === 0 ? 0 : foundFailures
  })
}

async function ownBook(): Promise<ReadBook> {
  const prices = await bookInForce(new Date())
  return { file: `${prices.book.id}-${prices.book.version}.json`, prices, findings: [] }
}

function checked({ file, prices, findings }: ReadBook): CheckedBook {
  if (!prices) return { file, findings }
  const { book, digest } = prices
  return { file, id: book.id, version: book.version, digest, findings: checkPriceBook(book) }
}

function text(books: readonly CheckedBook[], errors: number, warnings: number, { strong }: Terminal): string {
  const shown = books.filter(({ findings }) => findings.length > 0)
  const blocks = shown.flatMap(({ file, findings }) => [strong(plain(file)), ...indented(errorsFirst(findings).flatMap(findingText)), ''])
  const end = `${counted(books.length, 'book')} checked: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`
  return [...blocks, end].join('\n')
}

const errorsFirst = (findings: readonly BookFinding[]): BookFinding[] => findings.toSorted((a, b) => a.severity.localeCompare(b.severity))

const findingText = ({ severity, place, problem, fix }: BookFinding): string[] =>
  columns([
    [severity, plain(place)],
    ['', plain(problem)],
    ['', plain(fix)],
  ])
