// Measures a picture in the browser from its header, a video from its tables: what the price depends on, before anything is uploaded.
// Width and height are as a person sees the picture. The studio measures again after the upload; its measurement decides.
import { type Measurement, Refusal } from '@keter/core'
import { imageSize } from 'image-size'

/** Enough for nearly every header; where it is not, the whole file is read. */
const headerBytes = 512 * 1024
const largestRead = 256 * 1024 * 1024

/** @throws Refusal `source_empty`, `source_not_media` */
export async function measureFile(file: File): Promise<Measurement> {
  if (file.size === 0) throw new Refusal('source_empty', `${file.name} has 0 bytes.`, { source: file.name })
  const begun = await headerOf(file, headerBytes)
  const video = begun ? null : await videoIn(file)
  if (video) return video
  const read = begun ?? (file.size > headerBytes && file.size <= largestRead ? await headerOf(file, file.size) : undefined)
  const format = read && formats[read.type ?? '']
  if (!read || !format) throw new Refusal('source_not_media', `${file.name} is not a picture or video the studio can read.`, { source: file.name })
  // Orientations 5 to 8 lie on their side: the picture is seen turned by a quarter.
  const turned = (read.orientation ?? 1) >= 5
  const [width, height] = turned ? [read.height, read.width] : [read.width, read.height]
  return { media: 'image', format, width, height, bytes: file.size }
}

/** What reads videos is large: it comes when the first of them does. */
async function videoIn(file: File): Promise<Measurement | null> {
  const { measureVideo } = await import('@keter/client/measure-video')
  return await measureVideo(file, file.name)
}

const formats: Readonly<Record<string, string>> = {
  jpg: 'jpeg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
  tiff: 'tiff',
  avif: 'avif',
  heic: 'heif',
  heif: 'heif',
}

async function headerOf(file: File, bytes: number) {
  try {
    const size = imageSize(new Uint8Array(await file.slice(0, bytes).arrayBuffer()))
    return size.width > 0 && size.height > 0 ? size : undefined
  } catch {
    return undefined // not an image, or its header goes on
  }
}

/** SHA-256 of the file, so that the same bytes a second time are priced at 0. Undefined where the browser has no way to hash. */
export async function digestOf(file: File): Promise<string | undefined> {
  if (!globalThis.isSecureContext || file.size > largestRead) return undefined
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
