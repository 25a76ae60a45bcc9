// Editing a video in a child: decode, change frame by frame, encode; segment by segment, so that a run that was killed goes on where it was.
// Memory is bounded whatever the length: a few frames are in flight at a time, and a finished segment is a file.
// The next frame is decoded and the last one encoded, in FFmpeg's own threads, while the network works on this one.
import { stat } from 'node:fs/promises'
import { framesWithin, Refusal } from '@keter/core'
import type { Frame } from 'node-av/lib'
import type { TaskContext } from '../task.ts'
import { cropping } from './crop.ts'
import { mayReorder } from './encoding.ts'
import { type Ffmpeg, ffmpeg } from './ffmpeg.ts'
import { msOf } from './decode.ts'
import { endOf, framesOf, lastingOf } from './frames.ts'
import { joinSegments } from './join.ts'
import { openJournal } from './journal.ts'
import { type Colours, coloursOf, toFrame, toPixels } from './pixels.ts'
import { type OpenSegment, openSegment } from './segment.ts'
import type { Pixels, Seen, VideoEdit } from './video-edit.ts'

export interface VideoReport {
  readonly frames: number
  readonly bytes: number
  /** Frames that an earlier run had finished. */
  readonly resumed: number
  readonly ms: { readonly infer: number; readonly total: number }
}

/** Length of a segment, and the most that a kill can cost. */
export const segmentMs = 5000

/** Of the way, the part that is left when the last frame is encoded. */
const joiningShare = 0.02

export async function editVideo(edit: VideoEdit, { onProgress }: TaskContext): Promise<VideoReport> {
  const began = performance.now()
  const av = await ffmpeg()
  const journal = await openJournal(edit.workFolder, edit.key)
  const before = journal.segments.at(-1)?.sourceFrames ?? 0
  const resumed = journal.segments.reduce((sum, { frames }) => sum + frames, 0)
  const { from, to } = framesWithin(edit.part ?? { startMs: 0, endMs: edit.source.durationMs }, edit.source)
  const changed = changing(av, edit)
  let seen = before
  let endMs = 0
  let segment: OpenSegment | null = null
  for await (const [frame, next] of pairs(framesOf(edit), before)) {
    const made = await changed.pictures(frame, next, seen)
    const at = msOf(made[0]!.frame)
    if (segment && at >= segment.startMs + segmentMs) {
      await journal.add({ sourceFrames: seen, frames: await segment.finish(), endMs })
      segment = null
    }
    segment ??= await openSegment(av, journal.nextPath(), edit.encoding, mayReorder(edit.source), at)
    endMs = endOf(made.at(-1)!.frame, edit.source)
    for (const picture of made) await segment.write(picture.frame, picture.colours)
    seen++
    onProgress(Math.min(1, seen / (to - from)) * (1 - joiningShare))
  }
  if (segment) await journal.add({ sourceFrames: seen, frames: await segment.finish(), endMs })
  if (journal.segments.length === 0) throw new Refusal('source_damaged', 'The part of the video that was asked for shows no frame.')
  await joinSegments(edit, journal.segments)
  onProgress(1)
  const frames = journal.segments.reduce((sum, part) => sum + part.frames, 0)
  return { frames, bytes: (await stat(edit.resultPath)).size, resumed, ms: { infer: changed.ms(), total: performance.now() - began } }
}

/** Each frame with the one after it. The first `skipped` are decoded again, because what comes later needs them; that costs a hundredth of what was done with them. */
async function* pairs(frames: AsyncGenerator<Frame>, skipped: number): AsyncGenerator<[Frame, Frame | null]> {
  let seen = 0
  let held: Frame | null = null
  for await (const frame of frames) {
    if (seen++ < skipped) {
      frame.free()
      continue
    }
    if (held) yield [held, frame]
    held = frame
  }
  if (held) yield [held, null]
}

interface Made {
  readonly frame: Frame
  readonly colours: Colours
}

/** The pictures of a frame, with their times, by the transform or as it is. */
function changing(av: Ffmpeg, { transform, crop, source }: VideoEdit) {
  const cropped = crop && cropping(av, crop)
  let ms = 0
  // What was the next frame is then the one at hand.
  let ahead: { readonly index: number; readonly pixels: Promise<Pixels> } | null = null
  const seenAs = async (frame: Frame, index: number): Promise<Seen> => {
    if (ahead?.index !== index) ahead = { index, pixels: toPixels(av, frame) }
    return { ...(await ahead.pixels), index, atMs: msOf(frame) }
  }
  return {
    ms: () => ms,
    async pictures(frame: Frame, next: Frame | null, index: number): Promise<Made[]> {
      const colours = coloursOf(av, frame)
      if (cropped) return [{ frame: await cropped(frame, msOf(frame)), colours }]
      if (!transform) return [{ frame, colours }]
      const started = performance.now()
      const made = await transform.make(await seenAs(frame, index), next && (await seenAs(next, index + 1)))
      ms += performance.now() - started
      const { num, den } = frame.timeBase
      // So many times as many ticks, of the same length or so many times shorter: whole numbers both ways.
      const times = BigInt(transform.each)
      const timeBase = { num, den: transform.slower ? den : den * transform.each }
      const lasts = next ? next.pts - frame.pts : lastingOf(frame, source)
      const pictures = made.map((pixels, place) => {
        const pts = frame.pts * times + lasts * BigInt(place)
        return { frame: toFrame(av, pixels, { timeBase, pts, duration: lasts, aspect: colours.aspect }), colours }
      })
      frame.free()
      return pictures
    },
  }
}
