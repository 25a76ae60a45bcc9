// Pictures that help with an edit, a mask for instance. An option names one by its SHA-256; in a terminal it may be a file, which goes into the project with the sources.
import { Refusal, tools } from '@keter/core'
import { type Flags, optionsOfAllTools } from './edit-flags.ts'
import { findSources, type LocalSource } from './sources.ts'
import { kebab } from './wording.ts'

export interface HelpingPictures {
  /** As they were given, with the SHA-256 in place of each file. */
  readonly flags: Flags
  readonly files: readonly LocalSource[]
}

/** @throws Refusal what finding a source refuses; `bad_usage` where it is not one picture */
export async function helpingPictures(flags: Flags, folder: string, signal: AbortSignal): Promise<HelpingPictures> {
  const tool = tools.find(({ id }) => id === flags.tool)
  const files: LocalSource[] = []
  const replaced: Record<string, string> = {}
  for (const { name } of optionsOfAllTools()) {
    const given = flags[name]
    if (tool?.options[name]?.kind !== 'picture' || typeof given !== 'string' || /^[0-9a-f]{64}$/.test(given)) continue
    const [file, ...more] = await findSources([given], folder, signal)
    if (more.length > 0 || file!.measurement.media !== 'image')
      throw new Refusal('bad_usage', `--${kebab(name)} takes one picture; ${given} is ${more.length > 0 ? `${more.length + 1} files` : 'a video'}.`)
    files.push(file!)
    replaced[name] = file!.sha256
  }
  return { flags: { ...flags, ...replaced }, files }
}
