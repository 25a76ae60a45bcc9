// `keter tools`: what can be done to a file, with which options, and what it costs. From the studio at KETER_URL, else from the program itself.
import { type CompiledTool, compilePriceBook, domainInWords, type ListedRate, listedRates, type Option, type StudioBook, tools } from '@keter/core'
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
  readonly book: StudioBook
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
    const priced = compilePriceBook(book, digest).tools
    const items = tools.map((tool) => ({ ...tool, rates: ratesIn(priced.get(tool.id)) }))
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
  return { tools: listed.data.items, book: priced.data.book as unknown as StudioBook, digest: priced.data.digest }
}

const ratesIn = (tool: CompiledTool | undefined): ListedRate[] => (tool ? listedRates(tool) : [])

function toolText(tool: OfferedTool & { readonly rates: readonly ListedRate[] }, { strong, faint }: Terminal): string[] {
  const options = Object.entries(tool.options as Readonly<Record<string, Option>>).map(([name, option]) => [
    `--${kebab(name)}`,
    `${plain(option.help)} ${faint(domainAndDefault(option))}`,
  ])
  const qualities = tool.qualities.map(({ id, help }) => [`--quality ${id}`, plain(help)])
  const rates = tool.rates.map(({ label, rate, per }) => [plain(label), rateInWords(rate, per)])
  return [`${strong(tool.id)}  ${tool.summary}`, ...indented(columns([...qualities, ...options])), ...indented(['Prices:', ...indented(columns(rates))]), '']
}

function rateInWords(rate: string | undefined, per: string | undefined): string {
  if (rate === undefined) return 'by formula'
  return per === undefined ? credits(rate) : `${credits(rate)} per ${per}`
}

const domainAndDefault = (option: Option): string => `(${domainInWords(option)}${option.default === undefined ? '' : `; default ${option.default}`})`
