// Measuring an image: the facts that prices depend on, from the bytes alone, and the refusal of what cannot be edited.
// Runs in a child. The header is judged before a single pixel is decoded; then every pixel is, so that damage shows here and not after payment.
import { open, stat } from 'node:fs/promises'
import { type ImageMeasurement, Refusal } from '@keter/core'
import type { Metadata } from 'sharp'
import { largestPixels } from './limits.ts'
import { formatOf, openImage, readHeader } from './open.ts'

/** @throws Refusal `source_empty`, `source_not_media`, `source_damaged`, `source_too_large`, `source_animated` */
export async function measureImage({ path }: { path: string }): Promise<ImageMeasurement> {
  const { size: bytes } = await stat(path)
  if (bytes === 0) throw new Refusal('source_empty', 'The file has 0 bytes.')
  const header = await readableHeader(path)
  const format = formatOf(header)
  if (!format) throw new Refusal('source_not_media', `The file is ${inWords(header)}, which the studio cannot read.`, { format: header.format })
  const { width, height } = header.autoOrient
  const pages = header.pages ?? 1
  if (width * height > largestPixels)
    throw new Refusal('source_too_large', `The picture has ${width} x ${height} pixels; the studio reads at most ${largestPixels.toLocaleString('en')}.`, {
      width,
      height,
      most: largestPixels,
    })
  if (pages > 1) throw new Refusal('source_animated', `The file has ${pages} frames or pages.`, { pages })
  await decodeFully(path)
  return { media: 'image', format, width, height, bytes, pages, alpha: header.hasAlpha }
}

async function readableHeader(path: string): Promise<Metadata> {
  try {
    return await readHeader(path)
  } catch (cause) {
    if (await beginsLikeAnImage(path))
      throw new Refusal('source_damaged', `The file begins like an image but its header cannot be read: ${inFewWords(cause, path)}`)
    throw new Refusal('source_not_media', 'The content is not that of an image the studio can read.')
  }
}

/** One channel is kept while all are decoded: a byte a pixel instead of four. */
async function decodeFully(path: string): Promise<void> {
  try {
    await openImage(path).extractChannel(0).raw().toBuffer()
  } catch (cause) {
    throw new Refusal('source_damaged', `The picture cannot be decoded to its end: ${inFewWords(cause, path)}`)
  }
}

/** What each format begins with, and where. */
const signatures: readonly (readonly [text: string, offset: number])[] = [
  ['\xff\xd8\xff', 0],
  ['\x89PNG\r\n', 0],
  ['WEBP', 8],
  ['GIF8', 0],
  ['II*\0', 0],
  ['MM\0*', 0],
  ['ftypavi', 4],
]

async function beginsLikeAnImage(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16)
    const beginning = buffer.toString('latin1', 0, bytesRead)
    return signatures.some(([text, offset]) => beginning.startsWith(text, offset))
  } finally {
    await file.close()
  }
}

function inWords({ format, compression }: Metadata): string {
  return format === 'heif' ? `HEIF compressed with ${String(compression).toUpperCase()}` : String(format).toUpperCase()
}

/** The library's own reason, without the folder names that are nobody else's business. */
function inFewWords(cause: unknown, path: string): string {
  const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  return reason.replaceAll(path, 'the file').replace('Input file has corrupt header: ', '') || 'it breaks off'
}
