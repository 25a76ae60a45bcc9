// What is to be erased, as a mask: what was painted white, and the rectangles, widened by a few pixels to catch soft edges. Runs in a child.
import { type Edit, type Rectangle, rectanglesIn } from '@keter/core'
import sharp from 'sharp'
import { openImage } from '../../media/open.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** One byte a pixel, 255 where it is erased, in the size of the source or, for comparing, in a smaller one, where an edge is in between. */
export async function erasedMask({ options }: Edit, pictures: Readonly<Record<string, string>>, source: Size, size: Size): Promise<Uint8Array> {
  const marked = pictures.mask === undefined ? new Uint8Array(source.width * source.height) : await painted(pictures.mask, source)
  for (const rectangle of rectanglesIn(String(options.regions ?? ''))) mark(marked, source, rectangle)
  const grow = Number(options.grow)
  const wide = sharp(marked, { raw: { width: source.width, height: source.height, channels: 1 }, limitInputPixels: false })
  // The dark parts are the objects to sharp: eroding them widens what is white.
  if (grow > 0) wide.erode(grow)
  return wide.resize({ width: size.width, height: size.height, fit: 'fill' }).extractChannel(0).raw().toBuffer()
}

/** White or black: half a brush stroke marks nothing. What is transparent in the mask is not marked. */
async function painted(path: string, { width, height }: Size): Promise<Uint8Array> {
  return openImage(path)
    .autoOrient()
    .flatten({ background: 'black' })
    .resize({ width, height, fit: 'fill' })
    .toColourspace('b-w')
    .threshold(128)
    .extractChannel(0)
    .raw()
    .toBuffer()
}

/** What lies outside the picture is left out. */
function mark(marked: Uint8Array, { width, height }: Size, { left, top, ...rectangle }: Rectangle): void {
  for (let row = top; row < Math.min(height, top + rectangle.height); row++)
    marked.fill(255, row * width + Math.min(width, left), row * width + Math.min(width, left + rectangle.width))
}
