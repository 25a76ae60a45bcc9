// `keter estimate FILES`: what an edit would cost. Uploads nothing, holds nothing.
import { addStudioCommand, does, type Program } from '../command.ts'
import { addEditFlags, askedEdit } from '../edit-flags.ts'
import { estimateFor } from '../estimate.ts'
import { estimateText } from '../estimate-text.ts'
import { findSources } from '../sources.ts'

export function addEstimate(program: Program): void {
  const command = addEditFlags(addStudioCommand(program.commander, 'estimate <files...>', 'say what an edit would cost; nothing is uploaded or held'))
  does(program, command, async ({ surroundings, terminal }, flags, files: string[]) => {
    const asked = askedEdit(flags)
    const sources = await findSources(files, surroundings.folder, surroundings.signal)
    const estimate = await estimateFor(surroundings, flags, asked, sources)
    terminal.answer(estimate, () => estimateText(estimate, terminal))
    return 0
  })
}
