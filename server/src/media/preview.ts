// Previews: small WebP pictures for pages and lists, upright and in sRGB; of a video, its first frame. Runs in a child.
import { beginsLikeAVideo } from './measure-source.ts'
import { largestResultPixels } from './limits.ts'
import { openImage } from './open.ts'
import { firstFrame } from './video/poster.ts'

export interface PreviewRequest {
  readonly path: string
  readonly outPath: string
  /** In pixels; smaller pictures are not enlarged. */
  readonly maxEdge: number
}

export async function makePreview({ path, outPath, maxEdge }: PreviewRequest): Promise<{ width: number; height: number; bytes: number }> {
  const picture = (await beginsLikeAVideo(path)) ? await firstFrame(path) : openImage(path, largestResultPixels).autoOrient()
  const { width, height, size } = await picture
    .resize({ width: maxEdge, height: maxEdge, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 2 })
    .toFile(outPath)
  return { width, height, bytes: size }
}
