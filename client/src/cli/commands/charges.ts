// `keter charges`: the charge history, every movement of credits, newest first; as a file; as a statement; and what work has cost.
import { Refusal } from '@keter/core'
import type { Command } from 'commander'
import type { Costs, Movement, Statement, StudioClient } from '../../sdk/index.ts'
import { addStudioCommand, type CommonFlags, does, type Program } from '../command.ts'
import { addPageFlags, moreText, pageFlags } from '../page-flags.ts'
import { projectNamed } from '../project.ts'
import { checkFree, save } from '../saved.ts'
import { withStudio } from '../studio.ts'
import type { Surroundings } from '../surroundings.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { credits, moment, plain } from '../wording.ts'

const formats = ['csv', 'json', 'focus'] as const

export function addCharges(program: Program): void {
  const command = filterFlags(addPageFlags(addStudioCommand(program.commander, 'charges', 'show the charge history, newest first')))
    .option('--kind <kinds>', 'of these kinds only: grant, hold, charge, return, refund, expiry, separated by commas')
    .option('--receipt <id>', 'of this receipt only')
    .option('--export <format>', `as a file of all that is filtered: ${formats.join(', ')} (FOCUS 1.3)`)
    .option('--out <file>', 'with --export: where to; standard output without it')
    .option('--force', 'with --out: overwrite')
  does(program, command, async ({ surroundings, terminal }, flags) => {
    const page = pageFlags(flags)
    if (flags.export !== undefined) return exported(surroundings, terminal, flags)
    const data = await withStudio(surroundings, flags, async (client) => {
      const query = { ...page, ...(await filterIn(client, flags)) }
      return (await client.GET('/charges', { params: { query }, signal: surroundings.signal })).data
    })
    terminal.answer(data, () => chargesText(data, terminal))
    return 0
  })

  const costs = filterFlags(addStudioCommand(program.commander, 'costs', 'show what work has cost: first tries, retries and refunds apart')).option(
    '--by <what>',
    'project, client, member, key, tool or month',
    'project',
  )
  does(program, costs, async ({ surroundings, terminal }, flags) => {
    const data = await withStudio(surroundings, flags, async (client) => {
      const query = { ...(await filterIn(client, flags)), by: String(flags.by) as Costs['by'] }
      return (await client.GET('/charges/costs', { params: { query }, signal: surroundings.signal })).data
    })
    terminal.answer(data, () => costsText(data, terminal))
    return 0
  })

  const statement = addStudioCommand(program.commander, 'statement', 'show a period: opening balance, what moved, closing balance')
    .requiredOption('--from <day>', 'its first day (UTC), or moment')
    .requiredOption('--until <day>', 'the day after its last')
    .option('--out <file>', 'as PDF, to this file')
    .option('--force', 'with --out: overwrite')
  does(program, statement, async ({ surroundings, terminal }, flags) => {
    const query = { from: String(flags.from), until: String(flags.until) }
    if (flags.out !== undefined) {
      await saved(surroundings, terminal, flags, async () => `/charges/statement/pdf?${new URLSearchParams(query)}`)
      return 0
    }
    const { data } = await withStudio(surroundings, flags, (client) => client.GET('/charges/statement', { params: { query }, signal: surroundings.signal }))
    terminal.answer(data, () => statementText(data, terminal))
    return 0
  })
}

const filterFlags = (command: Command): Command =>
  command
    .option('--project <name or id>', 'of this project only')
    .option('--client <name>', 'of projects for this client only')
    .option('--tool <id>', 'of this tool only')
    .option('--member <id>', 'caused by this person only')
    .option('--api-key <id>', 'caused by this API key only')
    .option('--from <day>', 'from this day (UTC) or moment on')
    .option('--until <day>', 'before this day or moment')

async function filterIn(client: StudioClient, flags: CommonFlags) {
  const words = {
    client: flags.client,
    tool: flags.tool,
    member: flags.member,
    key: flags.apiKey,
    from: flags.from,
    until: flags.until,
    kind: flags.kind,
    receipt: flags.receipt,
  }
  const given = Object.fromEntries(Object.entries(words).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])))
  return { ...given, ...(flags.project === undefined ? {} : { project: await projectNamed(client, String(flags.project)) }) }
}

/** @throws Refusal `bad_usage`, `result_exists` */
async function exported(surroundings: Surroundings, terminal: Terminal, flags: CommonFlags): Promise<number> {
  const format = formats.find((known) => known === flags.export)
  if (!format) throw new Refusal('bad_usage', `--export is ${JSON.stringify(flags.export)}; it is one of ${formats.join(', ')}.`)
  await saved(surroundings, terminal, flags, async (client) => `/charges/export?${new URLSearchParams({ ...(await filterIn(client, flags)), format })}`)
  return 0
}

async function saved(surroundings: Surroundings, terminal: Terminal, flags: CommonFlags, path: (client: StudioClient) => Promise<string>): Promise<void> {
  checkFree(surroundings, flags)
  await withStudio(surroundings, flags, async (client) => save(surroundings, flags, await client.open(await path(client), { signal: surroundings.signal })))
  if (flags.out !== undefined) terminal.answer({ path: String(flags.out) }, () => `Written to ${String(flags.out)}.`)
}

function chargesText({ items, next }: { readonly items: readonly Movement[]; readonly next: string | null }, { faint }: Terminal): string {
  const rows = items.map(({ at, kind, amount, available, held, reason, source, receipt }) => [
    moment(at),
    kind,
    amount,
    available,
    held,
    plain(source ?? reason),
    receipt ?? '',
  ])
  const table = columns(
    [['When', 'What', 'Amount', 'Available', 'Held', 'For', 'Receipt'], ...rows],
    ['left', 'left', 'right', 'right', 'right', 'left', 'left'],
  )
  return [faint(table[0]!), ...table.slice(1), ...moreText(next)].join('\n')
}

const figures = ['right', 'right', 'right', 'right', 'right', 'right'] as const

function costsText({ by, items, total, from, until }: Costs, { faint }: Terminal): string {
  const row = (name: string, one: Costs['total']) => [name, one.firstTries, one.retries, one.refunds, one.net, `${one.attempts}`, `${one.kept}`]
  const rows = items.map((item) => row(item.name === null ? `no ${by}` : plain(item.name), item))
  const table = columns([[by, 'First tries', 'Retries', 'Refunds', 'Cost', 'Attempts', 'Kept'], ...rows, row('Together', total)], ['left', ...figures])
  return [`From ${moment(from)} to ${moment(until)}`, '', faint(table[0]!), ...table.slice(1)].join('\n')
}

function statementText({ workspace, from, until, opening, closing, lines }: Statement, { faint }: Terminal): string {
  const rows = lines.map(({ kind, count, amount, available, held }) => [kind, `${count}`, amount, available, held])
  const balance = (name: string, one: Statement['opening']) => [name, '', one.total, one.available, one.held]
  const table = columns(
    [['', 'Movements', 'Owned', 'Available', 'Held'], balance('Opening', opening), ...rows, balance('Closing', closing)],
    ['left', 'right', 'right', 'right', 'right'],
  )
  return [`${plain(workspace)}, from ${moment(from)} to ${moment(until)}: ${credits(closing.total)} at the end`, '', faint(table[0]!), ...table.slice(1)].join(
    '\n',
  )
}
