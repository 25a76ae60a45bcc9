// Rasters: eight-bit pixels, row by row, read and written by rectangle. They lie in memory, or in a file, where they cost none however large the picture is.
import { readSync, writeSync } from 'node:fs'
import type { Area } from './tiles.ts'

export interface Raster {
  readonly width: number
  readonly height: number
  /** Bytes a pixel. */
  readonly channels: number
  readonly store: Store
}

/** Bytes by their place among the pixels. */
interface Store {
  readonly read: (into: Uint8Array, at: number) => void
  readonly write: (from: Uint8Array, at: number) => void
}

export function inMemory(bytes: Uint8Array): Store {
  return { read: (into, at) => into.set(bytes.subarray(at, at + into.length)), write: (from, at) => bytes.set(from, at) }
}

/** An open file whose pixels begin at `start`. A tile has hundreds of short rows: handing each to another thread would take longer than to read it. */
export function inFile(descriptor: number, start: number): Store {
  return {
    read(into, at) {
      if (readSync(descriptor, into, 0, into.length, start + at) < into.length) throw new Error('A file of pixels ends before its last row.')
    },
    write(from, at) {
      if (writeSync(descriptor, from, 0, from.length, start + at) < from.length)
        throw new Error('The disk is full: not all pixels of the result could be written.')
    },
  }
}

/** The pixels of an area, which may lie partly outside: there, the pixels of the edge are repeated. */
export function readArea({ width, height, channels, store }: Raster, area: Area): Buffer {
  const stride = area.width * channels
  const pixels = Buffer.allocUnsafe(area.height * stride)
  const left = Math.max(0, area.left)
  const right = Math.min(width, area.left + area.width)
  const [first, last] = [(left - area.left) * channels, (right - area.left) * channels]
  for (let row = 0; row < area.height; row++) {
    const y = Math.min(height - 1, Math.max(0, area.top + row))
    const line = pixels.subarray(row * stride, (row + 1) * stride)
    store.read(line.subarray(first, last), (y * width + left) * channels)
    if (first > 0) line.fill(line.subarray(first, first + channels), 0, first)
    if (last < stride) line.fill(line.subarray(last - channels, last), last)
  }
  return pixels
}

/** Writes the area from `pixels`, which are as wide as `around` and reach as far beyond the area as that does. */
export function writeArea({ width, channels, store }: Raster, area: Area, pixels: Uint8Array, around: Area): void {
  for (let row = 0; row < area.height; row++) {
    const from = ((area.top - around.top + row) * around.width + area.left - around.left) * channels
    store.write(pixels.subarray(from, from + area.width * channels), ((area.top + row) * width + area.left) * channels)
  }
}
