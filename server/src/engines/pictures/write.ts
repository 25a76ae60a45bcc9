// Writing a result file in the format asked for: the same settings for every engine. Runs in a child.
import type { ImageMeasurement } from '@keter/core'
import type { Sharp } from 'sharp'

export interface Encoding {
  readonly format: string
  /** 1 to 100, for the formats that lose something. */
  readonly encoding: number
  /** `quick` gives up a few percent of file size for several times the speed. */
  readonly effort: 'quick' | 'small'
}

/** JPEG holds no transparency: what shines through becomes white. */
export async function write(image: Sharp, { format, encoding: quality, effort }: Encoding, path: string): Promise<ImageMeasurement> {
  const { width, height, size, channels } = await encoded(image, format, quality, effort === 'quick').toFile(path)
  return { media: 'image', format, width, height, bytes: size, pages: 1, alpha: channels === 2 || channels === 4 }
}

function encoded(image: Sharp, format: string, quality: number, quick: boolean): Sharp {
  switch (format) {
    case 'jpeg':
      // Full colour resolution where quality is asked for, except on enlarged pictures, whose colour has none to lose.
      return image.flatten({ background: 'white' }).jpeg({ quality, optimiseCoding: !quick, chromaSubsampling: quality >= 90 && !quick ? '4:4:4' : '4:2:0' })
    case 'png':
      return image.png()
    case 'webp':
      return image.webp({ quality, effort: quick ? 2 : 4 })
    case 'avif':
      return image.avif({ quality, effort: quick ? 2 : 4 })
    default:
      throw new Error(`Results are not written as ${format}.`)
  }
}
