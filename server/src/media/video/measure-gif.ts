// Measuring a GIF that moves: its frames and how long each is shown, from its own blocks. Nothing is decoded.
import { open, readFile } from 'node:fs/promises'
import { rationalRate, Refusal, type VideoMeasurement } from '@keter/core'

const [extension, image, trailer, control] = [0x21, 0x2c, 0x3b, 0xf9]

/** Null where the file is no GIF. @throws Refusal `source_damaged` */
export async function measureGif(path: string): Promise<VideoMeasurement | null> {
  if (!(await beginsLikeAGif(path))) return null
  try {
    return measured(await readFile(path))
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal('source_damaged', 'The GIF breaks off before its end.')
    throw error
  }
}

async function beginsLikeAGif(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(6), 0, 6)
    return /^GIF8[79]a$/.test(buffer.toString('latin1'))
  } finally {
    await file.close()
  }
}

function measured(bytes: Buffer): VideoMeasurement {
  const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)]
  const delays: number[] = []
  let delay = 0
  for (let at = 13 + tableLength(bytes.readUInt8(10)); ; ) {
    const kind = bytes.readUInt8(at)
    if (kind === trailer) break
    if (kind === extension) {
      if (bytes.readUInt8(at + 1) === control) delay = bytes.readUInt16LE(at + 4)
      at = endOfBlocks(bytes, at + 2)
    } else if (kind === image) {
      delays.push(delay)
      at = endOfBlocks(bytes, at + 11 + tableLength(bytes.readUInt8(at + 9)))
    } else throw new Refusal('source_damaged', `The GIF has a block of an unknown kind at byte ${at}.`)
  }
  if (delays.length === 0) throw new Refusal('source_damaged', 'The GIF has no frames.')
  const durationMs = Math.max(1, delays.reduce((sum, each) => sum + each, 0) * 10)
  // A hundredth more or less is how GIF counts, and no unevenness.
  const mean = durationMs / 10 / delays.length
  const variable = delays.slice(0, -1).some((each) => Math.abs(each - mean) > Math.max(1, mean / 4))
  const rate = rationalRate((delays.length * 1000) / durationMs, Math.min(0.01, 10 / durationMs))
  return {
    media: 'video',
    format: 'gif',
    width,
    height,
    bytes: bytes.length,
    durationMs,
    frames: delays.length,
    frameRate: rate,
    codec: 'gif',
    audioTracks: 0,
    ...(variable && { variable }),
  }
}

/** Of a colour table, by the byte that tells of it. */
const tableLength = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0)

/** Blocks with their length before them, up to an empty one. */
function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += length + 1
  return at + 1
}
