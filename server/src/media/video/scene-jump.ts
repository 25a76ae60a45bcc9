// Where a video jumps to another scene: two frames, brought to 32 x 32 grey values, that no longer have the same pattern. Runs in a child.
import sharp from 'sharp'
import { similarity } from '../similarity.ts'
import type { Pixels } from './video-edit.ts'

const edge = 32
/** Similarity below which a frame shows something else: the bound that RIFE's authors use for the same purpose. */
const leastAlike = 0.2

/** What is compared, of frames of any size. */
export async function glance({ rgb, width, height }: Pixels): Promise<Uint8Array> {
  return sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .resize(edge, edge, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer()
}

export const jumps = (before: Uint8Array, after: Uint8Array): boolean => similarity(before, after, edge, edge) < leastAlike
