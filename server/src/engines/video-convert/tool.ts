// video-convert: another size, another kind of file, or no sound.
import type { Edit, Measurement } from '@keter/core'
import { framesTake, megapixels } from '../costs.ts'
import type { LocalTool } from '../local-tool.ts'

/** A minute of GIF is some fifty megabytes already. */
const longestGifMs = 60_000

/** Seconds a megapixel of the source: all frames are decoded as they are, whatever is made of them. */
const guessedDecoding = 0.005

export const videoConvert: LocalTool = {
  id: 'video-convert-ffmpeg',
  tool: 'video-convert',
  unsupported: (edit, measurement) => (edit.options.format === 'gif' ? notAGif(edit, measurement) : null),
  work: (_edit, measurement, shape) => ({
    kind: `video-convert-${shape.format}`,
    start: 0.05,
    work: megapixels(measurement) * guessedDecoding + framesTake(shape, shape.format),
    load: 0.4,
  }),
}

function notAGif(_edit: Edit, measurement: Measurement): string | null {
  if (measurement.media !== 'video') return null
  if (measurement.durationMs > longestGifMs)
    return `A GIF is for a few seconds: this video has ${Math.round(measurement.durationMs / 1000)}, and ${longestGifMs / 1000} is the most. Trim it first.`
  if (measurement.hdr) return 'A GIF holds no high dynamic range: choose MP4 or WebM.'
  return null
}
