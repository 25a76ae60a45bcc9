// `keter estimate FILES`: what an edit would cost, and what could be had instead. Uploads nothing, holds nothing.
import { addStudioCommand, does, type Program } from '../command.ts'
import { addEditFlags, askedEdit } from '../edit-flags.ts'
import { estimateFor } from '../estimate.ts'
import { estimateText } from '../estimate-text.ts'
import { addSettingsFlags, findSettings, settingsText, wantedBy } from '../settings.ts'
import { findSources } from '../sources.ts'

export function addEstimate(program: Program): void {
  const command = addStudioCommand(program.commander, 'estimate <files...>', 'say what an edit would cost; nothing is uploaded or held')
  does(program, addSettingsFlags(addEditFlags(command)), async ({ surroundings, terminal }, flags, files: string[]) => {
    const [asked, wanted] = [askedEdit(flags), wantedBy(flags)]
    const sources = await findSources(files, surroundings.folder, surroundings.signal)
    const estimate = await estimateFor(surroundings, flags, asked, sources)
    if (!wanted) {
      terminal.answer(estimate, () => estimateText(estimate, terminal))
      return 0
    }
    const found = await findSettings(surroundings, flags, asked, sources, estimate, wanted)
    terminal.answer({ estimate, ...found }, () => settingsText(found, terminal))
    return found.settings.length ? 0 : 3
  })
}
