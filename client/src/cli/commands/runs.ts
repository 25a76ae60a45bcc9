// `keter runs`: the runs, newest first, with what they hold and have charged.
import { Refusal } from '@keter/core'
import type { Run } from '../../sdk/index.ts'
import { addStudioCommand, does, type Program } from '../command.ts'
import { addPageFlags, moreText, pageFlags } from '../page-flags.ts'
import { projectNamed } from '../project.ts'
import { withStudio } from '../studio.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { moment } from '../wording.ts'

const states = ['running', 'waiting', 'ended'] as const
type State = (typeof states)[number]

export function addRuns(program: Program): void {
  const command = addPageFlags(addStudioCommand(program.commander, 'runs', 'show the runs, newest first'))
    .option('--project <name or id>', 'of this project only')
    .option('--state <state>', `in this state only: ${states.join(', ')}`)
  does(program, command, async ({ surroundings, terminal }, flags) => {
    const page = pageFlags(flags)
    const state = flags.state === undefined ? {} : { state: stateOf(String(flags.state)) }
    const data = await withStudio(surroundings, flags, async (client) => {
      const project = flags.project === undefined ? {} : { project: await projectNamed(client, String(flags.project)) }
      return (await client.GET('/runs', { params: { query: { ...page, ...state, ...project } }, signal: surroundings.signal })).data
    })
    terminal.answer(data, () => runsText(data, terminal))
    return 0
  })
}

function stateOf(text: string): State {
  const state = states.find((known) => known === text)
  if (!state) throw new Refusal('bad_usage', `--state is ${JSON.stringify(text)}; it is one of ${states.join(', ')}.`)
  return state
}

function runsText({ items, next }: { readonly items: readonly Run[]; readonly next: string | null }, { faint }: Terminal): string {
  const rows = items.map(({ id, createdAt, tool, sources, state, held, charged, refunded, receipt }) => [
    moment(createdAt),
    id,
    tool,
    String(sources.length),
    state,
    held,
    charged,
    refunded,
    receipt,
  ])
  const table = columns(
    [['When', 'Run', 'Tool', 'Files', 'State', 'Held', 'Charged', 'Refunded', 'Receipt'], ...rows],
    ['left', 'left', 'left', 'right', 'left', 'right', 'right', 'right', 'left'],
  )
  return [faint(table[0]!), ...table.slice(1), ...moreText(next)].join('\n')
}
