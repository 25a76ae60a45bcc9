// `keter price-book test`: published cases, each held against what the books say. A folder of books answers each case by its vendor,
// tool and date.
import {
  type BookFinding,
  type CaseResult,
  isExact,
  type NoPriceCase,
  PriceBookError,
  type PriceCase,
  type PriceLists,
  priceLists,
  Refusal,
  runCase,
  runNoPriceCase,
} from '@keter/core'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { addCommand, type CommandContext, type CommonFlags, does, type Program } from '../command.ts'
import { bookInForce, inOneLine, type ReadBook, readBooks } from '../price-book.ts'
import { plain } from '../wording.ts'

const foundFailures = 1

export function addTest(program: Program, group: Command): void {
  const command = addCommand(group, 'test <book> [cases...]', 'hold published cases against a book, or a folder of books; with cases alone, against our own')
    .option('--vendor <vendor>', 'only cases of this vendor')
    .option('--source <text>', 'only cases whose source contains this')
    .option('--all', 'count cases that are not exact, too')
  does<[string, string[]]>(program, command, async ({ surroundings: { folder }, terminal }, flags, given, rest) => {
    const [book, files] = rest.length > 0 ? [given, rest] : [undefined, [given]]
    const read = book === undefined ? [await ownBook()] : await readBooks(book, folder)
    const lists = priceLists(read.flatMap(({ prices }) => prices ?? []))
    const cases = (await Promise.all(files.map((file) => casesIn(file, folder)))).flat().filter(chosen(flags))
    const broken = read.filter(({ prices }) => !prices)
    const results = [...broken.filter(ofVendor(flags)).map(brokenBook), ...cases.map((each) => held(lists, each))]
    if (results.length === 0) throw new Refusal('bad_usage', 'No case is left to test.', { files })
    for (const { file, findings } of broken.filter((each) => !ofVendor(flags)(each))) terminal.note(`${file} is left out: ${inOneLine(findings)}`)
    return report(terminal, results)
  })
}

type Case = (PriceCase & { readonly source?: string }) | NoPriceCase

const isNoPrice = (each: Case): each is NoPriceCase => 'node' in each

const ownBook = async (): Promise<ReadBook> => ({ file: 'our own book', prices: await bookInForce(new Date()), findings: [] })

const ofVendor =
  ({ vendor }: CommonFlags) =>
  (book: { readonly vendor?: string }): boolean =>
    vendor === undefined || book.vendor === undefined || book.vendor === vendor

const brokenBook = ({ file, findings }: ReadBook): CaseResult => ({ id: file, passed: false, message: inOneLine(findings) })

/** Of cases without a price only their node is known, not whose it is. */
function chosen({ vendor, source, all }: CommonFlags): (each: Case) => boolean {
  return (each) => {
    if (isNoPrice(each)) return vendor === undefined && source === undefined
    return (all === true || isExact(each)) && (vendor === undefined || each.vendor === vendor) && (source === undefined || !!each.source?.includes(`${source}`))
  }
}

function held(lists: PriceLists, each: Case): CaseResult {
  try {
    return isNoPrice(each) ? runNoPriceCase(lists, each) : runCase(lists, each)
  } catch (error) {
    if (!(error instanceof PriceBookError)) throw error
    return { id: isNoPrice(each) ? each.node : each.id, passed: false, message: `the book is at fault: ${inOneLine(error.findings as BookFinding[])}` }
  }
}

function report(terminal: CommandContext['terminal'], results: readonly CaseResult[]): number {
  const failed = results.filter(({ passed }) => !passed)
  const passed = results.length - failed.length
  terminal.answer({ passed, failed: failed.map(({ id, message }) => ({ id, message })) }, () =>
    [...failed.map(({ id, message }) => plain(`${id}: ${message}`)), `${passed} passed, ${failed.length} failed`].join('\n'),
  )
  return failed.length > 0 ? foundFailures : 0
}

/** @throws Refusal `source_missing`, `malformed_request` */
async function casesIn(file: string, folder: string): Promise<Case[]> {
  const text = await readFile(resolve(folder, file), 'utf8').catch(() => {
    throw new Refusal('source_missing', `There is no file of cases ${file}.`, { source: file })
  })
  const cases = parsed(text)
  if (!Array.isArray(cases)) throw malformed(file, 'It is not a JSON list of cases.', '')
  for (const [index, each] of cases.entries()) {
    const fault = faultIn(each)
    if (fault) throw malformed(file, `Its record ${index + 1} ${fault}.`, `[${index}]`)
  }
  return cases as Case[]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const malformed = (file: string, why: string, path: string) =>
  new Refusal('malformed_request', `${file} holds no cases. ${why}`, { fields: [{ path, message: why }] })

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function faultIn(each: unknown): string | undefined {
  if (!isObject(each)) return 'is no object'
  if (!isObject(each.inputs)) return 'has no "inputs"'
  if ('node' in each) {
    const texts = [each.node, each.message, each.date]
    return texts.every((value) => typeof value === 'string') ? undefined : 'has no text in "node", "message" and "date"'
  }
  if (typeof each.tool !== 'string' || typeof each.id !== 'string') return 'has no text in "id" and "tool"'
  const { expected } = each
  const numbers = isObject(expected) ? [expected.min, expected.max] : [expected]
  return numbers.every((value) => typeof value === 'number' && Number.isFinite(value)) ? undefined : 'expects neither a number nor a "min" and "max"'
}
