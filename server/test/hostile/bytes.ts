// Bytes that hostile files are made of: big and little endian numbers, PNG chunks, boxes of MP4, elements of Matroska.
import { crc32, deflateSync } from 'node:zlib'
import { chance } from '../random.ts'

export const text = (characters: string): Buffer => Buffer.from(characters, 'latin1')
export const joined = (...parts: readonly (Uint8Array | string)[]): Buffer => Buffer.concat(parts.map((part) => (typeof part === 'string' ? text(part) : part)))

export function u16(...values: number[]): Buffer {
  return joined(...values.map((value) => Buffer.of((value >>> 8) & 255, value & 255)))
}

export function u32(...values: number[]): Buffer {
  return joined(...values.map((value) => Buffer.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)))
}

export const le16 = (...values: number[]): Buffer => joined(...values.map((value) => u16(value).reverse()))
export const le32 = (...values: number[]): Buffer => joined(...values.map((value) => u32(value).reverse()))

/** Some bytes replaced, within a part of the file where one is given. */
export function flipped(whole: Uint8Array, seed: number, count = 8, from = 0, to = whole.length): Buffer {
  const { next } = chance(seed)
  const bytes = Buffer.from(whole)
  for (let flip = 0; flip < count; flip++) bytes[from + Math.floor(next() * (to - from))] = Math.floor(next() * 256)
  return bytes
}

/** Cut at every 5 % from 0 to 95, and once where only the last byte is missing. */
export function cuts(whole: Uint8Array): (readonly [name: string, bytes: Uint8Array])[] {
  const shares = Array.from({ length: 20 }, (_, step) => [`${step * 5}%`, whole.subarray(0, Math.floor((whole.length * step) / 20))] as const)
  return [...shares, ['all but a byte', whole.subarray(0, -1)]]
}

export const pngBegin = text('\x89PNG\r\n\x1a\n')

/** `length` is what the chunk says of itself. */
export function chunk(type: string, content: Uint8Array = Buffer.alloc(0), length = content.length): Buffer {
  const body = joined(type, content)
  return joined(u32(length), body, u32(crc32(body)))
}

export function ihdr(width: number, height: number, depth = 8, colour = 2, interlace = 0): Buffer {
  return chunk('IHDR', joined(u32(width, height), Buffer.of(depth, colour, 0, 0, interlace)))
}

/** Rows of zeros, as PNG stores them. */
export const rows = (width: number, height: number, channels = 3): Buffer => deflateSync(Buffer.alloc((width * channels + 1) * height))

export function png(...chunks: readonly Uint8Array[]): Buffer {
  return joined(pngBegin, ...chunks, chunk('IEND'))
}

/** A box of MP4, AVIF and their kin; `size` is what it says of itself. */
export function box(type: string, content: Uint8Array = Buffer.alloc(0), size = content.length + 8): Buffer {
  return joined(u32(size), type, content)
}

/** An element of Matroska; `size` is the bytes of the length as it says it. */
export function element(id: readonly number[], content: Uint8Array, size: Uint8Array = joined(Buffer.of(1, 0, 0, 0), u32(content.length))): Buffer {
  return joined(Buffer.from(id), size, content)
}
