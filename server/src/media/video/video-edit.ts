// What the pipeline of a video is asked for.
import type { MovingCrop } from './crop.ts'
import type { Encoding } from './encoding.ts'
import type { FramesWanted } from './frames.ts'

/** Three bytes a pixel, row by row, as it is stored: a rotation tag is not applied. */
export interface Pixels {
  readonly rgb: Buffer
  readonly width: number
  readonly height: number
}

export interface Seen extends Pixels {
  /** Place among the frames that are edited, from 0. */
  readonly index: number
  /** When it is shown, on the clock of its file. */
  readonly atMs: number
}

/** What becomes of a frame: a function of it and the one after it (null after the last) alone, so that a run can go on anywhere. */
export interface Transform {
  /** Pictures made of each frame, shown at even distances from its own time to that of the next. */
  readonly each: number
  /** Whether the time between frames is stretched, so that the pace of frames stays; without sound. */
  readonly slower?: boolean
  readonly make: (frame: Seen, next: Seen | null) => Promise<readonly Pixels[]>
}

/** One picture of each frame. */
export const oneOfEach = (change: (frame: Seen, next: Seen | null) => Promise<Pixels>): Transform => ({
  each: 1,
  make: async (frame, next) => [await change(frame, next)],
})

export interface VideoEdit extends FramesWanted {
  readonly resultPath: string
  /** Finished segments are kept here, for the next run of the same edit; whoever gave the folder removes it. */
  readonly workFolder: string
  /** Which edit of which source this is: segments of another are not used. */
  readonly key: string
  readonly transform?: Transform
  /** Instead of a transform: a part of each frame, after the filter. */
  readonly crop?: MovingCrop
  /** The filter has turned the picture as a player would: the result is not to be turned again. */
  readonly turned?: boolean
  readonly mute?: boolean
  readonly encoding: Encoding
}

/** Asks once for each frame: what was the next one is then the one at hand. */
export function onceForEach<Seen extends Pixels, Answer>(ask: (frame: Seen) => Promise<Answer>): (frame: Seen) => Promise<Answer> {
  const answers = new WeakMap<Buffer, Promise<Answer>>()
  return (frame) => {
    const answer = answers.get(frame.rgb) ?? ask(frame)
    answers.set(frame.rgb, answer)
    return answer
  }
}
