// `keter tools`: what can be done to a file, with which options, and what it costs. From the studio at KETER_URL, else from the program itself.
import { domainInWords, type Option, type PriceBook, tools } from '@keter/core'
import { createClient } from '../../sdk/index.ts'
import { addStudioCommand, type CommonFlags, does, type Program } from '../command.ts'
import { bookInForce } from '../price-book.ts'
import { addressOf } from '../studio.ts'
import type { Surroundings } from '../surroundings.ts'
import { columns, indented } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { credits, kebab, plain } from '../wording.ts'

interface Offered {
  readonly tools: readonly OfferedTool[]
  readonly digest: string
  readonly book: PriceBook
}

interface OfferedTool {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly qualities: readonly { readonly id: string; readonly help: string }[]
  readonly options: Readonly<Record<string, unknown>>
}

export function addTools(program: Program): void {
  const command = addStudioCommand(program.commander, 'tools', 'list the tools with their options and prices')
  does(program, command, async ({ surroundings, terminal }, flags) => {
    const { tools, book, digest } = await offered(surroundings, flags)
    const items = tools.map((tool) => ({ ...tool, rates: ratesOf(book, tool.id) }))
    const reference = { id: book.id, version: book.version, digest }
    terminal.answer({ items, book: reference }, () =>
      [...items.flatMap((tool) => toolText(tool, terminal)), `Price book ${book.id} ${book.version} (${digest.slice(0, 12)})`].join('\n'),
    )
    return 0
  })
}

async function offered({ env, signal }: Surroundings, flags: CommonFlags): Promise<Offered> {
  const address = addressOf(flags, env)
  if (!address) {
    const { book, digest } = await bookInForce(new Date())
    return { tools, book, digest }
  }
  const client = createClient({ baseUrl: address.url, key: address.key })
  const [listed, priced] = await Promise.all([client.GET('/tools', { signal }), client.GET('/price-book', { signal })])
  return { tools: listed.data.items, book: priced.data.book as unknown as PriceBook, digest: priced.data.digest }
}

interface Rate {
  readonly label: string
  readonly when: Readonly<Record<string, unknown>>
  readonly credits: string
  /** Absent where the price is for the whole edit. */
  readonly per?: string
}

function ratesOf(book: PriceBook, tool: string): Rate[] {
  const price = book.tools[tool]
  return (price?.rows ?? []).flatMap(({ when, lines }) =>
    lines.map((line): Rate => {
      if ('base' in line) return { label: line.label, when, credits: line.base }
      return { label: line.label, when, credits: line.rate, per: price?.quantities[line.quantity]?.unit ?? line.quantity }
    }),
  )
}

function toolText(tool: OfferedTool & { readonly rates: readonly Rate[] }, { strong, faint }: Terminal): string[] {
  const options = Object.entries(tool.options as Readonly<Record<string, Option>>).map(([name, option]) => [
    `--${kebab(name)}`,
    `${plain(option.help)} ${faint(domainAndDefault(option))}`,
  ])
  const qualities = tool.qualities.map(({ id, help }) => [`--quality ${id}`, plain(help)])
  const rates = tool.rates.map(({ label, credits: amount, per }) => [plain(label), per === undefined ? credits(amount) : `${credits(amount)} per ${per}`])
  return [`${strong(tool.id)}  ${tool.summary}`, ...indented(columns([...qualities, ...options])), ...indented(['Prices:', ...indented(columns(rates))]), '']
}

const domainAndDefault = (option: Option): string => `(${domainInWords(option)}${option.default === undefined ? '' : `; default ${option.default}`})`
