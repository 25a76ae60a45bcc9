// Opening a picture in a child: one place for the limits that hostile files meet. Nothing here runs in the server process.
import sharp, { type Metadata, type Sharp } from 'sharp'
import { largestSourcePixels } from './limits.ts'

const readable = ['jpeg', 'png', 'webp', 'gif', 'tiff', 'avif'] as const
export type ReadableFormat = (typeof readable)[number]

sharp.cache(false)

/** Damage is an error, not a grey area at the bottom; a mere warning about odd metadata is neither. */
export function openImage(path: string, mostPixels = largestSourcePixels): Sharp {
  return sharp(path, { failOn: 'error', limitInputPixels: mostPixels, sequentialRead: true })
}

/** Reads only the header, whatever size it claims, so that a refusal can name it. */
export function readHeader(path: string): Promise<Metadata> {
  return sharp(path, { failOn: 'error', limitInputPixels: false }).metadata()
}

/** The format by content, or null where it is none we read: HEIF is read where AV1 is inside, which is AVIF. */
export function formatOf({ format, compression }: Pick<Metadata, 'format' | 'compression'>): ReadableFormat | null {
  const name = format === 'heif' && compression === 'av1' ? 'avif' : format
  return readable.find((known) => known === name) ?? null
}
