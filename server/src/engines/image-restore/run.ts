// Running a network that takes squares of one size on a picture of any size: tile by tile where it sees only what is near, once where it judges the whole.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RestorationNetwork } from '../../models/networks/restoration.ts'
import { inMemory, readArea } from '../pictures/raster.ts'
import { imageOf, type Rgb } from '../pictures/rgb.ts'
import { tilesFor } from './squares.ts'
import { applyChange } from './apply-change.ts'

/** A square of the network's size to one of the same size. */
export type Run = (square: Uint8Array) => Promise<Uint8Array>

/** Tiles overlap and are blended over the overlap, so that none of their edges can be seen. */
export async function inTiles(
  { rgb, width, height }: Rgb,
  { size, overlap }: RestorationNetwork,
  run: Run,
  onProgress: (share: number) => void,
): Promise<Uint8Array> {
  const padded = await mirrored({ rgb, width, height }, Math.max(width, size), Math.max(height, size))
  const tiles = tilesFor(padded, { size, overlap })
  const sums = new Float32Array(width * height * 3)
  const weights = new Float32Array(width * height)
  for (const [index, { left, top }] of tiles.entries()) {
    add(await run(readArea(rasterOf(padded), { left, top, width: size, height: size })), { left, top, size, overlap, width, height, sums, weights })
    onProgress((index + 1) / tiles.length)
    // The run blocks this thread; here messages get out, and the parent's end is noticed.
    await nextTurn()
  }
  return Uint8Array.from(sums, (sum, at) => Math.round(sum / weights[Math.floor(at / 3)]!))
}

/** The picture made small enough for one run; what the network changed there is then applied to the large one. */
export async function wholeAtOnce(picture: Rgb, { size }: RestorationNetwork, run: Run, onProgress: (share: number) => void): Promise<Uint8Array> {
  const shrink = Math.max(1, Math.max(picture.width, picture.height) / size)
  const [width, height] = [Math.max(1, Math.round(picture.width / shrink)), Math.max(1, Math.round(picture.height / shrink))]
  const small = shrink === 1 ? picture : { width, height, rgb: await imageOf(picture).resize(width, height, { fit: 'fill' }).raw().toBuffer() }
  const square = await mirrored(small, size, size)
  onProgress(0.1)
  const restored = await run(Uint8Array.from(square.rgb))
  onProgress(0.8)
  const part = readArea(rasterOf({ rgb: restored, width: size, height: size }), { left: 0, top: 0, width, height })
  return shrink === 1 ? part : applyChange(picture, small, part)
}

/** Filled up to a size by mirroring, as often as it takes. */
async function mirrored(picture: Rgb, width: number, height: number): Promise<Rgb> {
  const { rgb } = picture
  if (picture.width === width && picture.height === height) return picture
  const filled = new Uint8Array(width * height * 3)
  const [across, down] = [reflections(picture.width, width), reflections(picture.height, height)]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = (down[y]! * picture.width + across[x]!) * 3
      const to = (y * width + x) * 3
      filled[to] = rgb[from]!
      filled[to + 1] = rgb[from + 1]!
      filled[to + 2] = rgb[from + 2]!
    }
  return { width, height, rgb: filled }
}

/** 0 1 2 1 0 1 2 ... */
function reflections(length: number, wanted: number): number[] {
  const period = Math.max(1, 2 * (length - 1))
  return Array.from({ length: wanted }, (_, at) => Math.min(at % period, period - (at % period)) % length)
}

interface Placing {
  readonly left: number
  readonly top: number
  readonly size: number
  readonly overlap: number
  readonly width: number
  readonly height: number
  readonly sums: Float32Array
  readonly weights: Float32Array
}

/** A tile counts fully in its middle and ever less towards its edge, where its neighbour knows better. */
function add(tile: Uint8Array, { left, top, size, overlap, width, height, sums, weights }: Placing): void {
  const ramp = Float32Array.from({ length: size }, (_, at) => Math.min(1, (Math.min(at, size - 1 - at) + 1) / (overlap / 2)))
  for (let row = 0; row < Math.min(size, height - top); row++)
    for (let column = 0; column < Math.min(size, width - left); column++) {
      const weight = ramp[row]! * ramp[column]!
      const to = (top + row) * width + left + column
      const from = (row * size + column) * 3
      for (let channel = 0; channel < 3; channel++) sums[to * 3 + channel]! += weight * tile[from + channel]!
      weights[to]! += weight
    }
}

const rasterOf = ({ rgb, width, height }: Rgb) => ({ width, height, channels: 3, store: inMemory(rgb) })
