// The convert task as it runs in a child: upright, crop, resize, sRGB, encode. libvips streams it; only what the formats themselves need is held.
import { performance } from 'node:perf_hooks'
import { type Crop, cropOf, type ResultShape } from '@keter/core'
import sharp, { type FitEnum, type Sharp } from 'sharp'
import { openImage } from '../../media/open.ts'
import type { Editor } from '../editor.ts'
import { write } from '../pictures/write.ts'

export const convert: Editor = async ({ edit, measurement, shape, sourcePath, resultPath }, { onProgress }) => {
  const began = performance.now()
  const { options } = edit
  const picture = fitted(openImage(sourcePath), { crop: cropOf(edit, measurement), shape, fit: String(options.fit), focus: String(options.focus) })
  if (options.metadata === 'keep') picture.keepExif().keepXmp()
  const written = await write(picture, { format: shape.format, encoding: Number(options.encoding), effort: 'small' }, resultPath)
  onProgress(1)
  // libvips reads, works and writes in one stream.
  return { measurement: written, ms: { decode: 0, infer: 0, encode: performance.now() - began } }
}

export interface Way {
  readonly crop: Crop
  readonly shape: ResultShape
  readonly fit: string
  readonly focus: string
}

const positions: Readonly<Record<string, number>> = { attention: sharp.strategy.attention, detail: sharp.strategy.entropy }

/** What the edit shows: used for the result and, small, for judging it. Bars of "contain" are clear where the format allows, else white. */
export function fitted(image: Sharp, { crop, shape: { width, height, format }, fit, focus }: Way): Sharp {
  const background = format === 'jpeg' ? 'white' : { r: 255, g: 255, b: 255, alpha: 0 }
  // Inside both edges or along one: the exact size is known, so nothing is left to rounding.
  const way = fit === 'inside' ? 'fill' : (fit as keyof FitEnum)
  const cut = image.autoOrient().extract(crop)
  return width === crop.width && height === crop.height ? cut : cut.resize({ width, height, fit: way, background, position: positions[focus] ?? 'centre' })
}
