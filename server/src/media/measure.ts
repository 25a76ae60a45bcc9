// Measuring an image: the facts that prices depend on, from the bytes alone, and the refusal of what cannot be edited.
// Runs in a child. The header is judged before a single pixel is decoded; then every pixel is, so that damage shows here and not after payment.
import { open, stat } from 'node:fs/promises'
import { type ImageMeasurement, Refusal } from '@keter/core'
import type { Metadata } from 'sharp'
import { largestSourcePixels } from './limits.ts'
import { formatOf, openImage, readHeader } from './open.ts'
import { pngFrames } from './png-frames.ts'

/** @throws Refusal `source_empty`, `source_not_media`, `source_damaged`, `source_too_large`, `source_animated` */
export async function measureImage({ path, mostPixels = largestSourcePixels }: { path: string; mostPixels?: number }): Promise<ImageMeasurement> {
  const { size: bytes } = await stat(path)
  if (bytes === 0) throw new Refusal('source_empty', 'The file has 0 bytes.')
  const header = await readableHeader(path)
  const format = formatOf(header)
  if (!format) throw new Refusal('source_not_media', `The file is ${inWords(header)}, which the studio cannot read.`, { format: header.format })
  const { width, height } = header.autoOrient
  if (width * height > mostPixels)
    throw new Refusal('source_too_large', `The picture has ${width} x ${height} pixels; the studio reads at most ${mostPixels.toLocaleString('en')}.`, {
      width,
      height,
      most: mostPixels,
    })
  const pages = format === 'png' ? await framesOfPng(path) : (header.pages ?? 1)
  if (pages > 1) throw new Refusal('source_animated', `The file has ${pages} frames or pages.`, { pages })
  if (format === 'jpeg') checkJpegHolds({ width, height, bytes })
  await decodeFully(path, mostPixels)
  return { media: 'image', format, width, height, bytes, pages, alpha: header.hasAlpha }
}

async function readableHeader(path: string): Promise<Metadata> {
  try {
    return await readHeader(path)
  } catch (cause) {
    if (await beginsLikeAnImage(path))
      throw new Refusal('source_damaged', `The file begins like an image but its header cannot be read: ${inFewWords(cause, path)}`)
    throw new Refusal('source_not_media', 'The content is not that of a picture or video the studio can read.')
  }
}

async function framesOfPng(path: string): Promise<number> {
  const frames = await pngFrames(path)
  if (frames === null) throw new Refusal('source_damaged', 'Nothing but notes stands where the pixels should begin.')
  return frames
}

/** A decoder of JPEG fills what is missing with grey and calls that a warning. Each block of 8 x 8 pixels takes one bit at the least. */
function checkJpegHolds({ width, height, bytes }: { width: number; height: number; bytes: number }): void {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8)
  if (bytes * 8 < blocks) throw new Refusal('source_damaged', `The file says it has ${width} x ${height} pixels, which its ${bytes} bytes cannot hold.`)
}

/** One channel is kept while all are decoded: a byte a pixel instead of four. */
async function decodeFully(path: string, mostPixels: number): Promise<void> {
  try {
    await openImage(path, mostPixels).extractChannel(0).raw().toBuffer()
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

/** The library's own reason, where it has one, without the folder names that are nobody else's business. */
function inFewWords(cause: unknown, path: string): string {
  const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  const said = reason.replaceAll(path, 'the file').replace(/^Input file has corrupt header:? ?|^Unknown error$/, '')
  return said || 'it breaks off or contradicts itself'
}
