// What draws the eye in a frame, along one edge of it: what has detail, what moves against the rest, and what has the colour of skin.
import { brightnessOf } from '../../media/similarity.ts'
import type { Pixels } from '../../media/video/video-edit.ts'

/** How much of it each place along the edge has, from 0 on. */
export type Profile = Float32Array

const weights = { detail: 1, motion: 4, skin: 12 } as const
/** What all places have in common tells nothing: so much of the typical value is taken away. */
const common = 0.9

/** `before`: the frame before, of the same scene. */
export function attentionIn(frame: Pixels, before: Pixels | null, alongWidth: boolean): Profile {
  const { width, height } = frame
  const profile = new Float32Array(alongWidth ? width : height)
  const now = brightnessOf(frame.rgb)
  const motion = before && motionOf(now, brightnessOf(before.rgb))
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const detail = Math.abs(now[at + 1]! - now[at - 1]!) + Math.abs(now[at + width]! - now[at - width]!)
      const place = alongWidth ? x : y
      profile[place]! += weights.detail * detail + weights.motion * (motion?.[at] ?? 0) + (isSkin(frame.rgb, at * 3) ? weights.skin : 0)
    }
  const typical = median(profile) * common
  return profile.map((value) => Math.max(0, value - typical))
}

/** Change beyond what most of the frame has: where the camera moves, all of it changes. */
function motionOf(now: Float32Array, before: Float32Array): Float32Array {
  const change = now.map((value, at) => Math.abs(value - before[at]!))
  const typical = median(change)
  return change.map((value) => Math.max(0, value - 2 * typical - 4))
}

/** A common bound in the two values of colour, which holds for light and dark skin. */
function isSkin(rgb: Uint8Array, at: number): boolean {
  const [red, green, blue] = [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!]
  const bluish = 128 - 0.169 * red - 0.331 * green + 0.5 * blue
  const reddish = 128 + 0.5 * red - 0.419 * green - 0.081 * blue
  return bluish > 85 && bluish < 127 && reddish > 138 && reddish < 172
}

function median(values: Float32Array): number {
  return values.toSorted()[Math.floor(values.length / 2)] ?? 0
}
