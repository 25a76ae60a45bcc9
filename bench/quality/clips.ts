// Clips whose frames are known: views in motion over the photographs, and their way into a file and out of it again.
import type { Frame } from 'node-av/lib'
import sharp from 'sharp'
import { encoders, faithful } from '../../server/src/media/video/encoding.ts'
import { ffmpeg } from '../../server/src/media/video/ffmpeg.ts'
import { framesOf } from '../../server/src/media/video/frames.ts'
import { measureVideo } from '../../server/src/media/video/measure.ts'
import { toFrame, toPixels } from '../../server/src/media/video/pixels.ts'
import type { Rgb } from './pictures.ts'

export const photographs = ['astronaut', 'coffee', 'chelsea', 'rocket'] as const

export interface Size {
  readonly width: number
  readonly height: number
}

/** Of a pixel: views begin and end at quarters of one. */
const finely = 4

/** A part of a photograph, so many pixels of it wide, in another size. */
export async function viewed(photograph: string, { left, top, width }: { left: number; top: number; width: number }, size: Size): Promise<Rgb> {
  const path = new URL(`pictures/${photograph}.webp`, import.meta.url).pathname
  const area = { left, top, width, height: (width * size.height) / size.width }
  const [x, y, across, down] = Object.values(area).map((length) => Math.round(length * finely)) as [number, number, number, number]
  const { width: whole } = await sharp(path).metadata()
  const { data, info } = await sharp(path)
    .removeAlpha()
    .resize({ width: whole * finely })
    .extract({ left: x, top: y, width: across, height: down })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const rgb = await sharp(data, { raw: info })
    .resize({ ...size, fit: 'fill' })
    .raw()
    .toBuffer()
  return { ...size, rgb }
}

const rate = 12

/** As x264 encodes: with crf 0 the brightness is as it was, 18 is what the tools' results are encoded with. */
export async function writeClip(path: string, frames: readonly Rgb[], crf = faithful.crf): Promise<string> {
  const av = await ffmpeg()
  const graph = av.FilterAPI.create('scale=out_range=limited:flags=bicubic+accurate_rnd,format=yuv420p', {})
  const encoder = await av.Encoder.create(av.FF_ENCODER_LIBX264, { options: encoders.h264.options(crf, true) as never })
  const muxer = await av.Muxer.open(path, { format: 'mp4', useSyncQueue: false, useAsyncWrite: false })
  const stream = muxer.addStream(encoder)
  const write = async (frame: Frame | null) => {
    for (const planes of await graph.processAll(frame)) {
      await encode(planes)
      planes.free()
    }
  }
  const encode = async (planes: Frame | null) => {
    for (const packet of await encoder.encodeAll(planes)) {
      await muxer.writePacket(packet, stream)
      packet.free()
    }
  }
  for (const [index, { rgb, width, height }] of frames.entries()) {
    const shown = { timeBase: { num: 1, den: rate }, pts: BigInt(index), duration: 1n, aspect: { num: 1, den: 1 } }
    const frame = toFrame(av, { rgb: Buffer.from(rgb), width, height }, shown)
    await write(frame)
    frame.free()
  }
  await write(null)
  await encode(null)
  await muxer.close()
  return path
}

/** `filter`: of FFmpeg, before the frames are looked at. */
export async function framesIn(path: string, filter?: string): Promise<readonly Rgb[]> {
  const av = await ffmpeg()
  const frames: Rgb[] = []
  for await (const frame of framesOf({ sourcePath: path, source: await measureVideo({ path }), ...(filter && { filter }) })) {
    frames.push(await toPixels(av, frame))
    frame.free()
  }
  return frames
}

/** What the plain alternative made, encoded as a tool's result is: neither side gains by that. */
export async function encoded(path: string, frames: readonly Rgb[]): Promise<readonly Rgb[]> {
  return framesIn(await writeClip(path, frames))
}
