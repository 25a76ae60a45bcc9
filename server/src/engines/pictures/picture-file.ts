// Files of plain pixels, for pictures of any size: the decoded source, read tile by tile, and the result, written tile by tile and then encoded by libvips as a stream.
// They lie in the run's work folder for as long as the run takes. Runs in a child.
import { open, rm } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { largestResultPixels } from '../../media/limits.ts'
import { asSeen } from './picture.ts'
import { inFile, type Raster } from './raster.ts'
import { bigTiffHeader } from './tiff.ts'

export interface PictureFile extends Raster {
  readonly path: string
  /** Closes and removes the file. */
  readonly remove: () => Promise<void>
}

/** The format of libvips itself (.v) has so many bytes of header, then plain pixels. It is written only: reading what claims to be one is not safe. */
const vipsHeader = 64

/** The source as the model sees it. libvips streams it into the file, where the source's own format lets it. */
export async function decodedFile(path: string, sourcePath: string): Promise<PictureFile> {
  try {
    const { width, height, channels } = await asSeen(sourcePath).toFile(path)
    return await opened(path, 'r', { width, height, channels }, vipsHeader)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** Yet without pixels. */
export async function resultFile(path: string, shape: Omit<Raster, 'store'>): Promise<PictureFile> {
  const header = bigTiffHeader(shape)
  const file = await opened(path, 'w', shape, header.length)
  file.store.write(header, -header.length) // right before the pixels
  return file
}

/** What was written into a result file. Its size is our own doing, so the limit on what others send does not apply. */
export function openResultFile({ path }: PictureFile): Sharp {
  return sharp(path, { failOn: 'error', limitInputPixels: largestResultPixels, sequentialRead: true })
}

async function opened(path: string, flags: 'r' | 'w', shape: Omit<Raster, 'store'>, start: number): Promise<PictureFile> {
  const file = await open(path, flags)
  return {
    ...shape,
    path,
    store: inFile(file.fd, start),
    async remove() {
      await file.close()
      await rm(path, { force: true })
    },
  }
}
