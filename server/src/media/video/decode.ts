// The frames of a source as FFmpeg decodes them, held against what was measured: what was priced is what is edited, or the file is refused.
// Whatever FFmpeg finds wrong with a source is the source's fault and a refusal; what goes wrong afterwards is not.
import { Refusal, type VideoMeasurement } from '@keter/core'
import type { Demuxer } from 'node-av/api'
import type { Frame } from 'node-av/lib'
import { EngineError } from '../engine-error.ts'
import { type Ffmpeg, ffmpeg, openVideo } from './ffmpeg.ts'

/** Frames that are not square in their pixels are stored up to twice as narrow as they are shown, or a little wider. */
const widest = 2.5
/** A stream may hold frames that are never shown, and begin with some that need what was cut away: their number is no exact science. */
const mostMissing = 1 / 4

/** Decoding begins anew behind so many milliseconds; less is not worth opening the file twice. */
const worthSkippingMs = 5000
/** What a decoder needs to be in step again before the frames that are wanted: more than frames are ever out of order by. */
const runUpMs = 1000
const runUpFrames = 20

/**
 * In the order they are shown in. @throws Refusal `source_damaged`
 * @param fromMs after the first frame: what is shown from then on is wanted. The first frame comes all the same, because times count from it; of those between, only what
 * decoding takes: from the key frame before. Where that cannot be found, all.
 */
export async function* decodedFrames(path: string, source: VideoMeasurement, fromMs = 0): AsyncGenerator<Frame> {
  if (fromMs < worthSkippingMs) return yield* decoded(path, source)
  const first = await firstFrame(path, source)
  if (!first) return
  const wanted = msOf(first) + fromMs
  yield first
  let inStep = false
  for await (const frame of decoded(path, source, wanted - Math.max(runUpMs, (runUpFrames * source.durationMs) / source.frames))) {
    inStep ||= msOf(frame) <= wanted
    if (inStep) {
      yield frame
      continue
    }
    frame.free()
    break
  }
  if (inStep) return
  let seen = 0
  for await (const frame of decoded(path, source)) {
    if (seen++ > 0) yield frame
    else frame.free()
  }
}

async function firstFrame(path: string, source: VideoMeasurement): Promise<Frame | null> {
  for await (const frame of decoded(path, source)) return frame
  return null
}

/** When it is shown, on the clock of its file. */
export function msOf({ pts, timeBase }: Pick<Frame, 'pts' | 'timeBase'>): number {
  return (Number(pts) * timeBase.num * 1000) / timeBase.den
}

/** @param seekMs from the last key frame before it on the clock of the file; all if left out, or if the file cannot be entered there */
async function* decoded(path: string, source: VideoMeasurement, seekMs?: number): AsyncGenerator<Frame> {
  const av = await ffmpeg()
  const input = await openSource(path, source)
  const entered = seekMs !== undefined && (await input.seek(seekMs / 1000, -1, av.AVSEEK_FLAG_BACKWARD)) >= 0
  const pixels = source.width * source.height
  // Before it is cut to size, a frame is stored in whole blocks.
  const mostPixels = Math.ceil(pixels * widest) + 4096
  let seen = 0
  try {
    const stream = input.video()
    if (!stream) throw new Refusal('source_damaged', 'The video holds no picture that can be decoded.')
    const decoder = await blaming(av, () => av.Decoder.create(stream, { exitOnError: true, options: { max_pixels: mostPixels } as never }))
    try {
      const frames = decoder.frames(input.packets(stream.index))
      for (;;) {
        const { value: frame, done } = await blaming(av, () => frames.next())
        if (done || !frame) break
        if (++seen > source.frames + 2) throw contradicts(`it has ${source.frames} frames by its tables, and shows more`)
        if (frame.width * frame.height * widest < pixels || frame.width * frame.height > pixels * widest)
          throw contradicts(`its frames are ${source.width} x ${source.height} by its tables, and ${frame.width} x ${frame.height}`)
        yield frame
      }
    } finally {
      decoder.close()
    }
  } finally {
    await input.close()
  }
  // Only who has come to the end knows; who wanted a part has left before.
  if (!entered && seen < source.frames * (1 - mostMissing)) throw contradicts(`it has ${source.frames} frames by its tables, and ${seen} can be decoded`)
}

/** @throws Refusal `source_damaged` */
export async function openSource(path: string, { format }: Pick<VideoMeasurement, 'format'>): Promise<Demuxer> {
  const av = await ffmpeg()
  return blaming(av, () => openVideo(path, format))
}

/** What FFmpeg says of a step that reads the source, as a refusal. */
export async function blaming<Result>(av: Ffmpeg, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    if (!(error instanceof av.FFmpegError)) throw error
    if (/allocate memory/i.test(error.message)) throw new EngineError('engine_out_of_memory', error.message, false, error)
    throw new Refusal('source_damaged', `The video cannot be decoded to its end: ${error.message}`)
  }
}

const contradicts = (how: string) => new Refusal('source_damaged', `The video contradicts itself: ${how}.`)
