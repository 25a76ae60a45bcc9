// What is behind something in a picture, blurred. Runs in a child.
import { imageOf, joined, type Rgb } from './rgb.ts'

/** A blur that is wider than this, in pixels, is made on a smaller picture: nobody can tell, and it takes a fraction of the time. */
const widestBlur = 8

/**
 * The background, blurred. What is in front is left out of the blur, or a bright coat would shine around its wearer: colours are weighed by their opacity.
 * @param blur 1 to 100: a hundred blurs by a twentieth of the longer edge
 */
export async function behind(picture: Rgb, mask: Uint8Array, blur: number): Promise<Rgb> {
  const { width, height } = picture
  const sigma = Math.max(0.5, (Math.max(width, height) * blur) / 2000)
  const shrink = Math.max(1, sigma / widestBlur)
  const outside = mask.map((value) => 255 - value)
  const small = { width: Math.max(1, Math.round(width / shrink)), height: Math.max(1, Math.round(height / shrink)) }
  const blurred = await (await joined(picture, outside))
    .resize({ ...small, fit: 'fill' })
    .blur(sigma / shrink)
    .removeAlpha()
    .raw()
    .toBuffer()
  const rgb = await imageOf({ ...small, rgb: blurred })
    .resize({ width, height, fit: 'fill' })
    .raw()
    .toBuffer()
  return { width, height, rgb }
}
