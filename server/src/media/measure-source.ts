// Measuring any source: which kind of media it is follows from its first bytes, never from its name.
import { open } from 'node:fs/promises'
import type { Measurement } from '@keter/core'
import { measureImage } from './measure.ts'
import { measureVideo } from './video/measure.ts'

/** @throws Refusal `source_empty`, `source_not_media`, `source_damaged`, `source_too_large`, `source_animated` */
export async function measureSource({ path }: { path: string }): Promise<Measurement> {
  return (await beginsLikeAVideo(path)) ? measureVideo({ path }) : measureImage({ path })
}

/** AVIF and HEIC are containers of the same kind as MP4, and say so right after "ftyp". */
const pictureBrands = /^(?:avif|avis|mif1|msf1|hei[cmsx]|hev[cmsx])$/

export async function beginsLikeAVideo(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12)
    const [kind, brand] = [buffer.toString('latin1', 4, Math.min(8, bytesRead)), buffer.toString('latin1', 8, bytesRead)]
    if (bytesRead >= 4 && buffer.readUInt32BE(0) === 0x1a45dfa3) return true // EBML: WebM, Matroska
    if (kind === 'ftyp') return !pictureBrands.test(brand)
    return kind === 'moov' || kind === 'mdat' || kind === 'wide' || kind === 'free' || kind === 'skip'
  } finally {
    await file.close()
  }
}
