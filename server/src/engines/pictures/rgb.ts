// Pictures as rows of 8-bit RGB, and what sharp makes of them. Runs in a child.
import type { ImageMeasurement } from '@keter/core'
import sharp, { type Sharp } from 'sharp'
import type { EditRequest } from '../editor.ts'
import type { Picture } from './picture.ts'
import { write } from './write.ts'

export type Rgb = Pick<Picture, 'rgb' | 'width' | 'height'>

/** Of our own pixels: what others send has been measured before. */
export const imageOf = ({ rgb, width, height }: Rgb): Sharp => sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false })

/** Colours and transparency put together. Made at once, because sharp would flatten or convert the picture before it joined a channel to it. */
export async function joined(picture: Rgb, alpha: Uint8Array): Promise<Sharp> {
  const { width, height } = picture
  const data = await imageOf(picture)
    .joinChannel(Buffer.from(alpha), { raw: { width, height, channels: 1 } })
    .raw()
    .toBuffer()
  return sharp(data, { raw: { width, height, channels: 4 }, limitInputPixels: false })
}

/** The result of an edit that changed the colours of a picture: with the transparency and the greyness that it had. */
export async function writeEdited({ width, height, alpha, grey }: Picture, rgb: Uint8Array, request: EditRequest): Promise<ImageMeasurement> {
  const image = alpha ? await joined({ rgb, width, height }, alpha) : imageOf({ rgb, width, height })
  return writeMade(grey ? image.toColourspace('b-w') : image, request)
}

/** As good as cannot be told from the pixels, and quickly. */
export function writeMade(image: Sharp, { shape, resultPath }: EditRequest): Promise<ImageMeasurement> {
  return write(image, { format: shape.format, encoding: 92, effort: 'quick' }, resultPath)
}

/** Red, green and blue, of 255, of a colour such as "#00b140". */
export function channelsOf(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}
