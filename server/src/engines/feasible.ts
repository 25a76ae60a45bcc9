// Whether an edit can be done on a source at all, as far as that depends on neither engine nor machine.
import { type Edit, type Measurement, Refusal, resultOf } from '@keter/core'
import { largestResultPixels, largestSourcePixels } from '../media/limits.ts'

/** Why not, in words, or null. */
export function obstacle(edit: Edit, measurement: Measurement): string | null {
  if (measurement.media === 'image' && (measurement.pages ?? 1) > 1) return `The source has ${measurement.pages} frames or pages; one is edited at a time.`
  try {
    const { width, height } = resultOf(edit, measurement)
    const most = mostPixels(edit, measurement)
    if (width * height > most) return `The result would have ${width} x ${height} pixels; at most ${inWords(most)} can be made here.`
    // A result may be larger than what is taken as a source.
    if (measurement.width * measurement.height <= largestSourcePixels) return null
    return `The source has ${measurement.width} x ${measurement.height} pixels; at most ${inWords(largestSourcePixels)} can be edited here.`
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

/** Frames are held whole, and so is a picture of which the part that draws the eye is looked for; others are made a few rows at a time. */
function mostPixels({ options }: Edit, { media }: Measurement): number {
  return media === 'video' || (options.focus ?? 'middle') !== 'middle' ? largestSourcePixels : largestResultPixels
}

const inWords = (pixels: number): string => pixels.toLocaleString('en')
