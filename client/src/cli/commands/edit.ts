// `keter edit FILES`: the main job in one command: estimate, consent, hold, edit, results, receipt.
import { resolve } from 'node:path'
import { Refusal } from '@keter/core'
import { addStudioCommand, type CommandContext, type CommonFlags, does, type Program } from '../command.ts'
import { type Consent, checkAffordable, checkCanAgree } from '../consent.ts'
import { addEditFlags, amountOf, askedEdit, type AskedEdit } from '../edit-flags.ts'
import { estimateFor } from '../estimate.ts'
import { estimateText } from '../estimate-text.ts'
import { helpingPictures } from '../helping-pictures.ts'
import { performEdit } from '../perform-edit.ts'
import { usualProject } from '../project.ts'
import { findSources, type LocalSource } from '../sources.ts'
import { withStudio } from '../studio.ts'

export function addEdit(program: Program): void {
  const command = addEditFlags(
    addStudioCommand(program.commander, 'edit <files...>', 'edit files: estimate, confirm, hold, run, save the results, show the receipt'),
  )
    .option('--max-credits <credits>', 'refuse if it could cost more')
    .option('--yes', 'agree to the estimate without being asked')
    .option('--ask <why>', 'where a limit has to be asked for, ask: it runs by itself once somebody lets it pass')
    .option('--dry-run', 'stop after the estimate and its checks')
    .option('--project <name or id>', 'project the files go into', usualProject)
    .option('--out <folder>', 'folder for the results', '.')
    .option('--force', 'overwrite results that are there already')
  does(program, command, async (context, flags, files: string[]) => {
    const { folder, signal } = context.surroundings
    const pictures = await helpingPictures(flags, folder, signal)
    const asked = askedEdit(pictures.flags)
    const consent = {
      yes: flags.yes === true,
      most: flags.maxCredits === undefined ? undefined : amountOf(String(flags.maxCredits), '--max-credits'),
      ask: flags.ask === undefined ? undefined : String(flags.ask),
    }
    if (flags.dryRun) return dryRun(context, flags, asked, consent, await findSources(files, folder, signal))
    if (asked.plan !== undefined || asked.balance !== undefined)
      throw new Refusal(
        'bad_usage',
        'An edit runs under the plan and balance you have: --plan and --balance ask "what if", so they go with --dry-run or `keter estimate`.',
      )
    checkCanAgree(context.terminal, consent)
    const sources = await findSources(files, folder, signal)
    const out = String(flags.out)
    const results = { shown: out, path: resolve(folder, out), force: flags.force === true }
    const job = { asked, sources, pictures: pictures.files, consent, project: String(flags.project), folder: results }
    return withStudio(context.surroundings, flags, (client) => performEdit(client, context.terminal, job, signal))
  })
}

/** The estimate, and the refusal that the run would meet. */
async function dryRun(
  { surroundings, terminal }: CommandContext,
  flags: CommonFlags,
  asked: AskedEdit,
  consent: Consent,
  sources: LocalSource[],
): Promise<number> {
  const estimate = await estimateFor(surroundings, flags, asked, sources)
  terminal.show(estimateText(estimate, terminal))
  checkAffordable(estimate, consent)
  terminal.answer(estimate, () => '\nDry run: nothing was uploaded, held or charged.')
  return 0
}
