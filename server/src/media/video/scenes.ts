// The frames of a video as pictures, each with the one before it, and where another scene begins. Runs in a child.
import { msOf } from './decode.ts'
import { ffmpeg } from './ffmpeg.ts'
import { type FramesWanted, framesOf } from './frames.ts'
import { toPixels } from './pixels.ts'
import { glance, jumps } from './scene-jump.ts'
import type { Pixels } from './video-edit.ts'

export interface Looked {
  readonly ms: number
  readonly pixels: Pixels
  /** The frame before it. */
  readonly before: Pixels | null
  /** Whether another scene begins with it. */
  readonly cut: boolean
}

interface Glanced extends Looked {
  readonly glance: Uint8Array
  /** Whether it shows something else than the frame before. */
  readonly jumped: boolean
}

/** One jump alone is a cut. Several on end are one scene, in which the camera is swung or a light flashes. */
export async function* lookedAt(wanted: FramesWanted): AsyncGenerator<Looked> {
  const av = await ffmpeg()
  let last = null as Glanced | null
  for await (const frame of framesOf(wanted)) {
    const [ms, pixels] = [msOf(frame), await toPixels(av, frame)]
    frame.free()
    const seenAs = await glance(pixels)
    const jumped: boolean = last !== null && jumps(last.glance, seenAs)
    if (last) yield last.cut && jumped ? { ...last, cut: false } : last
    const cut: boolean = jumped && !last?.jumped
    last = { ms, pixels, before: last?.pixels ?? null, cut, glance: seenAs, jumped }
  }
  if (last) yield last
}
