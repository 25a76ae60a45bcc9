// Cutting a part out of each frame, where the part may move from frame to frame. Planes stay as they are stored: no bit of depth is lost.
import type { Frame } from 'node-av/lib'
import type { Ffmpeg } from './ffmpeg.ts'

export interface MovingCrop {
  readonly width: number
  readonly height: number
  /** The corner, by when the frame is shown; it is moved to an even place, because every other pixel has a colour. */
  readonly at: (ms: number) => { readonly left: number; readonly top: number }
}

export function cropping(av: Ffmpeg, { width, height, at }: MovingCrop): (frame: Frame, ms: number) => Promise<Frame> {
  const graph = av.FilterAPI.create(`crop=${width}:${height}:0:0`, {})
  let ready = false
  return async (frame, ms) => {
    const { left, top } = at(ms)
    // The graph takes commands once it has seen a frame.
    if (!ready) for (const first of await graph.processAll(frame)) first.free()
    ready = true
    graph.sendCommand('crop', 'x', String(even(left)))
    graph.sendCommand('crop', 'y', String(even(top)))
    const [cropped] = await graph.processAll(frame)
    frame.free()
    return cropped!
  }
}

const even = (place: number): number => 2 * Math.round(place / 2)
