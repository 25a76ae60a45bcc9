// What every local engine does around its task: progress that never falls, and no half-written result left behind.
import { rm } from 'node:fs/promises'
import type { ImageMeasurement } from '@keter/core'
import type { EngineRun } from './engine.ts'
import type { Written } from './write.ts'

/** Runs `work` with the run's progress made steady; ends at 1. Whatever goes wrong, the result file goes with it. */
export async function deliver<Report>({ resultPath, onProgress }: EngineRun, work: (onProgress: (share: number) => void) => Promise<Report>): Promise<Report> {
  let told = 0
  const tell = (share: number) => {
    if (share <= told) return
    told = Math.min(1, share)
    onProgress(told)
  }
  try {
    const report = await work(tell)
    tell(1)
    return report
  } catch (error) {
    await rm(resultPath, { force: true })
    throw error
  }
}

export function measurementOf({ width, height, bytes, alpha }: Written, format: string): ImageMeasurement {
  return { media: 'image', format, width, height, bytes, pages: 1, alpha }
}

/** A run that takes many times what was told has hung; the slow start of a busy machine has not. */
export function patienceMs({ high }: { readonly high: number }): number {
  return 120_000 + 20_000 * high
}
