// Where the person in a frame is, by the network of the pack `people`. Runs in a child.
import * as ort from 'onnxruntime-node'
import sharp from 'sharp'
import type { Pixels } from '../../media/video/video-edit.ts'
import { personNetwork } from '../../models/networks/person.ts'
import { imageOf } from '../pictures/rgb.ts'

const { size } = personNetwork
/** Masks of two frames that differ by less are unsure of the same place; by more, something has moved. */
const unsure = 0.5
/** What the network gives less than the first is background, more than the second is the person. */
const [outside, inside] = [0.2, 0.8]
/** Shares of the frame: less than any person who is meant, or all but nothing behind. */
const [least, most] = [0.01, 0.99]

/** `size` x `size` values, 0 to 1. */
export type Mask = Float32Array

export async function maskOf(session: ort.InferenceSession, frame: Pixels): Promise<Mask> {
  const seen = await imageOf(frame).resize(size, size, { fit: 'fill' }).raw().toBuffer()
  const { mask } = await session.run({ image: new ort.Tensor('uint8', seen, [1, size, size, 3]) })
  return mask!.data as Float32Array
}

/** Whether a person is there, and something else as well. */
export function showsPerson(mask: Mask): boolean {
  const share = mask.reduce((sum, value) => sum + value, 0) / mask.length
  return share > least && share < most
}

/** The mean with the next frame's where both are unsure, so that an edge does not flicker; where something moves, the frame's own. */
export function steadied(mask: Mask, next: Mask | null): Mask {
  if (!next) return mask
  return mask.map((value, at) => {
    const step = next[at]! - value
    return value + (step / 2) * Math.max(0, 1 - Math.abs(step) / unsure)
  })
}

/** One byte a pixel of the frame: 255 where the person is. */
export async function enlargedMask(mask: Mask, { width, height }: Pick<Pixels, 'width' | 'height'>): Promise<Uint8Array> {
  const clear = Uint8Array.from(mask, (value) => Math.round(255 * Math.min(1, Math.max(0, (value - outside) / (inside - outside)))))
  return sharp(clear, { raw: { width: size, height: size, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'cubic' })
    .extractChannel(0)
    .raw()
    .toBuffer()
}
