// The upscale task as it runs in a child: decode, enlarge tile by tile, encode.
// Memory is bounded by what is asked: the source, one tile, and three or four bytes for each pixel of the result.
import { performance } from 'node:perf_hooks'
import sharp, { type Sharp } from 'sharp'
import { largestPixels } from '../../media/limits.ts'
import type { TaskContext } from '../../media/task.ts'
import { type Written, write } from '../write.ts'
import { enlargeIntoAlpha } from './cubic.ts'
import { modelFile, models } from './models.ts'
import { enlarge, loadNetwork, type Runtime } from './network.ts'
import { type Picture, readPicture } from './picture.ts'

export interface UpscaleRequest {
  readonly sourcePath: string
  readonly resultPath: string
  readonly modelsFolder: string
  readonly quality: string
  readonly scale: number
  readonly format: string
  readonly runtime: Runtime
}

export interface UpscaleReport extends Written {
  readonly ms: { readonly decode: number; readonly infer: number; readonly encode: number }
}

/** The last part of the way: the encoder says nothing while it works. */
const encodingShare = 0.05

export async function upscale(request: UpscaleRequest, { onProgress }: TaskContext): Promise<UpscaleReport> {
  const { quality, scale } = request
  const began = performance.now()
  const session = await loadNetwork(await modelFile(request.modelsFolder, quality, scale), request.runtime)
  const picture = await readPicture(request.sourcePath)
  const decoded = performance.now()
  const network = { session, scale, radius: models[quality]!.radius }
  const pixels = await enlarge(network, picture, (share) => onProgress(share * (1 - encodingShare)))
  const enlarged = performance.now()
  const written = await write(assembled(picture, pixels, scale), { format: request.format, encoding: 90, effort: 'quick' }, request.resultPath)
  const encoded = performance.now()
  onProgress(1)
  return { ...written, ms: { decode: decoded - began, infer: enlarged - decoded, encode: encoded - enlarged } }
}

function assembled(picture: Picture, pixels: Buffer, scale: number): Sharp {
  const { width, height, alpha, grey } = picture
  // A mask has no texture to restore.
  if (alpha) enlargeIntoAlpha(alpha, { width, height, scale }, pixels)
  const raw = { width: width * scale, height: height * scale, channels: alpha ? 4 : 3 } as const
  const image = sharp(pixels, { raw, limitInputPixels: largestPixels })
  return grey ? image.toColourspace('b-w') : image
}
