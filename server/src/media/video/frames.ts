// The frames of a video, or of the part of it that is kept, in the order they are shown in.
import { framesWithin, type Part, type VideoMeasurement } from '@keter/core'
import type { Frame } from 'node-av/lib'
import { decodedFrames, msOf } from './decode.ts'
import { ffmpeg } from './ffmpeg.ts'

export interface FramesWanted {
  readonly sourcePath: string
  readonly source: VideoMeasurement
  /** All of it if left out. */
  readonly part?: Part
  /** An FFmpeg filter graph that leaves the time of frames as it is. */
  readonly filter?: string
}

/** Whoever receives a frame frees it. */
export async function* framesOf({ sourcePath, source, part, filter }: FramesWanted): AsyncGenerator<Frame> {
  const av = await ffmpeg()
  const graph = filter ? av.FilterAPI.create(filter, {}) : null
  // A filter may look at what came before.
  const decoded = decodedFrames(sourcePath, source, part && !graph ? part.startMs : 0)
  const place = part ? placing(part, source) : () => 'kept'
  let first: number | null = null
  let any = false
  // The one that is still shown where the part begins, for a part that no frame begins in.
  let shown: Frame | null = null
  try {
    for await (const frame of graph ? graph.frames(ended(decoded)) : decoded) {
      if (!frame) break
      const at = msOf(frame)
      first ??= at
      const where = place(at - first)
      if (where === 'after') {
        frame.free()
        break
      }
      if (where === 'kept') {
        any = true
        if (part && source.variable) endWithin(frame, first + part.endMs)
        yield frame
        continue
      }
      shown?.free()
      shown = frame
    }
    if (!any && shown) {
      yield shown
      shown = null
    }
  } finally {
    shown?.free()
    graph?.close()
  }
}

/** A filter that looks ahead gives its last frames only when it is told that no more come. */
async function* ended(frames: AsyncIterable<Frame>): AsyncGenerator<Frame | null> {
  yield* frames
  yield null
}

/** A frame that is still shown when the part ends lasts until then. */
function endWithin(frame: Frame, ms: number): void {
  const most = BigInt(Math.max(1, Math.round(((ms - msOf(frame)) * frame.timeBase.den) / (frame.timeBase.num * 1000))))
  if (frame.duration > most) frame.duration = most
}

/** In the frame's own ticks; as long as the others do where the file does not say. */
export function lastingOf({ duration, timeBase }: Frame, { durationMs, frames }: VideoMeasurement): bigint {
  return duration > 0n ? duration : BigInt(Math.max(1, Math.round((durationMs * timeBase.den) / (frames * timeBase.num * 1000))))
}

export function endOf(frame: Frame, source: VideoMeasurement): number {
  return msOf({ pts: frame.pts + lastingOf(frame, source), timeBase: frame.timeBase })
}

/** Where frames come evenly they are counted, so that their number is the one foretold; else their times decide. */
function placing(part: Part, source: VideoMeasurement): (at: number) => 'before' | 'kept' | 'after' {
  const { from, to } = source.variable ? { from: part.startMs - 0.5, to: part.endMs - 0.5 } : framesWithin(part, source)
  return (at) => {
    const place = source.variable ? at : Math.round((at * source.frames) / source.durationMs)
    return place < from ? 'before' : place < to ? 'kept' : 'after'
  }
}
