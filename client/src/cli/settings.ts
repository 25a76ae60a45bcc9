// `keter estimate --for-credits 100` and `--reach 4k`: the settings that can be had for so much, and the cheapest to a size.
import {
  type CompiledBook,
  compilePriceBook,
  type Estimate,
  noCredits,
  parseCredits,
  Refusal,
  type Setting,
  type Settings,
  settingsFor,
  type StudioBook,
  type Wanted,
} from '@keter/core'
import type { Command } from 'commander'
import { amountOf, type AskedEdit, type Flags } from './edit-flags.ts'
import { bookInForce } from './price-book.ts'
import type { LocalSource } from './sources.ts'
import { type StudioFlags, withStudio } from './studio.ts'
import type { Surroundings } from './surroundings.ts'
import { columns, indented } from './table.ts'
import type { Terminal } from './terminal.ts'
import { credits } from './wording.ts'

export const addSettingsFlags = (command: Command): Command =>
  command
    .option('--for-credits <credits>', 'list the settings that cost at most this, the best first')
    .option('--reach <edge>', `list the settings whose results are at least this long, the cheapest first: pixels, or ${Object.keys(named).join(', ')}`)

const named: Readonly<Record<string, number>> = { '1080p': 1920, '1440p': 2560, '4k': 3840, '8k': 7680 }

/** Undefined where neither flag is given. @throws Refusal `bad_usage` */
export function wantedBy({ forCredits, reach }: Flags): Wanted | undefined {
  if (forCredits === undefined && reach === undefined) return undefined
  return {
    ...(forCredits !== undefined && { credits: parseCredits(amountOf(String(forCredits), '--for-credits')) }),
    ...(reach !== undefined && { longEdge: edgeOf(String(reach)) }),
  }
}

function edgeOf(text: string): number {
  const edge = named[text.toLowerCase()] ?? (/^\d{1,6}$/.test(text) ? Number(text) : 0)
  if (edge >= 1) return edge
  throw new Refusal('bad_usage', `--reach is ${JSON.stringify(text)}; give the longer edge in pixels, or ${Object.keys(named).join(', ')}.`, {
    flag: '--reach',
    given: text,
  })
}

/** Priced as the estimate was: by its book, under its plan. */
export async function findSettings(
  surroundings: Surroundings,
  flags: StudioFlags,
  { edit, iterations }: AskedEdit,
  sources: readonly LocalSource[],
  estimate: Estimate,
  wanted: Wanted,
): Promise<Settings> {
  const book = await bookOf(surroundings, flags, estimate)
  const measured = sources.map(({ name, sha256, measurement }) => ({ name, sha256, measurement }))
  const balance = { available: noCredits, held: noCredits }
  return settingsFor({ book, edit, iterations, plan: estimate.plan, balance, sources: measured, at: new Date().toISOString() }, wanted)
}

async function bookOf(surroundings: Surroundings, flags: StudioFlags, { book: { digest } }: Estimate): Promise<CompiledBook> {
  const own = await bookInForce(new Date())
  if (own.digest === digest) return own
  return withStudio(surroundings, flags, async (client) => {
    const { data } = await client.GET('/price-book', { signal: surroundings.signal })
    return compilePriceBook(data.book as unknown as StudioBook, data.digest)
  })
}

export function settingsText({ settings, nearest }: Settings, { strong, faint }: Pick<Terminal, 'strong' | 'faint'>): string {
  if (nearest) return `Nothing fits. Nearest: ${strong(nearest.label)}, ${credits(nearest.most)} at most, results of ${nearest.longEdge} pixels or more.`
  if (settings.length === 0) return 'Nothing fits.'
  const [heads, ...rows] = columns([['Settings', 'Longer edge', 'Credits', 'Saves'], ...settings.map(row)], ['left', 'right', 'right', 'right'])
  return indented([faint(heads!), ...rows]).join('\n')
}

const row = ({ label, longEdge, low, most, saving, asked }: Setting): string[] => [
  `${label}${asked ? ' (as asked)' : ''}`,
  `${longEdge}`,
  low === most ? most : `${low} to ${most}`,
  asked ? '' : saving,
]
