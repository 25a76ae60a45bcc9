// The convert task as it runs in a child: upright, crop, resize, sRGB, encode. libvips streams it; only what the formats themselves need is held.
import { performance } from 'node:perf_hooks'
import type { Crop, ResultShape } from '@keter/core'
import type { FitEnum, Sharp } from 'sharp'
import { openImage } from '../../media/open.ts'
import type { TaskContext } from '../../media/task.ts'
import { type Written, write } from '../write.ts'

export interface ConvertRequest {
  readonly sourcePath: string
  readonly resultPath: string
  readonly crop: Crop
  readonly shape: ResultShape
  readonly fit: string
  readonly encoding: number
}

export interface ConvertReport extends Written {
  readonly ms: number
}

export async function convert(request: ConvertRequest, { onProgress }: TaskContext): Promise<ConvertReport> {
  const began = performance.now()
  const { format } = request.shape
  const written = await write(fitted(openImage(request.sourcePath), request), { format, encoding: request.encoding, effort: 'small' }, request.resultPath)
  onProgress(1)
  return { ...written, ms: performance.now() - began }
}

/** What the edit shows: used for the result and, small, for judging it. Bars of "contain" are clear where the format allows, else white. */
export function fitted(image: Sharp, { crop, shape: { width, height, format }, fit }: Pick<ConvertRequest, 'crop' | 'shape' | 'fit'>): Sharp {
  const background = format === 'jpeg' ? 'white' : { r: 255, g: 255, b: 255, alpha: 0 }
  // Inside both edges or along one: the exact size is known, so nothing is left to rounding.
  const way = fit === 'inside' ? 'fill' : (fit as keyof FitEnum)
  const cut = image.autoOrient().extract(crop)
  return width === crop.width && height === crop.height ? cut : cut.resize({ width, height, fit: way, background })
}
