// The picture halfway between two others, by the network RIFE. Runs in a child, whose thread each piece blocks.
import { setImmediate as nextTurn } from 'node:timers/promises'
import * as ort from 'onnxruntime-node'
import { inMemory, readArea, writeArea } from '../pictures/raster.ts'
import { type Area, grown, inside, tilesOf } from '../pictures/tiles.ts'
import type { Rgb } from '../pictures/rgb.ts'

/** The network needs 340 MB a megapixel. Up to full HD a frame is seen whole; a larger one in pieces, so that memory stays below a gigabyte. */
const mostAtOnce = 1920 * 1088
const longestPiece = 1280
/** Around each piece, so that motion across its border is followed, and neighbours agree. */
const around = 96
/** What the network halves five times over. */
const multiple = 32

export async function middleOf(session: ort.InferenceSession, before: Rgb, after: Rgb, longest = longestFor(before)): Promise<Buffer> {
  const { width, height } = before
  const raster = (bytes: Uint8Array) => ({ width, height, channels: 3, store: inMemory(bytes) })
  const middle = Buffer.allocUnsafe(width * height * 3)
  const pieces = tilesOf(width, height, longest)
  for (const piece of pieces) {
    const window = whole(inside(grown(piece, around), before))
    const made = await run(session, readArea(raster(before.rgb), window), readArea(raster(after.rgb), window), window)
    writeArea(raster(middle), piece, made, window)
    // Here messages get out, and the parent's end is noticed.
    await nextTurn()
  }
  return middle
}

function longestFor({ width, height }: Rgb): number {
  return width * height <= mostAtOnce ? Math.max(width, height) : longestPiece
}

/** As large as the network takes it: what is more lies to the right and below, where the edge is repeated. */
function whole({ left, top, width, height }: Area): Area {
  const up = (length: number) => Math.ceil(length / multiple) * multiple
  return { left, top, width: up(width), height: up(height) }
}

async function run(session: ort.InferenceSession, before: Uint8Array, after: Uint8Array, { width, height }: Area): Promise<Uint8Array> {
  const shape = [1, 3, height, width]
  const { out } = await session.run({
    in0: new ort.Tensor('float32', planesOf(before), shape),
    in1: new ort.Tensor('float32', planesOf(after), shape),
    in2: new ort.Tensor('float32', new Float32Array(width * height).fill(0.5), [1, 1, height, width]),
  })
  const pixels = pixelsOf(out!.data as Float32Array)
  out!.dispose()
  return pixels
}

function planesOf(rgb: Uint8Array): Float32Array {
  const pixels = rgb.length / 3
  const planes = new Float32Array(rgb.length)
  for (let pixel = 0, at = 0; pixel < pixels; pixel++) for (let plane = pixel; plane < rgb.length; plane += pixels) planes[plane] = rgb[at++]! / 255
  return planes
}

function pixelsOf(planes: Float32Array): Uint8Array {
  const pixels = planes.length / 3
  const rgb = new Uint8ClampedArray(planes.length)
  for (let pixel = 0, at = 0; pixel < pixels; pixel++) for (let plane = pixel; plane < planes.length; plane += pixels) rgb[at++] = planes[plane]! * 255
  return new Uint8Array(rgb.buffer)
}
