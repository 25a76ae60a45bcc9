// `keter price-book import`: published rules in the neutral form of a rules document, as far as they are a table, made into books.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type ImportedBook, type ImportOptions, importRules, Refusal, type SkippedRule } from '@keter/core'
import type { Command } from 'commander'
import { addCommand, type CommonFlags, does, type Program } from '../command.ts'
import { columns, indented } from '../table.ts'
import { counted, plain } from '../wording.ts'

export function addImport(program: Program, group: Command): void {
  const command = addCommand(
    group,
    'import <rules>',
    'make books of published rules, as far as they are tables; what is not is named and left to write by hand',
  )
    .option('--out <folder>', 'write one file a vendor there; without it, the books are only counted, or printed with --json')
    .option('--id <id>', 'id of the books; where there are several, the vendor is added', 'imported')
    .option('--as-of <date>', 'since when these prices are known: 2026-11-22 (default: today)')
    .option('--vendor <vendor>', 'only the rules of this vendor')
    .option('--force', 'overwrite books that are there already')
  does<[string]>(program, command, async ({ surroundings: { folder }, terminal }, flags, given) => {
    const imported = importRules(await rulesIn(given, folder), optionsOf(flags))
    if (imported.length === 0) throw new Refusal('bad_usage', `${given} has no rule${flags.vendor === undefined ? '' : ` of ${String(flags.vendor)}`}.`)
    const out = flags.out === undefined ? undefined : String(flags.out)
    const files = out === undefined ? undefined : await written(imported, out, folder, flags.force === true)
    const books = imported.map((each, index) => ({ ...(files && { file: files[index]! }), ...each }))
    terminal.answer({ books }, () => text(books))
    return 0
  })
}

type Shown = ImportedBook & { readonly file?: string | null }

const hasTools = ({ book }: ImportedBook): boolean => Object.keys(book.tools).length > 0

/** @throws Refusal `bad_usage` */
function optionsOf({ id, asOf, vendor }: CommonFlags): ImportOptions {
  const day = asOf === undefined ? new Date().toISOString().slice(0, 10) : String(asOf)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
    throw new Refusal('bad_usage', `--as-of is ${JSON.stringify(day)}; it is a day such as 2026-11-22.`)
  return { id: String(id), version: day, effective: `${day}T00:00:00Z`, ...(vendor !== undefined && { vendor: String(vendor) }) }
}

/** @throws Refusal `source_missing`, `malformed_request` */
async function rulesIn(given: string, folder: string): Promise<unknown> {
  const text = await readFile(resolve(folder, given), 'utf8').catch(() => {
    throw new Refusal('source_missing', `There is no file of rules ${given}.`, { source: given })
  })
  const rules = parsed(text)
  if (Array.isArray(rules)) return rules
  throw new Refusal('malformed_request', `${given} is not a JSON list of rules.`, { fields: [{ path: '', message: 'is not a list' }] })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The path of each book as it is shown; null where every rule was left out. @throws Refusal `result_exists`, `results_not_writable` */
async function written(imported: readonly ImportedBook[], out: string, folder: string, force: boolean): Promise<(string | null)[]> {
  const files = imported.map((each) => (hasTools(each) ? join(out, `${each.book.id}-${each.book.version}.json`) : null))
  const there = files.find((file) => file !== null && existsSync(resolve(folder, file)))
  if (there && !force) throw new Refusal('result_exists', `${there} is there already.`, { path: there })
  try {
    await mkdir(resolve(folder, out), { recursive: true })
    for (const [index, file] of files.entries())
      if (file !== null) await writeFile(resolve(folder, file), `${JSON.stringify(imported[index]!.book, null, 2)}\n`)
  } catch (error) {
    throw new Refusal('results_not_writable', `${out} cannot be written (${(error as NodeJS.ErrnoException).code}).`, { path: out })
  }
  return files
}

function text(books: readonly Shown[]): string {
  const rows = books.map(({ book, skipped, file }) => [
    plain(book.vendor ?? book.id),
    counted(Object.keys(book.tools).length, 'tool'),
    skipped.length > 0 ? `${skipped.length} left out` : '',
    file ?? '',
  ])
  const left = books.flatMap(({ skipped }) => skipped)
  return [...columns(rows, ['left', 'right', 'right']), ...leftOut(left), '', sumOf(books, left)].join('\n')
}

const leftOut = (left: readonly SkippedRule[]): string[] =>
  left.length === 0 ? [] : ['', 'Left out, to be written by hand:', ...indented(columns(left.map(({ id, reason }) => [plain(id), plain(reason)])))]

function sumOf(books: readonly Shown[], left: readonly SkippedRule[]): string {
  const tools = books.reduce((count, { book }) => count + Object.keys(book.tools).length, 0)
  return `${counted(tools, 'tool')} imported, ${left.length} left out.`
}
