// `keter requests`: runs that a limit stops until somebody lets them pass.
import { randomUUID } from 'node:crypto'
import type { SpendRequest, StudioClient } from '../../sdk/index.ts'
import { addStudioCommand, type CommonFlags, does, type Program } from '../command.ts'
import { addPageFlags, moreText, pageFlags } from '../page-flags.ts'
import { withStudio } from '../studio.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { credits, moment, plain } from '../wording.ts'

type Decide = (client: StudioClient, id: string, note: string) => Promise<SpendRequest>

export function addRequests(program: Program): void {
  const parent = program.commander.command('requests').description('runs that a limit stops until somebody lets them pass')
  const list = addPageFlags(addStudioCommand(parent, 'list', 'show requests, newest first'))
    .option('--state <state>', 'open, approved, declined, withdrawn or expired')
    .option('--mine', 'only your own')
  does(program, list, async ({ surroundings, terminal }, flags) => {
    const query = {
      ...pageFlags(flags),
      ...(flags.state === undefined ? {} : { state: String(flags.state) as SpendRequest['state'] }),
      ...(flags.mine ? { mine: '1' as const } : {}),
    }
    const { data } = await withStudio(surroundings, flags, (client) => client.GET('/requests', { params: { query }, signal: surroundings.signal }))
    terminal.answer(data, () => listText(data, terminal))
    return 0
  })
  const make = addStudioCommand(parent, 'make <quote>', 'ask for a quote to pass the limits that have to be asked for').option('--note <text>', 'why', '')
  does<[string]>(program, make, async ({ surroundings, terminal }, flags, quote) => {
    const made = await withStudio(surroundings, flags, async (client) => {
      const params = { header: { 'idempotency-key': randomUUID() } }
      return (await client.POST('/requests', { params, body: { quote, note: String(flags.note) } })).data
    })
    terminal.answer(made, () => oneText(made))
    return 0
  })
  const decisions: Readonly<Record<string, { readonly says: string; readonly decide: Decide }>> = {
    approve: {
      says: 'let it pass: its quote is accepted at once',
      decide: async (client, id, note) => (await client.POST('/requests/{id}/approve', at(id, note))).data,
    },
    decline: { says: 'do not let it pass', decide: async (client, id, note) => (await client.POST('/requests/{id}/decline', at(id, note))).data },
    withdraw: { says: 'take back your own', decide: async (client, id) => (await client.POST('/requests/{id}/withdraw', { params: { path: { id } } })).data },
  }
  for (const [name, { says, decide }] of Object.entries(decisions)) {
    const command = addStudioCommand(parent, `${name} <id>`, says).option('--note <text>', 'why', '')
    does<[string]>(program, command, async ({ surroundings, terminal }, flags: CommonFlags, id) => {
      const decided = await withStudio(surroundings, flags, (client) => decide(client, id, String(flags.note)))
      terminal.answer(decided, () => oneText(decided))
      return 0
    })
  }
}

const at = (id: string, note: string) => ({ params: { path: { id } }, body: { note } })

const oneText = ({ id, state, amount, run, expiresAt }: SpendRequest): string =>
  `Request ${id} is ${state}: ${credits(amount)} at most.${run ? ` Run ${run} has started.` : state === 'open' ? ` It can be decided until ${moment(expiresAt)}.` : ''}`

function listText({ items, next }: { readonly items: readonly SpendRequest[]; readonly next: string | null }, { faint }: Terminal): string {
  if (items.length === 0) return 'There is no request.'
  const rows = items.map(({ id, createdAt, requestedBy, projectName, tool, amount, state, note }) => [
    id,
    moment(createdAt),
    plain(requestedBy ?? ''),
    plain(projectName),
    tool,
    amount,
    state,
    plain(note),
  ])
  const table = columns(
    [['Id', 'When', 'Who', 'Project', 'Tool', 'Most', 'State', 'Note'], ...rows],
    ['left', 'left', 'left', 'left', 'left', 'right', 'left', 'left'],
  )
  return [faint(table[0]!), ...table.slice(1), ...moreText(next)].join('\n')
}
