// MP4 taken apart and put together again with one box changed: all sizes around it stay right, so that only the change is wrong.
import { joined, u32 } from './bytes.ts'

const containers = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'edts', 'dinf', 'mvex', 'moof', 'traf'])

interface Found {
  readonly type: string
  readonly from: number
  /** Behind it. */
  readonly to: number
}

function* inside(bytes: Buffer, from = 0, to = bytes.length): Generator<Found> {
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at)
    if (size < 8 || at + size > to) return
    yield { type: bytes.toString('latin1', at + 4, at + 8), from: at, to: at + size }
    at += size
  }
}

/** Where the first box of a type is, in depth; undefined where there is none. */
export function boxAt(bytes: Buffer, type: string, from = 0, to = bytes.length): Found | undefined {
  for (const found of inside(bytes, from, to)) {
    if (found.type === type) return found
    const deeper = containers.has(found.type) ? boxAt(bytes, type, found.from + 8, found.to) : undefined
    if (deeper) return deeper
  }
  return undefined
}

export function contentOf(bytes: Buffer, type: string): Buffer {
  const { from, to } = boxAt(bytes, type)!
  return bytes.subarray(from + 8, to)
}

/** The first box of a type replaced by whole boxes, or by none; the boxes around it grow or shrink with it. The media before it do not move. */
export function replaced(bytes: Buffer, type: string, boxes: Uint8Array): Buffer {
  let done = false
  const rebuilt = (from: number, to: number): Buffer =>
    joined(
      ...[...inside(bytes, from, to)].map((found) => {
        if (!done && found.type === type) {
          done = true
          return boxes
        }
        if (done || !containers.has(found.type)) return bytes.subarray(found.from, found.to)
        const content = rebuilt(found.from + 8, found.to)
        return joined(u32(content.length + 8), found.type, content)
      }),
    )
  return rebuilt(0, bytes.length)
}
