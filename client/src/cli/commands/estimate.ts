// `keter estimate FILES`: what an edit would cost, and what could be had instead. Uploads nothing, holds nothing.
import { addStudioCommand, does, type Program } from '../command.ts'
import { addEditFlags, askedEdit } from '../edit-flags.ts'
import { estimateFor } from '../estimate.ts'
import { estimateText } from '../estimate-text.ts'
import { helpingPictures } from '../helping-pictures.ts'
import { addSettingsFlags, findSettings, settingsText, wantedBy } from '../settings.ts'
import { findSources } from '../sources.ts'
import { comparePrices, comparisonRows } from './price-book-elsewhere.ts'

export function addEstimate(program: Program): void {
  const command = addStudioCommand(program.commander, 'estimate <files...>', 'say what an edit would cost; nothing is uploaded or held')
  addSettingsFlags(addEditFlags(command)).option('--elsewhere', 'and what other vendors publish for the same job')
  does(program, command, async ({ surroundings, terminal }, flags, files: string[]) => {
    const pictures = await helpingPictures(flags, surroundings.folder, surroundings.signal)
    const [asked, wanted] = [askedEdit(pictures.flags), wantedBy(flags)]
    const sources = await findSources(files, surroundings.folder, surroundings.signal)
    const estimate = await estimateFor(surroundings, flags, asked, sources)
    if (flags.elsewhere === true && !wanted) {
      const compared = await comparePrices(surroundings, terminal, flags, asked, sources)
      const others = () => ['', 'One attempt each, here and elsewhere:', '', ...comparisonRows(compared, terminal)]
      terminal.answer({ ...estimate, elsewhere: compared.elsewhere }, () => [estimateText(estimate, terminal), ...others()].join('\n'))
      return 0
    }
    if (!wanted) {
      terminal.answer(estimate, () => estimateText(estimate, terminal))
      return 0
    }
    const found = await findSettings(surroundings, flags, asked, sources, estimate, wanted)
    terminal.answer({ estimate, ...found }, () => settingsText(found, terminal))
    return found.settings.length ? 0 : 3
  })
}
