// How many frames a PNG says it has. libvips reads the first of an animated PNG and passes over the others, so that they would be lost without a word.
import { open } from 'node:fs/promises'

/** Far more than any program writes before the pixels; a file of nothing but chunks costs no more time than this. */
const mostChunks = 1000

/** 1 for a still. Null where the pixels are nowhere near the beginning. */
export async function pngFrames(path: string): Promise<number | null> {
  const file = await open(path)
  try {
    // The count stands before the pixels, or the picture is a still.
    for (let at = 8, chunks = 0; chunks < mostChunks; chunks++) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, at)
      const type = buffer.toString('latin1', 4, 8)
      if (type === 'acTL' && bytesRead === 12) return Math.max(1, buffer.readUInt32BE(8))
      if (type === 'IDAT' || bytesRead < 12) return 1
      at += 12 + buffer.readUInt32BE(0)
    }
    return null
  } finally {
    await file.close()
  }
}
