// What `keter price-book price` and `explain` are asked: a tool of a book, or of the vendor's list that was in force on a day, and its inputs.
import { type CompiledPrices, type CompiledTool, type Input, priceLists, Refusal } from '@keter/core'
import type { Command } from 'commander'
import { addCommand, type CommandContext, type CommonFlags } from '../command.ts'
import { usableBooks } from '../price-book.ts'

export interface AskedPrice {
  readonly prices: CompiledPrices
  readonly tool: CompiledTool
  readonly inputs: Readonly<Record<string, unknown>>
  /** The list is younger than the day that was asked for. */
  readonly tooYoung: boolean
}

export function addAskedFlags(group: Command, usage: string, description: string): Command {
  return addCommand(group, usage, description)
    .requiredOption('--tool <id>', 'id, title or other name of the tool')
    .option('--vendor <vendor>', 'whose tool, where several vendors have one of this name')
    .option('--unit <unit>', 'the one in this unit, where a vendor has two of one name')
    .option('--as-of <date>', 'the list in force then: 2026, 2026-11 or 2026-11-22; without it, the newest')
    .option(
      '--input <name=value>',
      'what the price depends on (repeatable): scale=4, seconds=5..10 for a range, images=[{"width":800}] for a list',
      (pair: string, before: string[] = []) => [...before, pair],
    )
}

/** @throws Refusal `source_missing`, `malformed_request`, `unknown_tool`, `bad_usage` */
export async function askedPrice({ surroundings, terminal }: CommandContext, flags: CommonFlags, given: string | undefined): Promise<AskedPrice> {
  const name = String(flags.tool)
  const asOf = dayOf(flags.asOf)
  const vendor = textFlag(flags.vendor)
  const books = await usableBooks(given, surroundings.folder, (text) => terminal.note(text))
  const named = books.flatMap(({ book, tools }) => [...tools.values()].filter((tool) => isNamed(tool, name)).map(() => book.vendor))
  const vendors = [...new Set(named)].filter((each) => vendor === undefined || each === vendor)
  if (vendors.length > 1)
    throw new Refusal('bad_usage', `${vendors.length} vendors have a tool called ${JSON.stringify(name)}: ${vendors.join(', ')}. Add --vendor.`, { vendors })
  const unit = textFlag(flags.unit)
  const found = priceLists(books).find({
    tool: name,
    ...(vendor !== undefined && { vendor }),
    ...(asOf !== undefined && { asOf }),
    ...(unit !== undefined && { unit }),
  })
  if (!found) throw unknownTool(name, vendor, books)
  const { prices, tool } = found
  const tooYoung = asOf !== undefined && prices.book.effective.slice(0, asOf.length) > asOf
  return { prices, tool, inputs: inputsOf((flags.input ?? []) as string[], tool), tooYoung }
}

const textFlag = (value: unknown): string | undefined => (value === undefined ? undefined : String(value))

function dayOf(value: unknown): string | undefined {
  const text = textFlag(value)
  if (text === undefined || /^\d{4}(-\d{2}(-\d{2})?)?$/.test(text)) return text
  throw new Refusal('bad_usage', `--as-of is ${JSON.stringify(text)}; it is a date as far as it is known, such as 2026, 2026-11 or 2026-11-22.`)
}

const namesOf = ({ id, price }: CompiledTool): string[] => [id, ...(price.title === undefined ? [] : [price.title]), ...(price.aliases ?? [])]
const isNamed = (tool: CompiledTool, name: string): boolean => namesOf(tool).some((each) => each.toLowerCase() === name.toLowerCase())

const knownShown = 20

function unknownTool(name: string, vendor: string | undefined, books: readonly CompiledPrices[]): Refusal {
  const theirs = books.filter(({ book }) => vendor === undefined || book.vendor === vendor)
  const known = [...new Set(theirs.flatMap(({ tools }) => [...tools.keys()]))].sort()
  const where = vendor === undefined ? 'the book' : `a book of ${vendor}`
  const listed = known.slice(0, knownShown).join(', ')
  const rest = known.length > knownShown ? ` and ${known.length - knownShown} more` : ''
  const has = known.length > 0 ? ` There is ${listed}${rest}.` : ''
  return new Refusal('unknown_tool', `There is no tool called ${JSON.stringify(name)} in ${books.length === 1 ? 'the book' : where}.${has}`, {
    tool: name,
    known,
  })
}

function inputsOf(pairs: readonly string[], tool: CompiledTool): Record<string, unknown> {
  const inputs: Record<string, unknown> = {}
  for (const pair of pairs) {
    const at = pair.indexOf('=')
    if (at < 1) throw new Refusal('bad_usage', `--input is ${JSON.stringify(pair)}; write a name and a value, such as scale=4.`)
    const name = pair.slice(0, at)
    if (Object.hasOwn(inputs, name)) throw new Refusal('bad_usage', `"${name}" is given twice.`)
    inputs[name] = typedValue(name, pair.slice(at + 1), tool.inputs.find((input) => input.name === name)?.input)
  }
  return inputs
}

/** As it was typed; lists are JSON, and a number may be known only to lie between two: "5..10". */
function typedValue(name: string, text: string, input: Input | undefined): unknown {
  if (input?.kind === 'list') return listIn(name, text)
  const [, from, to] = (input?.kind === 'number' && text.match(/^(.+?)\.\.(.+)$/)) || []
  return from === undefined ? text : { from, to }
}

function listIn(name: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad_usage', `"${name}" is a list; write it as JSON, such as --input '${name}=[{}]'.`, { input: name })
  }
}
