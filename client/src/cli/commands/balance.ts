// `keter balance`: what is available, what is held, under which plan, and what will expire.
import type { Balance } from '../../sdk/index.ts'
import { addStudioCommand, does, type Program } from '../command.ts'
import { withStudio } from '../studio.ts'
import { columns } from '../table.ts'
import { credits, moment, plain } from '../wording.ts'

export function addBalance(program: Program): void {
  does(program, addStudioCommand(program.commander, 'balance', 'show what is available and what is held'), async ({ surroundings, terminal }, flags) => {
    const { data } = await withStudio(surroundings, flags, (client) => client.GET('/balance', { signal: surroundings.signal }))
    terminal.answer(data, () => balanceText(data))
    return 0
  })
}

function balanceText({ available, held, planName, expiring, head }: Balance): string {
  const expiry = expiring.map(({ amount, at }) => ['Expires', `${credits(amount)} on ${moment(at)}`])
  return columns([['Available', credits(available)], ['Held', credits(held)], ['Plan', plain(planName)], ...expiry, ['Ledger head', head]]).join('\n')
}
