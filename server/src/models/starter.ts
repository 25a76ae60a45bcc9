// The starter pack: after the first start, what most people will want is installed in the background. Never waited for; quiet where the registry does not
// answer, and tried again at the next start; what was installed once and then removed stays removed.
import { Refusal } from '@keter/core'
import type { Models } from './models.ts'

/** Restoring upscaler, background removal, video upscaler: 194 MB to fetch. */
export const starterPacks = ['realesrgan', 'isnet', 'anime4k'] as const

/** Remembers which packs of the starter pack were installed before. */
export interface StarterRecord {
  read(): Promise<readonly string[]>
  write(ids: readonly string[]): Promise<void>
}

/** One after another; `say` is told what came of each. */
export async function installStarterPacks(models: Models, record: StarterRecord, say: (pack: string, outcome: string) => void): Promise<void> {
  const done = new Set(await record.read())
  for (const id of starterPacks.filter((each) => !done.has(each))) {
    try {
      await models.install(id)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      say(id, `not installed: ${error.message}`)
      // A registry that does not answer for one does not answer for the others.
      if (error.code === 'registry_unreachable') return
      continue
    }
    done.add(id)
    await record.write([...done])
    say(id, 'installed')
  }
}
