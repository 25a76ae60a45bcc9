// Previews: small WebP pictures for pages and lists, upright and in sRGB. Runs in a child.
import { openImage } from './open.ts'

export interface PreviewRequest {
  readonly path: string
  readonly outPath: string
  /** In pixels; smaller pictures are not enlarged. */
  readonly maxEdge: number
}

export async function makePreview({ path, outPath, maxEdge }: PreviewRequest): Promise<{ width: number; height: number; bytes: number }> {
  const { width, height, size } = await openImage(path)
    .autoOrient()
    .resize({ width: maxEdge, height: maxEdge, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80, effort: 2 })
    .toFile(outPath)
  return { width, height, bytes: size }
}
