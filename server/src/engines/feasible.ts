// Whether an edit can be done on a source at all, as far as that depends on neither engine nor machine.
import { type Edit, type ImageMeasurement, Refusal, resultOf } from '@keter/core'
import { largestPixels } from '../media/limits.ts'

/** Why not, in words, or null. */
export function obstacle(edit: Edit, measurement: ImageMeasurement): string | null {
  if ((measurement.pages ?? 1) > 1) return `The source has ${measurement.pages} frames or pages; one is edited at a time.`
  try {
    const { width, height } = resultOf(edit, measurement)
    if (width * height <= largestPixels) return null
    return `The result would have ${width} x ${height} pixels; at most ${largestPixels.toLocaleString('en')} can be made here.`
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}
