// Frames of a video for the rules: a few are looked at, and what comes before them is decoded. Runs in a child.
import type { VideoMeasurement } from '@keter/core'
import sharp from 'sharp'
import { decodedFrames } from '../../media/video/decode.ts'
import { ffmpeg } from '../../media/video/ffmpeg.ts'
import { toPixels } from '../../media/video/pixels.ts'
import { type Pixels, pixelsOf } from './pixels.ts'

export interface Frames {
  /** How many could be decoded. */
  readonly count: number
  /** Those that were asked for, by their number. */
  readonly pictures: ReadonlyMap<number, Pixels>
}

export interface Looking {
  /** They are brought to this size, as a person sees it; null leaves theirs. */
  readonly size: { readonly width: number; readonly height: number } | null
  /** Decodes what comes behind the last that is wanted as well, so that all are counted. */
  readonly toItsEnd?: boolean
}

/** Upright. @throws Refusal `source_damaged` where the file is not as it was measured */
export async function framesOf(path: string, measurement: VideoMeasurement, wanted: readonly number[], { size, toItsEnd = false }: Looking): Promise<Frames> {
  const last = toItsEnd ? Number.POSITIVE_INFINITY : Math.max(...wanted)
  const av = await ffmpeg()
  const pictures = new Map<number, Pixels>()
  let count = 0
  for await (const frame of decodedFrames(path, measurement)) {
    if (wanted.includes(count)) {
      const { rgb, width, height } = await toPixels(av, frame)
      // Turned first: sharp would turn it after it was brought to size.
      const turned = sharp(rgb, { raw: { width, height, channels: 3 } }).rotate(measurement.rotation ?? 0)
      const { data, info } = await turned.raw().toBuffer({ resolveWithObject: true })
      const image = sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
      pictures.set(count, await pixelsOf(size ? image.resize({ ...size, fit: 'fill' }) : image, 0))
    }
    frame.free()
    if (count++ >= last) break
  }
  return { count, pictures }
}
