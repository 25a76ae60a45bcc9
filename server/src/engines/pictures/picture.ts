// Pictures as the model sees them: 8-bit sRGB, upright, transparency apart. Runs in a child.
import sharp, { type Sharp } from 'sharp'
import { openImage, readHeader } from '../../media/open.ts'
import { inMemory, type Raster, readArea } from './raster.ts'
import { type Area, grown, inside } from './tiles.ts'

export interface Picture {
  readonly width: number
  readonly height: number
  /** Three bytes a pixel, row by row. */
  readonly rgb: Uint8Array
  /** One byte a pixel, where the source has transparency. */
  readonly alpha: Uint8Array | null
  /** The source has no colour, so its result must not gain any. */
  readonly grey: boolean
}

/** CMYK, 16-bit, palette, grey and wide-gamut sources arrive as 8-bit sRGB by their own profile. */
export const asSeen = (path: string): Sharp => openImage(path).autoOrient().toColourspace('srgb')

export async function readPicture(path: string): Promise<Picture> {
  const { data, info } = await asSeen(path).raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  const grey = await isGrey(path)
  if (channels === 3) return { width, height, rgb: data, alpha: null, grey }
  const { rgb, alpha } = await apart(data, width, height)
  return { width, height, rgb, alpha, grey }
}

export async function isGrey(path: string): Promise<boolean> {
  const { space } = await readHeader(path)
  return space === 'b-w' || space === 'grey16'
}

/** What a window of a picture shows, its transparency apart. */
export async function readTransparent(source: Raster, window: Area): Promise<Apart> {
  const area = inside(grown(window, blurReach), source)
  const { rgb, alpha } = await apart(readArea(source, area), area.width, area.height)
  const part = (channels: number, bytes: Uint8Array) =>
    readArea({ ...area, channels, store: inMemory(bytes) }, { ...window, left: window.left - area.left, top: window.top - area.top })
  return { rgb: part(3, rgb), alpha: part(1, alpha) }
}

interface Apart {
  readonly rgb: Uint8Array
  readonly alpha: Uint8Array
}

async function apart(rgba: Uint8Array, width: number, height: number): Promise<Apart> {
  const alpha = alphaOf(rgba)
  return { rgb: withoutAlpha(alpha.includes(0) ? await withHiddenColours(rgba, width, height) : rgba), alpha }
}

/** Of the blur below, and how far from a pixel it sees: up to where its weight falls below a fifth, rounded up generously. */
const blurSigma = 5
const blurReach = 16

/**
 * Fully transparent pixels often hide black. The model would see it through the edge and draw a dark fringe,
 * so they take the colour of what is visible near by; sharp weighs colours by their opacity when it blurs.
 */
async function withHiddenColours(rgba: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const blurred = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .blur(blurSigma)
    .raw()
    .toBuffer()
  const filled = Uint8Array.from(rgba)
  for (let at = 0; at < filled.length; at += 4) if (rgba[at + 3] === 0) filled.set(blurred.subarray(at, at + 3), at)
  return filled
}

function alphaOf(rgba: Uint8Array): Uint8Array {
  const alpha = new Uint8Array(rgba.length / 4)
  for (let pixel = 0; pixel < alpha.length; pixel++) alpha[pixel] = rgba[pixel * 4 + 3]!
  return alpha
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from]!
    rgb[to + 1] = rgba[from + 1]!
    rgb[to + 2] = rgba[from + 2]!
  }
  return rgb
}
