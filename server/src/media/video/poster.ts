// The first frame of a video as a picture, upright, for pages and lists. Runs in a child.
import { Refusal } from '@keter/core'
import sharp, { type Sharp } from 'sharp'
import { decodedFrames } from './decode.ts'
import { ffmpeg } from './ffmpeg.ts'
import { measureVideo } from './measure.ts'
import { toPixels } from './pixels.ts'

/** @throws Refusal where the file cannot be measured, or FFmpeg is not there */
export async function firstFrame(path: string): Promise<Sharp> {
  const source = await measureVideo({ path })
  const av = await ffmpeg()
  for await (const frame of decodedFrames(path, source)) {
    const { rgb, width, height } = await toPixels(av, frame)
    frame.free()
    const upright = sharp(rgb, { raw: { width, height, channels: 3 } }).rotate(source.rotation ?? 0)
    // Turned at once, so that whoever resizes it sees it as a person does.
    const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true })
    return sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
  }
  throw new Refusal('source_damaged', 'The video has no frame that can be decoded.')
}
