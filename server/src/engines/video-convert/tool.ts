// video-convert: another size, another kind of file, or no sound.
import type { Edit, Measurement } from '@keter/core'
import { type LocalTool, megapixels } from '../local-tool.ts'

/** A minute of GIF is some fifty megabytes already. */
const longestGifMs = 60_000

/** Seconds a megapixel, decoding included. */
const guesses: Readonly<Record<string, number>> = { mp4: 0.03, webm: 0.25, gif: 0.3 }

export const videoConvert: LocalTool = {
  id: 'video-convert-ffmpeg',
  tool: 'video-convert',
  unsupported: (edit, measurement) => (edit.options.format === 'gif' ? notAGif(edit, measurement) : null),
  work(edit, measurement, shape) {
    const format = String(edit.options.format)
    // All frames are decoded as they are, whatever is made of them.
    return { kind: `video-convert-${format}`, amount: Math.max(megapixels(shape), megapixels({ ...shape, ...measurement })), guess: guesses[format] ?? 0.03 }
  },
}

function notAGif(_edit: Edit, measurement: Measurement): string | null {
  if (measurement.media !== 'video') return null
  if (measurement.durationMs > longestGifMs)
    return `A GIF is for a few seconds: this video has ${Math.round(measurement.durationMs / 1000)}, and ${longestGifMs / 1000} is the most. Trim it first.`
  if (measurement.hdr) return 'A GIF holds no high dynamic range: choose MP4 or WebM.'
  return null
}
