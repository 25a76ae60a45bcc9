// The source files of an edit, found and measured on this machine: a price needs no upload.
import { createHash } from 'node:crypto'
import { createReadStream, openAsBlob } from 'node:fs'
import { glob, open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { type Measurement, Refusal } from '@keter/core'
import { imageSize } from 'image-size'
import { measureVideo } from '../measure/video.ts'

export interface LocalSource {
  readonly path: string
  readonly name: string
  readonly sha256: string
  readonly measurement: Measurement
}

/** Files, folders (the images and videos in them) and patterns, in the order given. @throws Refusal `source_missing`, `no_sources`, and what measuring refuses */
export async function findSources(given: readonly string[], folder: string, signal: AbortSignal): Promise<LocalSource[]> {
  const paths = (await Promise.all(given.map((path) => filesAt(path, folder)))).flat()
  if (paths.length === 0) throw new Refusal('no_sources', given.length ? `There is no image or video in ${given.join(', ')}.` : 'No file was given.')
  const sources: LocalSource[] = []
  for (let at = 0; at < paths.length; at += together) {
    signal.throwIfAborted()
    sources.push(...(await Promise.all(paths.slice(at, at + together).map(measureFile))))
  }
  return sources
}

const together = 8
const mediaEndings = ['.jpg', '.jpeg', '.png', '.webp', '.gif', '.tif', '.tiff', '.avif', '.mp4', '.m4v', '.mov', '.webm', '.mkv']

async function filesAt(given: string, folder: string): Promise<string[]> {
  const path = resolve(folder, given)
  const found = await stat(path).catch(() => null)
  if (found?.isFile()) return [path]
  if (found?.isDirectory()) return inOrder((await readdir(path)).filter(isMediaName)).map((name) => join(path, name))
  const matches = /[*?[{]/.test(given) ? inOrder(await matching(given, folder)) : []
  if (matches.length > 0) return matches.map((name) => resolve(folder, name)).filter(isMediaName)
  throw new Refusal('source_missing', `There is no file ${given}.`, { source: given })
}

async function matching(pattern: string, folder: string): Promise<string[]> {
  const found: string[] = []
  for await (const name of glob(pattern, { cwd: folder })) found.push(name)
  return found
}

const isMediaName = (name: string): boolean => mediaEndings.includes(extname(name).toLowerCase())
const inOrder = (names: string[]): string[] => names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/** @throws Refusal `source_missing`, `source_empty`, `source_not_media`, `source_damaged` */
export async function measureFile(path: string): Promise<LocalSource> {
  const name = basename(path)
  try {
    const { size: bytes } = await stat(path)
    if (bytes === 0) throw new Refusal('source_empty', `${name} has 0 bytes.`, { source: name })
    const measurement = (await measureVideo(await openAsBlob(path), name)) ?? (await measureImage(path, name, bytes))
    return { path, name, sha256: await sha256Of(path), measurement }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined || error instanceof Refusal) throw error
    throw new Refusal('source_missing', `${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`, { source: name })
  }
}

async function measureImage(path: string, name: string, bytes: number): Promise<Measurement> {
  return { media: 'image', ...((await sizeFromStart(path)) ?? (await sizeFromWhole(path, name))), bytes }
}

interface Size {
  readonly format: string
  readonly width: number
  readonly height: number
}

/** Nearly every format says its size in its first bytes. */
const startBytes = 512 * 1024
/** Above this, a file that keeps its size at its end is left to the studio. */
const wholeBytes = 512 * 1024 * 1024

async function sizeFromStart(path: string): Promise<Size | null> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes)
    return sizeIn(buffer.subarray(0, bytesRead))
  } catch (error) {
    if (error instanceof NotAnImage || (error as NodeJS.ErrnoException).code !== undefined)
      throw error instanceof NotAnImage ? refusedMedia(path, error) : error
    return null
  } finally {
    await file.close()
  }
}

async function sizeFromWhole(path: string, name: string): Promise<Size> {
  try {
    const { size } = await stat(path)
    if (size <= wholeBytes) return sizeIn(await readFile(path))
  } catch {}
  throw new Refusal('source_damaged', `${name} begins like an image, but its size cannot be read.`, { source: name })
}

class NotAnImage extends Error {}
const refusedMedia = (path: string, { message }: NotAnImage) => new Refusal('source_not_media', `${basename(path)} is ${message}.`, { source: basename(path) })

const formats: Readonly<Record<string, string>> = { jpg: 'jpeg', png: 'png', webp: 'webp', gif: 'gif', tiff: 'tiff', bigtiff: 'tiff', avif: 'avif' }

/** @throws NotAnImage for what is no image or one the studio does not read; anything else where the header breaks off */
function sizeIn(bytes: Uint8Array): Size {
  const { type = '', width, height, orientation = 1 } = readSize(bytes)
  const format = formats[type]
  if (format === undefined) throw new NotAnImage(`a ${type.toUpperCase()} file, which the studio does not read`)
  if (!(width > 0 && height > 0)) throw new Error('no size')
  // From 5 on, the picture lies on its side.
  return orientation >= 5 ? { format, width: height, height: width } : { format, width, height }
}

function readSize(bytes: Uint8Array) {
  try {
    return imageSize(bytes)
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith('unsupported file type')) throw new NotAnImage('not an image')
    throw error
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
