// `keter charges`: the charge history, every movement of credits, newest first.
import type { Movement } from '../../sdk/index.ts'
import { addStudioCommand, does, type Program } from '../command.ts'
import { addPageFlags, moreText, pageFlags } from '../page-flags.ts'
import { projectNamed } from '../project.ts'
import { withStudio } from '../studio.ts'
import { columns } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { moment, plain } from '../wording.ts'

export function addCharges(program: Program): void {
  const command = addPageFlags(addStudioCommand(program.commander, 'charges', 'show the charge history, newest first'))
    .option('--project <name or id>', 'of this project only')
    .option('--tool <id>', 'of this tool only')
    .option('--kind <kinds>', 'of these kinds only: grant, hold, charge, return, refund, expiry, separated by commas')
  does(program, command, async ({ surroundings, terminal }, flags) => {
    const page = pageFlags(flags)
    const data = await withStudio(surroundings, flags, async (client) => {
      const query = {
        ...page,
        ...(flags.project === undefined ? {} : { project: await projectNamed(client, String(flags.project)) }),
        ...(flags.tool === undefined ? {} : { tool: String(flags.tool) }),
        ...(flags.kind === undefined ? {} : { kind: String(flags.kind) }),
      }
      return (await client.GET('/charges', { params: { query }, signal: surroundings.signal })).data
    })
    terminal.answer(data, () => chargesText(data, terminal))
    return 0
  })
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
